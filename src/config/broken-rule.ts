const TYPES = new Set([
  'isArray',
  'isNestedList',
  'isObject',
  'isString',
  'isText',
  'isInt',
  'isNumber',
  'isBoolean',
]);
const ARRAY_SIZES = new Set(['arrayMinSize', 'arrayMaxSize']);
const LENGTHS = new Set(['minLength', 'maxLength']);
const COMPARISONS = new Set(['arrayUnique']);

/** A rule comes after those that it presupposes: the type, then the size, then the form, then the comparison of items. */
function rank(rule: string, value: unknown): number {
  if (TYPES.has(rule)) return 0;
  if (ARRAY_SIZES.has(rule)) return Array.isArray(value) ? 1 : 4;
  if (LENGTHS.has(rule)) return typeof value === 'string' ? 1 : 4;
  return COMPARISONS.has(rule) ? 3 : 2;
}

/**
 * Of the rules that a value breaks, by name with their messages, the one to report. class-validator runs every rule on every
 * value, so a number is also not unique, too long and not in capitals. A message is true only if the rules before hold.
 * Among rules of one rank, the one that stands first above the property is reported; class-validator has them bottom-up.
 */
export function firstBrokenRule(
  messages: Record<string, string>,
  value: unknown,
): [rule: string, message: string] | undefined {
  return Object.entries(messages)
    .reverse()
    .sort(([a], [b]) => rank(a, value) - rank(b, value))[0];
}
