// Starts the program with two workers, and Debian's Prometheus with the files of monitoring/. Then queries Prometheus: the
// target is up, each rule can be evaluated, each panel of the dashboard shows data.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Panels that have data only when something goes wrong. */
const QUIET = ['Firing alerts'];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function until(what, reached) {
  for (let tries = 0; tries < 120; tries++) {
    const found = await reached().catch(() => undefined);
    if (found) return found;
    await sleep(500);
  }
  throw new Error(`${what}: not within a minute`);
}

const folder = mkdtempSync(join(tmpdir(), 'organizations-monitoring-'));
const [port, metricsPort, prometheusPort] = [await freePort(), await freePort(), await freePort()];

const program = spawn(process.execPath, [resolve('dist/src/main.js')], {
  cwd: folder,
  env: {
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    WORKERS: '2',
    DATA_DIR: join(folder, 'data'),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
program.stdout.on('data', (chunk) => (output += chunk));

const given = readFileSync('monitoring/prometheus.yml', 'utf8');
const configuration = given
  .replaceAll('15s', '1s')
  .replace('alerts.yml', resolve('monitoring/alerts.yml'))
  .replace('127.0.0.1:9464', `127.0.0.1:${metricsPort}`);
writeFileSync(join(folder, 'prometheus.yml'), configuration);
const prometheus = spawn(
  'prometheus',
  [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    `--web.listen-address=127.0.0.1:${prometheusPort}`,
    '--log.level=warn',
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);

async function ask(path) {
  const response = await fetch(`http://127.0.0.1:${prometheusPort}/api/v1/${path}`);
  const answer = await response.json();
  if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
  return answer.data;
}
const query = async (text) => (await ask(`query?query=${encodeURIComponent(text)}`)).result;

try {
  const token = await until('the program', async () => /export ADMIN=(\S+)/.exec(output)?.[1]);
  const up = `up{job="organizations-api"} == 1`;
  await until('the program, to Prometheus', async () => (await query(up)).length === 1);

  // Produces some data.
  const headers = { Authorization: `Bearer ${token}` };
  const asking = setInterval(() => {
    for (const path of ['/domains/dom_123', '/routing/decision?ip=203.0.113.10', '/health/ready'])
      fetch(`http://127.0.0.1:${port}${path}`, { headers }).catch(() => undefined);
  }, 100);
  await sleep(10_000);

  const rules = await until('the rules', async () => {
    const all = (await ask('rules')).groups.flatMap((group) => group.rules);
    return all.every(({ health }) => health !== 'unknown') && all;
  });
  for (const { name, health, lastError } of rules)
    if (health !== 'ok') throw new Error(`${name}: ${lastError}`);
  const firing = rules.filter(({ state }) => state === 'firing').map(({ name }) => name);
  if (firing.length > 0) throw new Error(`All is well, and there are alerts: ${firing.join(', ')}`);

  const { panels } = JSON.parse(readFileSync('monitoring/dashboard.json', 'utf8'));
  let queries = 0;
  for (const { title, targets } of panels.filter(({ type }) => type !== 'row')) {
    let series = 0;
    for (const { expr } of targets) {
      const text = expr.replaceAll('$__rate_interval', '10s').replaceAll('$instance', '.*');
      series += (await query(text)).length;
      queries++;
    }
    if (series === 0 && !QUIET.includes(title)) throw new Error(`The panel "${title}" shows nothing`);
  }
  clearInterval(asking);

  // A real alert: the program has stopped.
  program.kill('SIGTERM');
  await once(program, 'exit');
  await until('the alert', async () =>
    (await ask('rules')).groups
      .flatMap((group) => group.rules)
      .some(({ name, state }) => name === 'OrganizationsInstanceDown' && state === 'pending'),
  );
  console.log(
    `monitoring: ${rules.length} rules computed, none fires; ${queries} queries of ${panels.length} panels; an instance that is gone is noticed`,
  );
} finally {
  for (const process of [program, prometheus])
    if (process.exitCode === null && process.signalCode === null) {
      process.kill('SIGTERM');
      await once(process, 'exit');
    }
  rmSync(folder, { recursive: true, force: true });
}
