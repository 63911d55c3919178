/** How the test went so far. */
export const formatResult = { passed: 0, failed: 0 };

export function check(what: string, holds: boolean, detail = ''): void {
  if (holds) formatResult.passed++;
  else formatResult.failed++;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}${detail && `: ${detail}`}`);
}
