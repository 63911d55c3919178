import type { Bench, Caller, Dataset } from '../bench.js';
import type { ServerProcess } from '../servers/process.js';
import { percentile } from '../statistics.js';
import { Client } from './client.js';
import { lists } from './lists.js';

/** Items on a page: a tenant with 10,000 items has a page 1,000. */
const LIMIT = 10;
const DEEP = 1_000;
const REQUESTS = 40;
const WARM_UP = 8;

export interface PageLatency {
  list: string;
  variant: string;
  caller: Caller;
  page: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** At 1 k, for the same page, or for the last page. */
  p50Small: number;
  growth: number;
  total: number;
}

interface PageAnswer {
  data: Record<string, string>[];
  meta: { total: number; nextCursor?: string };
}

interface Timed {
  p50: number;
  p99: number;
  total: number;
}

const callers: Caller[] = ['admin', 'small tenant', 'large tenant'];

/** Page 1 and page 1,000 of every list, in every order and with every filter, one request at a time. */
export async function measurePages(bench: Bench, report: (line: string) => void): Promise<PageLatency[]> {
  const [small, large] = [await bench.program(bench.small), await bench.program(bench.large)];
  const latencies: PageLatency[] = [];
  try {
    for (const caller of callers) {
      const [here, there] = [
        new Pages(bench, large, bench.large, caller),
        new Pages(bench, small, bench.small, caller),
      ];
      const values = { large: await here.values(), small: await there.values() };
      for (const { path, variants } of lists)
        for (const variant of variants) {
          report(`${path} ${variant} as ${caller}`);
          const deep = await there.walk(path, fillIn(variant, values.small));
          const cursors = await here.walk(path, fillIn(variant, values.large));
          for (const page of [1, DEEP]) {
            const cursor = cursors.get(page);
            if (page > 1 && cursor === undefined) continue;
            const timed = await here.time(path, fillIn(variant, values.large), cursor);
            const reference = page === 1 ? undefined : [...deep.values()].at(-1);
            const other = await there.time(path, fillIn(variant, values.small), reference);
            latencies.push({
              list: `GET ${path}`,
              variant: variant.slice(1),
              caller,
              page,
              ...timed,
              p50Small: other.p50,
              growth: timed.p50 / other.p50,
            });
          }
        }
      here.close();
      there.close();
    }
  } finally {
    await small.stop();
    await large.stop();
  }
  return latencies;
}

function fillIn(variant: string, values: Record<string, string>): string {
  return variant.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]!));
}

/** The pages of one database, as one caller sees them. */
class Pages {
  private readonly client: Client;

  constructor(bench: Bench, server: ServerProcess, dataset: Dataset, caller: Caller) {
    this.client = new Client(server.url, bench.token(caller, dataset));
  }

  /** Values that a filter finds. */
  async values(): Promise<Record<string, string>> {
    const first = async (path: string): Promise<Record<string, string>> =>
      (await this.client.get<PageAnswer>(`${path}limit=1`)).data[0]!;
    const domain = await first('/domains?');
    const entry = await first('/orgips/index?');
    const organization = await first('/organizations?');
    const referred = await first('/organizations?sort=-ext_reference&');
    return {
      owner: domain.orgId!,
      name: domain.domain!,
      address: entry.ipAddress!,
      organizationName: organization.name!,
      reference: referred.ext_reference! || 'C-1',
    };
  }

  /** Cursors by the page that they lead to, up to page 1,000 if it exists. */
  async walk(path: string, variant: string): Promise<Map<number, string>> {
    const cursors = new Map<number, string>();
    // Steps of 200 items equal twenty pages of ten: a cursor names the item to continue after, not the page size.
    const step = 200 / LIMIT;
    for (let page = 1; page < DEEP;) {
      const limit = page + step <= DEEP ? 200 : (DEEP - page) * LIMIT;
      const { meta } = await this.client.get<PageAnswer>(
        `${path}?limit=${limit}${variant}${parameter(cursors.get(page))}`,
      );
      if (meta.nextCursor === undefined) break;
      page += limit / LIMIT;
      cursors.set(page, meta.nextCursor);
    }
    return cursors;
  }

  async time(path: string, variant: string, cursor?: string): Promise<Timed> {
    const times: number[] = [];
    let total = 0;
    for (let count = -WARM_UP; count < REQUESTS; count++) {
      const { meta, milliseconds } = await this.client.get<PageAnswer>(
        `${path}?limit=${LIMIT}${variant}${parameter(cursor)}`,
      );
      total = meta.total;
      if (count >= 0) times.push(milliseconds);
    }
    return { p50: percentile(times, 50), p99: percentile(times, 99), total };
  }

  close(): void {
    this.client.close();
  }
}

function parameter(cursor: string | undefined): string {
  return cursor === undefined ? '' : `&cursor=${cursor}`;
}
