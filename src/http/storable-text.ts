/** Whether PostgreSQL could store it. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
