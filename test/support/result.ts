/** The checks so far. */
export const checks = { passed: 0, failed: 0 };

export function check(what: string, holds: boolean, detail = ''): void {
  if (holds) checks.passed++;
  else checks.failed++;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}${detail && `: ${detail}`}`);
}
