import type { FieldError } from '../errors/api-error.js';

const MESSAGE =
  'has too many digits or is too large to be kept exactly: shorten it, or send it as a string if the field takes one';

/** Enough to correct a client by. */
const MAX_ERRORS = 100;

/** No exact number is longer than this without an exponent, leading zeros of a fraction apart. */
const LONG_OR_EXPONENT = /[\d.]{16}|\d[eE][+-]?\d/;

/** A name in an object, a string, a number, or what begins, separates and ends values. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|-?\d[\d.eE+-]*|[{}[\],]/g;

const inexactNumbers = new WeakMap<object, FieldError[]>();

/** Whether JSON text may contain a number that `JSON.parse` changes. It is fast, and false for most bodies. */
export function mayHaveInexactNumbers(json: Buffer): boolean {
  return LONG_OR_EXPONENT.test(json.toString('latin1'));
}

/** Finds the numbers that `JSON.parse` changed when it parsed `body` from valid JSON. */
export function recordInexactNumbers(body: object, json: string): void {
  const errors = findInexactNumbers(json);
  if (errors.length > 0) inexactNumbers.set(body, errors);
}

/** The fields of a parsed body whose numbers are not those that the caller sent. */
export function inexactNumbersOf(body: unknown): readonly FieldError[] {
  return inexactNumbers.get(body as object) ?? [];
}

function findInexactNumbers(json: string): FieldError[] {
  const errors: FieldError[] = [];
  /** For each open object the current name, for each open array the current index. */
  const path: (string | number)[] = [];
  for (const [token, colon] of json.matchAll(TOKEN)) {
    const last = path.length - 1;
    switch (token[0]) {
      case '{':
        path.push('');
        break;
      case '[':
        path.push(0);
        break;
      case '}':
      case ']':
        path.pop();
        break;
      case ',':
        if (typeof path[last] === 'number') path[last]++;
        break;
      case '"':
        if (colon !== undefined) path[last] = JSON.parse(token.slice(0, -colon.length)) as string;
        break;
      default:
        if (isExact(token)) break;
        errors.push({ field: path.join('.'), message: MESSAGE });
        if (errors.length === MAX_ERRORS) return errors;
    }
  }
  return errors;
}

/** Whether the number that a literal becomes is written as the same decimal number. */
function isExact(literal: string): boolean {
  return decimal(literal) === decimal(String(Number(literal)));
}

/** A decimal number in a form that does not depend on how it was written: 1.50 and 15e-1 are both `15e-1`. */
function decimal(literal: string): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(literal);
  if (!match) return undefined;
  const [, sign, integer, fraction = '', exponent = '0'] = match;
  const digits = `${integer}${fraction}`;
  let from = 0;
  let end = digits.length;
  while (digits[from] === '0') from++;
  while (end > from && digits[end - 1] === '0') end--;
  if (from === end) return '0';
  return `${sign}${digits.slice(from, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
