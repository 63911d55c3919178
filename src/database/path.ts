/** The exclusive upper bound of all paths in the subtree: '0' is the character after '/'. */
export function endOfPath(path: string): string {
  return `${path.slice(0, -1)}0`;
}
