#!/usr/bin/env node
// Sends the charges in CGRateS' CSV files to POST /charges. It needs Node.js 20 or newer, and no packages.
//
//   API_URL=http://10.0.0.8:3000 API_KEY=oak_… node send-charges.mjs /var/spool/cgrates/charges
//
// A file moves to `sent/` when all its charges have a result. The charges that were refused are in `refused/`, with the reasons.
// A file that cannot be sent stays. The next run sends it again, and each charge counts once.
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const { API_URL, API_KEY, CLOSED_AFTER_SECONDS = '60' } = process.env;
const [folder] = process.argv.slice(2);
if (!API_URL || !API_KEY || !folder) {
  console.error('Usage: API_URL=… API_KEY=… node send-charges.mjs FOLDER');
  process.exit(2);
}

/** The most that one request takes. */
const BATCH = 1_000;
const ATTEMPTS = 5;

/** The rows of a file that CGRateS has written. A cell in quotes can contain commas, quotes and line breaks. */
function parse(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') break;
    if (end === '\n') rows.push([]);
  }
  return rows;
}

/** The charges of a file, and the lines that are no charges: CGRateS was interrupted while it wrote them. */
function readCharges(text) {
  const [header, ...rows] = parse(text);
  const last = rows.pop();
  const isComplete = (row) => row.length === header.length;
  const faulty = [...rows.filter((row) => !isComplete(row)), ...(last && last.join('') !== '' ? [last] : [])];
  return {
    charges: rows
      .filter(isComplete)
      .map((row) => Object.fromEntries(header.map((name, column) => [name, row[column]]))),
    refused: faulty.map((line) => ({ line, error: { message: 'The line is incomplete' } })),
  };
}

/** Sends charges, and returns those that were refused, each with its error. */
async function send(charges) {
  if (charges.length === 0) return [];
  const { status, body } = await post(charges);
  if (status === 200)
    return body.data.charges.flatMap(({ error }, index) =>
      error ? [{ charge: charges[index], error }] : [],
    );
  // A malformed charge keeps the others from being recorded.
  const indexOf = ({ field }) => /^charges\.(\d+)\./.exec(field)?.[1];
  const malformed = (index) => body.details.filter((detail) => indexOf(detail) === String(index));
  const others = charges.filter(
    (_, index) => status !== 400 || !body.details || malformed(index).length === 0,
  );
  if (others.length === charges.length) throw new Error(`${status} ${body?.message ?? ''}`);
  const refused = charges.flatMap((charge, index) => {
    const details = malformed(index);
    return details.length > 0 ? [{ charge, error: { statusCode: 400, code: body.code, details } }] : [];
  });
  return [...refused, ...(await send(others))];
}

/** Repeats the request while there is no result. */
async function post(charges) {
  for (let attempt = 1; ; attempt++) {
    const { status, headers, body, error } = await fetch(`${API_URL}/charges`, {
      method: 'POST',
      headers: { 'X-API-Key': API_KEY, 'Content-Type': 'application/json' },
      body: JSON.stringify({ charges }),
      signal: AbortSignal.timeout(30_000),
    })
      .then(async (response) => ({
        status: response.status,
        headers: response.headers,
        body: await response.json(),
      }))
      .catch((error) => ({ error }));
    if (!error && status !== 429 && status < 500) return { status, body };
    if (attempt === ATTEMPTS) throw error ?? new Error(`${status} ${body.message}`);
    await sleep((Number(headers?.get('Retry-After')) || 2 ** attempt) * 1_000);
  }
}

for (const name of ['sent', 'refused']) await mkdir(join(folder, name), { recursive: true });
// CGRateS closes a file some seconds after it has created it: `ttl` in cgrates-files.json.
const closedBefore = Date.now() - Number(CLOSED_AFTER_SECONDS) * 1_000;
for (const name of (await readdir(folder)).filter((each) => each.endsWith('.csv')).sort()) {
  const file = join(folder, name);
  if ((await stat(file)).mtimeMs > closedBefore) continue;
  try {
    const { charges, refused } = readCharges(await readFile(file, 'utf8'));
    for (let start = 0; start < charges.length; start += BATCH)
      refused.push(...(await send(charges.slice(start, start + BATCH))));
    if (refused.length > 0) {
      const report = join(folder, 'refused', `${name}.json`);
      await writeFile(report, `${JSON.stringify(refused, null, 2)}\n`);
      console.error(`${name}: ${refused.length} refused, see ${report}`);
    }
    await rename(file, join(folder, 'sent', name));
    console.log(`${name}: ${charges.length} sent`);
  } catch (error) {
    console.error(`${name}: not sent: ${error.message}`);
    process.exitCode = 1;
  }
}
