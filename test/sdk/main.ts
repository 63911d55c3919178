import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryLanguages } from './languages.js';
import { Program } from './program.js';
import { tryTypeScript } from './typescript.js';
import { runs, verdict } from './verdict.js';

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'organizations-clients-'));
const fresh = join(folder, 'fresh');
const program = await Program.start();
process.once('SIGINT', () => void program.stop().then(() => process.exit(130)));
try {
  await runs('npm run sdk', [process.execPath, 'sdk/generate.js', fresh]);
  await runs('its result is what is committed', ['diff', '-r', fresh, 'sdk/typescript/src/generated']);
  await tryTypeScript(folder, program);
  await tryLanguages(folder, program);
} catch (error) {
  console.error(error);
  verdict.failed++;
} finally {
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`in ${((performance.now() - began) / 1_000).toFixed()} s`);
console.log(`${verdict.passed} passed, ${verdict.failed} failed`);
process.exitCode = verdict.failed === 0 ? 0 : 1;
