import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isPooled } from '../../../src/database/pipeline/pooler.js';
import { FailoverManager } from './failover.js';
import { outageOf, quantile, ReadCounter } from './figures.js';
import { administer, allowCalls, isDecidedEverywhere } from './calls.js';
import { callOf, kinds, Ledger, Proxy, Reader, Writer, type Kind } from './load.js';
import { Platform } from './platform.js';
import type { Service } from './service.js';

const WRITERS = 16;
const READERS = 4;
const PROXIES = 4;
/** What a test of several machines is about: each of them dies, or falls behind, while all clients go on. */
interface Event {
  name: string;
  happen: () => Promise<void>;
  /** Seconds after which nothing may fail any more, and the longest time without a success. */
  bounds: Record<Kind, number>;
}

let passed = 0;
let failed = 0;
function check(what: string, holds: boolean, detail = ''): void {
  if (holds) passed++;
  else failed++;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}${detail && `: ${detail}`}`);
}

/**
 * An instance waits up to a second for a server that has just died, and then turns to another one. So all clients of a kind
 * may wait at once. A second more is for a busy machine.
 */
const PAUSE_S = 2;

const platform = new Platform();
const ledger = new Ledger();
process.once('SIGINT', () => void platform.stop({ keepLogs: false }).then(() => process.exit(130)));

try {
  await platform.start();
  await run();
} catch (error) {
  console.error(error);
  failed++;
} finally {
  await platform.stop({ keepLogs: failed > 0 });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function run(): Promise<void> {
  await checkPooler();
  const manager = new FailoverManager(platform);
  await until(() => manager.safe);
  const counter = new ReadCounter(platform);
  await counter.look();
  Object.assign(counter, { primary: 0, standby: 0 });
  const clients = await openLoad();
  const looking = setInterval(() => void (manager.promoted || counter.look()), 500);

  const restart = async (service: Service, afterMs: number): Promise<void> => {
    await service.kill();
    await sleep(afterMs);
    await service.start();
  };
  const events: Event[] = [
    {
      name: 'nothing happens',
      happen: () => sleep(6_000),
      bounds: { read: 0, write: 0, decision: 0 },
    },
    {
      name: 'an API instance is killed, back after 2 s',
      happen: () => restart(platform.instances.api[0]!, 2_000),
      bounds: { read: 2, write: 2, decision: 0 },
    },
    {
      name: 'a routing instance is killed, back after 2 s',
      happen: () => restart(platform.instances.routing[0]!, 2_000),
      bounds: { read: 0, write: 0, decision: 1 },
    },
    {
      name: 'the other routing instance is killed, back after 2 s',
      happen: () => restart(platform.instances.routing[1]!, 2_000),
      bounds: { read: 0, write: 0, decision: 1 },
    },
    {
      name: 'PgBouncer is killed, back after 2 s',
      happen: () => restart(platform.bouncer, 2_000),
      bounds: { read: 4, write: 5, decision: 0 },
    },
    {
      name: 'nginx is killed, back after 1 s',
      happen: () => restart(platform.nginx, 1_000),
      bounds: { read: 3, write: 3, decision: 3 },
    },
    {
      name: 'the replica is killed, back after 4 s',
      happen: async () => {
        await restart(platform.standby, 4_000);
        await until(() => manager.safe);
      },
      bounds: { read: 2, write: 5, decision: 0 },
    },
    {
      name: 'the replica stops to replay for 4 s',
      happen: async () => {
        await platform.query('standby', 'select pg_wal_replay_pause()');
        await sleep(4_000);
        await platform.query('standby', 'select pg_wal_replay_resume()');
      },
      bounds: { read: 1, write: 1, decision: 0 },
    },
    {
      name: 'the primary is killed, the replica promoted',
      happen: async () => {
        await counter.look();
        await platform.primary.kill();
        await until(() => manager.promoted);
      },
      bounds: { read: 5, write: 10, decision: 0 },
    },
  ];
  const times: number[] = [];
  for (const { happen } of events) {
    times.push(performance.now());
    await happen();
    await sleep(4_000);
  }
  await Promise.all(clients.map((client) => client.stop()));
  times.push(performance.now());
  clearInterval(looking);
  await manager.stop();

  report(events, times);
  checkRead(counter);
  await checkKept();
  await checkRouting(clients);
}

/** The program has to know what it must not do through a transaction pooler. */
async function checkPooler(): Promise<void> {
  for (const [server, expected] of [
    ['bouncer', true],
    ['primary', false],
  ] as const) {
    const client = new pg.Client(platform.databaseUrl(server, 'organizations_api'));
    await client.connect();
    check(
      `a connection to the ${server} is ${expected ? '' : 'not '}pooled`,
      (await isPooled(client)) === expected,
    );
    await client.end();
  }
  const [locks] = await platform.query<{ n: number }>(
    'primary',
    `select count(*)::integer as n from pg_locks where locktype = 'advisory'`,
  );
  check('two migrations at once through PgBouncer left no lock behind', locks!.n === 0);
}

/** Each client is a tenant of its own, except that a proxy asks for the calls of one. */
async function openLoad(): Promise<(Writer | Reader | Proxy)[]> {
  const Kinds = [
    ...new Array<typeof Writer>(WRITERS).fill(Writer),
    ...new Array<typeof Reader>(READERS).fill(Reader),
    ...new Array<typeof Proxy>(PROXIES).fill(Proxy),
  ];
  const clients: (Writer | Reader | Proxy)[] = [];
  for (const [number, Kind] of Kinds.entries()) {
    const tenant = { name: `Tenant ${number}`, type: { id: 4 }, country: { id: 74 } };
    const { id } = await administer<{ id: number }>(platform, 'POST', '/organizations', tenant);
    if (Kind === Proxy) await allowCalls(platform, ledger, id);
    clients.push(new Kind(platform.url, ledger, number, id));
  }
  return clients;
}

function report(events: Event[], times: number[]): void {
  const steady = ledger.samples.filter(({ ended }) => ended < times[1]!);
  const seconds = (times[1]! - times[0]!) / 1_000;
  for (const kind of kinds)
    console.log(
      `${kind}s with all of it up: ${(steady.filter((sample) => sample.kind === kind).length / seconds).toFixed()} a second, ` +
        `median ${quantile(steady, kind, 0.5).toFixed(1)} ms, 99 % within ${quantile(steady, kind, 0.99).toFixed(1)} ms`,
    );
  const rows: Record<string, Record<string, number | string>> = {};
  const problems: string[] = [];
  events.forEach(({ name, bounds }, number) => {
    const row: Record<string, number | string> = {};
    for (const kind of kinds) {
      const { failed, until, pause } = outageOf(ledger.samples, kind, times[number]!, times[number + 1]!);
      row[`${kind}s failed`] = failed;
      row[`${kind}s: last after s`] = Number(until.toFixed(2));
      row[`${kind}s: pause s`] = Number(pause.toFixed(2));
      if (until > bounds[kind] || pause > Math.max(PAUSE_S, bounds[kind]))
        problems.push(`${name} (${kind}s)`);
    }
    rows[name] = row;
  });
  console.table(rows);
  check('failures are bounded to the time after an event', problems.length === 0, problems.join(', '));
  const failures: Record<string, number> = {};
  for (const { kind, failure } of ledger.samples)
    if (failure !== undefined) failures[`${kind} ${failure}`] = (failures[`${kind} ${failure}`] ?? 0) + 1;
  console.log(`failures: ${JSON.stringify(failures)} of ${ledger.samples.length} requests`);
}

function checkRead({ primary, standby }: ReadCounter): void {
  const share = standby / (primary + standby);
  check('the replica answers reads', share > 0.3, `${(share * 100).toFixed(1)} % of ${primary + standby}`);
  check('nobody reads less than his own acknowledged writes', ledger.stale.length === 0, some(ledger.stale));
  check('no answer is wrong', ledger.wrong.length === 0, some(ledger.wrong));
}

async function checkKept(): Promise<void> {
  const rows = await platform.query<{ id: string; version: string }>(
    'standby',
    `select id, metadata->>'version' as version from domains`,
  );
  const kept = new Map(rows.map(({ id, version }) => [id, version]));
  const lost: string[] = [];
  for (const [id, version] of ledger.acknowledged)
    if ((kept.get(id) ?? null) !== version) lost.push(`${id}: ${version}, found ${kept.get(id)}`);
  check(
    `no acknowledged write is lost`,
    lost.length === 0,
    `${ledger.acknowledged.size} domains, ${some(lost) || 'each in its last acknowledged version'}`,
  );
  const unknown = [...kept.keys()].filter((id) => !ledger.acknowledged.has(id));
  check('nothing is there that nobody was told of', unknown.length === 0, some(unknown));
}

/** The routing instances have loaded their index from the promoted server, or apply its changes at least. */
async function checkRouting(clients: (Writer | Reader | Proxy)[]): Promise<void> {
  const { organizationId } = clients.find((client) => client instanceof Proxy)!;
  await administer(platform, 'PUT', `/domains/${callOf(organizationId).id}`, { status: 'inactive' });
  check(
    'a change after the failover reaches every routing instance',
    await isDecidedEverywhere(platform, organizationId, 'inactive_domain'),
  );
}

function some(list: string[]): string {
  return list.length > 5 ? `${list.slice(0, 5).join('; ')} and ${list.length - 5} more` : list.join('; ');
}

async function until(reached: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!reached()) {
    if (Date.now() > deadline) throw new Error(`Not within 30 seconds: ${reached.toString()}`);
    await sleep(50);
  }
}
