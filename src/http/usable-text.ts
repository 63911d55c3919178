/** Whether PostgreSQL could store it. */
export function isUsableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
