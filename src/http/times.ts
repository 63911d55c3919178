/** The time format of the VoIP document: `2024-01-15T10:30:00Z`. */
export function voipTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** The time format of the organization document: `2015-02-03T00:00:00.000+0000`. */
export function organizationTime(time: Date): string {
  return time.toISOString().replace('Z', '+0000');
}
