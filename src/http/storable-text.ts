/** Whether PostgreSQL can store the text: no U+0000, no unpaired surrogates. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
