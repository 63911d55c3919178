/** Whether a status reports an error of the service. 501 does not: the caller has sent a method that no path has. */
export function isServerError(status: number): boolean {
  return status >= 500 && status !== 501;
}
