/** The first string after every path of the subtree: '0' follows '/'. */
export function endOfPath(path: string): string {
  return `${path.slice(0, -1)}0`;
}
