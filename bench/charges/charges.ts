import type pg from 'pg';
import type { Bench } from '../bench.js';
import { Client } from '../latency/client.js';
import { waitForIndex } from '../routing/index-state.js';
import { takeSampleCalls } from '../routing/sample-calls.js';
import type { ServerProcess } from '../servers/process.js';
import { median, percentile } from '../statistics.js';

/** Requests at the same time. */
const SENDERS = 8;
const CHARGES_PER_REQUEST = 1_000;
const REQUESTS = 160;
/** How often a limit is reached, and the longest wait for the refusal. */
const REFUSALS = 100;
const PATIENCE_MS = 5_000;
/** How often each spend is read. */
const READS = 500;
const CATEGORIES = ['voice', 'sms', 'data', 'numbers'];

/** Where the charges are: everywhere below many roots, all below one organization, or of one organization. */
const distributions = ['all organizations', 'one subtree', 'one organization'] as const;
export type Distribution = (typeof distributions)[number];

export interface ChargeLoad {
  distribution: Distribution;
  chargesPerSecond: number;
  p50: number;
  p99: number;
  /** From the last acknowledgement until the totals contain everything. */
  summedAfterMs: number;
}

export interface Charges {
  loads: ChargeLoad[];
  /** Reading the spend of a subtree of about ten organizations and of one of 10,000: medians. */
  spendMs: { ofTen: number; ofLargeTenant: number };
  /** From the response to a charge that reaches a limit until another instance refuses the calls. */
  refusedAfterMs: { p50: number; p99: number; max: number };
}

/** Recording charges as fast as possible, and how soon a limit stops calls. */
export async function measureCharges(bench: Bench, report: (line: string) => void): Promise<Charges> {
  const cpus = bench.pinning?.workers;
  const program = await bench.program(bench.large, { ROUTING_INDEX: 'off' }, cpus);
  try {
    const loads = await measureLoads(bench, program, report);
    const spendMs = await measureSpend(bench, program);
    return { loads, spendMs, refusedAfterMs: await measureRefusals(bench, program) };
  } finally {
    await program.stop();
    await bench.cluster.within(bench.large.population.database, forgetCharges);
  }
}

async function measureLoads(
  bench: Bench,
  program: ServerProcess,
  report: (line: string) => void,
): Promise<ChargeLoad[]> {
  const token = bench.token('admin', bench.large);
  const clients = Array.from({ length: SENDERS }, () => new Client(program.url, token));
  const loads: ChargeLoad[] = [];
  try {
    for (const distribution of distributions) {
      const owners = await ownersOf(bench, distribution);
      const requests = Array.from({ length: REQUESTS }, (_, request) => ({
        charges: Array.from({ length: CHARGES_PER_REQUEST }, (_, line) =>
          charge(
            `${distribution}-${Date.now()}-${request}-${line}`,
            owners,
            request * CHARGES_PER_REQUEST + line,
          ),
        ),
      }));
      const milliseconds: number[] = [];
      const began = performance.now();
      await Promise.all(
        clients.map(async (client) => {
          for (let body = requests.pop(); body; body = requests.pop()) {
            const { status, text, milliseconds: time } = await client.send('POST', '/charges', body);
            if (status !== 200 || !text.includes(`"recorded":${CHARGES_PER_REQUEST},`))
              throw new Error(`charges: ${status} ${text.slice(0, 300)}`);
            milliseconds.push(time);
          }
        }),
      );
      const seconds = (performance.now() - began) / 1000;
      loads.push({
        distribution,
        chargesPerSecond: (REQUESTS * CHARGES_PER_REQUEST) / seconds,
        p50: median(milliseconds),
        p99: percentile(milliseconds, 99),
        summedAfterMs: await untilSummed(bench),
      });
      report(`charges of ${distribution}: ${loads.at(-1)!.chargesPerSecond.toFixed(0)}/s`);
    }
    return loads;
  } finally {
    for (const client of clients) client.close();
  }
}

/** After the loads, when each organization of the large tenant has charges. */
async function measureSpend(bench: Bench, program: ServerProcess): Promise<Charges['spendMs']> {
  const { largeTenant } = bench.large.population;
  const client = new Client(program.url, bench.token('admin', bench.large));
  const read = async (organization: number): Promise<number> => {
    const { status, text, milliseconds } = await client.send('GET', `/organizations/${organization}/spend`);
    if (status !== 200 || text.includes('"total":"0"')) throw new Error(`spend: ${status} ${text}`);
    return milliseconds;
  };
  try {
    const ten = await organizationOfTen(bench);
    const times = { ofTen: [] as number[], ofLargeTenant: [] as number[] };
    for (let number = 0; number < READS; number++) {
      times.ofTen.push(await read(ten));
      times.ofLargeTenant.push(await read(largeTenant));
    }
    return { ofTen: median(times.ofTen), ofLargeTenant: median(times.ofLargeTenant) };
  } finally {
    client.close();
  }
}

/** An organization of the large tenant whose subtree has about ten organizations. */
function organizationOfTen({ cluster, large }: Bench): Promise<number> {
  const { largeTenant, database } = large.population;
  return cluster.within(database, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `select above.id
         from organizations tenant
         join organizations above on above.path > tenant.path and above.path < path_end(tenant.path)
         join organizations below on below.path >= above.path and below.path < path_end(above.path)
        where tenant.id = ${largeTenant}
        group by above.id order by abs(count(*) - 10), above.id limit 1`,
    );
    return rows[0]!.id;
  });
}

async function measureRefusals(bench: Bench, charged: ServerProcess): Promise<Charges['refusedAfterMs']> {
  const { cluster, large } = bench;
  const calls = (await takeSampleCalls(cluster, large.population)).filter(
    ({ reason }) => reason === 'allowed',
  );
  const asked = await bench.program(large);
  const admin = new Client(charged.url, bench.token('admin', large));
  const proxy = new Client(asked.url, bench.token('proxy', large));
  const reasonFor = async (domain: string): Promise<string> =>
    (await proxy.get<{ data: { reason: string } }>(`/routing/domains/${domain}`)).data.reason;
  const times: number[] = [];
  try {
    await waitForIndex(asked);
    for (let time = 0; time < REFUSALS; time++) {
      const { domain, domainId } = calls[time % calls.length]!;
      const { data } = await admin.get<{ data: { orgId: string } }>(`/domains/${domainId}`);
      const path = `/organizations/${data.orgId}`;
      const spend = (await admin.get<{ data: { total: string; currency: string } }>(`${path}/spend`)).data;
      const limit = Math.ceil(Number(spend.total)) + 1;
      await admin.send('PATCH', path, { monthly_cost_limit: limit });
      const owner = { id: Number(data.orgId.slice(4)), currency: spend.currency };
      const body = {
        charges: [{ ...charge(`limit-${Date.now()}-${time}`, [owner], 0), amount: String(limit) }],
      };
      const { status, text } = await admin.send('POST', '/charges', body);
      if (status !== 200 || !text.includes('"recorded":1')) throw new Error(`charges: ${status} ${text}`);
      const began = performance.now();
      while ((await reasonFor(domain)) !== 'cost_limit_reached')
        if (performance.now() - began > PATIENCE_MS) throw new Error(`${domain} is not refused`);
      times.push(performance.now() - began);
      await admin.send('PATCH', path, { monthly_cost_limit: null });
    }
  } finally {
    admin.close();
    proxy.close();
    await asked.stop();
  }
  return { p50: percentile(times, 50), p99: percentile(times, 99), max: Math.max(...times) };
}

/** The database keeps its size for the other sections. */
async function forgetCharges(client: pg.Client): Promise<void> {
  await client.query(
    'truncate charges, billing_transactions, new_amounts, spend, balances, cost_limit_warnings',
  );
  await client.query('delete from blocks');
}

interface Owner {
  id: number;
  currency: string;
}

function ownersOf({ cluster, large }: Bench, distribution: Distribution): Promise<Owner[]> {
  const { largeTenant, database } = large.population;
  const condition = {
    'all organizations': 'true',
    'one subtree': `organization.path like (select path || '%' from organizations where id = ${largeTenant})`,
    'one organization': `organization.id = ${largeTenant}`,
  }[distribution];
  return cluster.within(database, async (client) => {
    const { rows } = await client.query<Owner>(
      `select organization.id, currencies.code as currency
         from organizations organization join currencies on currencies.id = currency_id
        where ${condition} order by md5(organization.id::text) limit 100000`,
    );
    return rows;
  });
}

function charge(id: string, owners: Owner[], number: number): object {
  const { id: organization, currency } = owners[number % owners.length]!;
  return {
    id,
    orgId: `org_${organization}`,
    amount: `0.${String(1 + (number % 9_999)).padStart(4, '0')}`,
    currency,
    occurredAt: new Date().toISOString(),
    category: CATEGORIES[number % CATEGORIES.length],
  };
}

async function untilSummed({ cluster, large }: Bench): Promise<number> {
  const began = performance.now();
  await cluster.within(large.population.database, async (client) => {
    for (;;) {
      const { rows } = await client.query<{ waiting: boolean }>(
        'select exists (select from new_amounts) as waiting',
      );
      if (!rows[0]!.waiting) return;
    }
  });
  return performance.now() - began;
}
