import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from '../../support/result.js';
import { tryLanguages } from './languages.js';
import { Program } from './program.js';
import { runs } from './runs.js';
import { tryTypeScript } from './typescript.js';

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'organizations-clients-'));
const fresh = join(folder, 'fresh');
let program: Program | undefined;
try {
  program = await Program.start(folder);
  await runs('npm run sdk', [process.execPath, 'tools/sdk/generate.js', fresh]);
  await runs('its result is what is committed', ['diff', '-r', fresh, 'sdk/typescript/src/generated']);
  await tryTypeScript(folder, program);
  await tryLanguages(folder, program);
} catch (error) {
  console.error(error);
  checks.failed++;
} finally {
  await program?.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`in ${((performance.now() - began) / 1_000).toFixed()} s`);
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 ? 0 : 1;
