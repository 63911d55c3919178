/** The time format of domains, IPs and billing profiles: `2024-01-15T10:30:00Z`. */
export function voipTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** The time format of organizations and contacts: `2015-02-03T00:00:00.000+0000`. */
export function organizationTime(time: Date): string {
  return time.toISOString().replace('Z', '+0000');
}

const TIME =
  /^(?<date>\d{4}-\d\d-\d\d)t(?<minute>(?:[01]\d|2[0-3]):[0-5]\d):(?<second>[0-5]\d|60)(?:\.(?<decimals>\d+))?(?:z|(?<sign>[+-])(?<hours>[01]\d|2[0-3]):?(?<minutes>[0-5]\d))$/i;

/**
 * Reads a timestamp of RFC 3339, or in the time format of organizations, with any number of decimals. Returns it in UTC with
 * at most six decimals, PostgreSQL's precision. Undefined if the text is something else, or if its year in UTC is not from
 * 0001 to 9999. A leap second is the first second of the next month, as in PostgreSQL.
 */
export function parseTime(text: string): string | undefined {
  const { date, minute, second, decimals = '', sign, hours, minutes } = TIME.exec(text)?.groups ?? {};
  if (date === undefined) return undefined;
  const isLeapSecond = second === '60';
  const local = new Date(`${date}T${minute}:${isLeapSecond ? '59' : second}Z`);
  // `Date` reads 31 February as a day in March, so the date must survive the round trip.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(date)) return undefined;
  const offset = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  const time = new Date(local.getTime() - offset * 60_000 + (isLeapSecond ? 1000 : 0)).toISOString();
  if (!/^(?!0000)\d{4}-/.test(time) || (isLeapSecond && !time.endsWith('-01T00:00:00.000Z')))
    return undefined;
  return `${time.slice(0, 19)}.${decimals.slice(0, 6).padEnd(3, '0')}Z`;
}
