import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { bearer, JWT_SECRET } from '../support/app.js';
import { createDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { call, start, type Program } from '../support/program.js';

const SENDERS = 40;
/** Charges of one request. */
const BATCH = 5;
/** Of 100 charges, those that another sender sends as well. */
const DUPLICATES = 30;
const RUN_MS = 8_000;
const KILLS = 3;

const rating = bearer({ role: 'rating' }).replace('Bearer ', '');
const admin = bearer({ role: 'admin' }).replace('Bearer ', '');

describe('charges of many senders', () => {
  it('count once each when acknowledged, and no others count, while instances are killed', async () => {
    const database = await createDatabase();
    const variables = {
      DATABASE_URL: database.url,
      JWT_SECRET,
      RATE_LIMIT_PER_MINUTE: '0',
      NODE_ENV: 'development',
      LOG_LEVEL: 'silent',
    };
    const instances: Program[] = [await start(variables), await start(variables)];
    const create = async (parent: number): Promise<number> => {
      const body = {
        name: 'Charged',
        type: { id: 4 },
        country: { id: 74 },
        relation: { parent: { id: parent } },
      };
      return (await call(instances[0]!, admin, 'POST', '/organizations', body)).body.data.id as number;
    };
    const top = await create(1);
    const below: number[] = [];
    for (let n = 0; n < 6; n++) below.push(await create(n % 2 === 0 ? top : below.at(-1)!));

    /** What was sent, by id: the same id always has the same content. */
    const contentOf = (number: number): { organization: number; cents: number } => ({
      organization: below[number % below.length]!,
      cents: 1 + (number % 97),
    });
    const sent = new Set<number>();
    const acknowledged = new Set<number>();
    let next = 0;
    let requests = 0;
    let lost = 0;
    let over = false;
    const occurredAt = new Date().toISOString();
    const send = async (sender: number): Promise<void> => {
      while (!over) {
        const numbers = Array.from({ length: BATCH }, () =>
          Math.random() * 100 < DUPLICATES && next > 0
            ? Math.max(0, next - 1 - Math.floor(Math.random() * 50))
            : next++,
        );
        for (const number of numbers) sent.add(number);
        const charges = numbers.map((number) => {
          const { organization, cents } = contentOf(number);
          return {
            id: `c-${number}`,
            orgId: `org_${organization}`,
            amount: (cents / 100).toFixed(2),
            currency: 'EUR',
            occurredAt,
          };
        });
        requests++;
        try {
          const { status, body } = await call(instances[sender % 2]!, rating, 'POST', '/charges', {
            charges,
          });
          if (status !== 200) throw new Error(String(status));
          for (const [index, { status }] of (body.data.charges as { status: string }[]).entries())
            if (status === 'recorded' || status === 'duplicate') acknowledged.add(numbers[index]!);
        } catch {
          // The connection broke, or the instance is not there: whether the charges were recorded is unknown.
          lost++;
          await sleep(20);
        }
      }
    };
    const senders = Array.from({ length: SENDERS }, (_, sender) => send(sender));
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(RUN_MS / (KILLS + 1));
      const at = kill % 2;
      await instances[at]!.end('SIGKILL');
      instances[at] = await start({ ...variables, PORT: new URL(instances[at]!.url).port });
    }
    await sleep(RUN_MS / (KILLS + 1));
    over = true;
    await Promise.all(senders);

    const recorded = await database.query<{ id: string; organization_id: number; amount: string }>(
      'select id, organization_id, amount from charges',
    );
    const numbers = recorded.map(({ id }) => Number(id.slice(2)));
    expect(new Set(numbers).size).toBe(numbers.length);
    const missing = [...acknowledged].filter((number) => !numbers.includes(number));
    expect(missing).toEqual([]);
    expect(numbers.filter((number) => !sent.has(number))).toEqual([]);
    for (const [index, { organization_id, amount }] of recorded.entries()) {
      const { organization, cents } = contentOf(numbers[index]!);
      expect([organization_id, Math.round(Number(amount) * 100)]).toEqual([organization, cents]);
    }
    const cents = numbers.reduce((total, number) => total + contentOf(number).cents, 0);
    const spend = async (): Promise<string> =>
      (await call(instances[1]!, admin, 'GET', `/organizations/${top}/spend`)).body.data.total as string;
    expect(Number(await spend())).toBeCloseTo(cents / 100, 6);
    // And once the totals contain everything.
    const waiting = async (): Promise<number> =>
      Number((await database.query<{ count: string }>('select count(*) from new_amounts'))[0]!.count);
    expect(await eventually(waiting, (count) => count === 0)).toBe(0);
    expect(Number(await spend())).toBeCloseTo(cents / 100, 6);
    // Otherwise the test shows nothing.
    expect(acknowledged.size).toBeGreaterThan(500);
    expect(lost).toBeGreaterThan(0);
    console.log(
      `${requests} requests, ${lost} lost; ${sent.size} charges sent, ${acknowledged.size} acknowledged, ${numbers.length} recorded`,
    );
    for (const instance of instances) await instance.end('SIGTERM');
    await database.drop();
  });
});
