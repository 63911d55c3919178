/** How the test went so far. */
export const verdict = { passed: 0, failed: 0 };

export function check(what: string, holds: boolean, detail = ''): void {
  if (holds) verdict.passed++;
  else verdict.failed++;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}${detail && `: ${detail}`}`);
}
