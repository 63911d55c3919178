/** White space as Unicode has it. */
const WHITE_SPACE = /[\s\u0085]/;
/** Each of them changes the direction of the text around it (Unicode, UAX 9). */
const BIDI_CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The form in which text is stored and compared: NFC, without white space around it. */
export function normalizeText(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && WHITE_SPACE.test(text[start]!)) start++;
  while (end > start && WHITE_SPACE.test(text[end - 1]!)) end--;
  return text.slice(start, end).normalize('NFC');
}

/** Why text would mislead its readers: it looks empty, or reorders the text around it. Undefined if it does neither. */
export function textFault(text: string): string | undefined {
  const [control] = BIDI_CONTROL.exec(text) ?? [];
  if (control !== undefined) {
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `must not contain U+${code}, which changes the direction of text`;
  }
  return text !== '' && !VISIBLE.test(text) ? 'must contain a visible character' : undefined;
}
