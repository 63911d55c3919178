import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../../support/child.js';
import { check, checks } from '../../support/result.js';
import { checkAuthorization, checkGuides, checkOperations, checkOverview, checkTries } from './checks.js';
import { checkSdk, PageServer } from './sdk.js';
import { SwaggerUi } from './swagger-ui.js';
import { Visitor } from './visitor.js';

const MAIN = fileURLToPath(new URL('../../../src/main.js', import.meta.url));
const SCREENSHOT = fileURLToPath(new URL('../../../../docs/swagger-ui.png', import.meta.url));

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'organizations-browser-'));
const log = join(folder, 'program.log');
let program: Child | undefined;
let visitor: Visitor | undefined;
let pages: PageServer | undefined;
try {
  pages = await PageServer.start(folder);
  // As `npm start` does it: an embedded database with the demo data.
  program = await Child.start({
    command: [process.execPath, MAIN],
    log,
    env: { PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(folder, 'data'), CORS_ORIGINS: pages.origin },
    ready: () => printed(/Swagger UI +(\S+)\/docs/),
  });
  // The browser takes `localhost` for a name that it would have to look up.
  const url = printed(/Swagger UI +(\S+)\/docs/).replace('localhost', '127.0.0.1');
  const token = printed(/export ADMIN=(\S+)/);
  visitor = await Visitor.come(url);
  await run(visitor, token);
  await checkSdk(pages, url, token);
} catch (error) {
  console.error(error);
  console.error(visitor?.complaints);
  checks.failed++;
} finally {
  await visitor?.leave();
  await program?.end();
  pages?.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`in ${((performance.now() - began) / 1_000).toFixed()} s`);
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 ? 0 : 1;

async function run(someone: Visitor, token: string): Promise<void> {
  const ui = new SwaggerUi(someone.page);
  await ui.open();
  await checkOverview(ui);
  await checkAuthorization(ui, token);
  await checkTries(ui, someone);
  await checkOperations(ui);
  await checkGuides(ui);
  if (process.argv.includes('--screenshot')) await photograph(ui);
  const complaints = someone.takeComplaints();
  check('the browser has nothing to complain about', complaints.length === 0, complaints.join('\n'));
}

/** What the README shows: operations, and who may use them. */
async function photograph(ui: SwaggerUi): Promise<void> {
  await ui.open();
  await ui.openTag('Domain mappings');
  await ui.page.mouse.move(0, 0);
  await ui.page.screenshot({ path: SCREENSHOT });
}

function printed(pattern: RegExp): string {
  const [, found] = pattern.exec(readFileSync(log, 'utf8')) ?? [];
  if (found === undefined) throw new Error(`the program has not printed ${String(pattern)}`);
  return found;
}
