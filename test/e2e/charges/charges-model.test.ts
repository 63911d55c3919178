import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { useApi } from '../../support/app.js';

/** Organizations of a run, by index. Each starts below one of the organizations before it, or below the root. */
const SIZE = 6;
const ROOT = -1;

/** Amounts are in millionths in the model. */
const UNITS = 1_000_000;

interface ModelCharge {
  organization: number;
  amount: number;
  /** 0 for the current month, 1 for the one before. */
  age: number;
}

/** What the documents say, in the simplest form: everything is added up anew each time. */
class Model {
  readonly parents: number[];
  readonly limits: (number | null)[] = Array<number | null>(SIZE).fill(null);
  readonly extensions: number[] = Array<number>(SIZE).fill(0);
  readonly charges = new Map<string, ModelCharge>();
  /** The organizations with a balance. */
  readonly accounts = new Map<
    number,
    { balance: number; creditLimit: number | null; method: string | null }
  >();

  constructor(parents: number[]) {
    this.parents = [...parents];
  }

  /** An organization and those above it, the nearest first. */
  line(organization: number): number[] {
    return organization === ROOT ? [] : [organization, ...this.line(this.parents[organization]!)];
  }

  spend(organization: number, age: number): { own: number; total: number } {
    let [own, total] = [0, 0];
    for (const charge of this.charges.values()) {
      if (charge.age !== age) continue;
      if (charge.organization === organization) own += charge.amount;
      if (this.line(charge.organization).includes(organization)) total += charge.amount;
    }
    return { own, total };
  }

  charge(id: string, organization: number, amount: number): 'recorded' | 'duplicate' | 'refused' {
    const known = this.charges.get(id);
    if (known)
      return known.organization === organization && known.amount === amount && known.age === 0
        ? 'duplicate'
        : 'refused';
    this.charges.set(id, { organization, amount, age: 0 });
    const account = this.line(organization).find((above) => this.accounts.has(above));
    if (account !== undefined) this.accounts.get(account)!.balance += amount;
    return 'recorded';
  }

  turnMonth(): void {
    for (const charge of this.charges.values()) charge.age++;
    this.extensions.fill(0);
  }

  /** The reason that is in force for an organization, and the organization whose limit it is. */
  blockOf(organization: number): string | undefined {
    const line = this.line(organization);
    if (line.some((above) => this.reachesCostLimit(above))) return 'cost_limit';
    return line.some((above) => this.reachesCreditLimit(above)) ? 'credit_limit' : undefined;
  }

  private reachesCostLimit(organization: number): boolean {
    const limit = this.limits[organization] ?? null;
    return limit !== null && this.spend(organization, 0).total >= limit + this.extensions[organization]!;
  }

  private reachesCreditLimit(organization: number): boolean {
    const account = this.accounts.get(organization);
    if (!account) return false;
    if (account.creditLimit !== null) return account.balance >= account.creditLimit;
    const profiles = this.line(organization).flatMap((above) => this.accounts.get(above) ?? []);
    if (profiles.find(({ method }) => method !== null)?.method === 'prepaid') return account.balance >= 0;
    const inherited = profiles.find(({ creditLimit }) => creditLimit !== null)?.creditLimit ?? null;
    return inherited !== null && account.balance >= inherited;
  }
}

const organization = fc.nat(SIZE - 1);
/** Often whole, so that sums meet limits exactly. */
const amount = fc.oneof(
  fc.integer({ min: -4 * UNITS, max: 10 * UNITS }),
  fc.integer({ min: -4, max: 10 }).map((units) => units * UNITS),
);
const whole = fc.integer({ min: 0, max: 20 });

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('charge' as const), organization, amount, id: fc.nat(12) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      organization,
      parent: fc.integer({ min: ROOT, max: SIZE - 1 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('limit' as const), organization, limit: fc.option(whole) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('extend' as const),
      organization,
      by: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('profile' as const),
      organization,
      balance: fc.option(fc.integer({ min: -10, max: 10 })),
      creditLimit: fc.option(whole),
      method: fc.constantFrom('prepaid', 'invoice', null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), organization }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      organization,
      amount: fc.integer({ min: 1, max: 10 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('turn' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sum' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('charges, limits and balances', () => {
  const api = useApi();

  /** As if a month had passed: everything of this month becomes that of the month before. */
  const turnMonth = async (): Promise<void> => {
    await sum();
    for (const [table, column] of [
      ['charges', 'occurred_at'],
      ['spend', 'month'],
      ['cost_limit_warnings', 'month'],
      ['cost_limit_extensions', 'month'],
      ['blocks', 'month'],
      ['amounts_summed', 'month'],
    ])
      // Far away first, because two months may not meet on the way.
      for (const change of [`- interval '1000 years'`, `+ interval '1000 years' - interval '1 month'`])
        await api.database.query(`update ${table} set ${column} = ${column} ${change}`);
    await sum();
  };
  /** In small batches, which are cut short. */
  const sum = async (): Promise<void> => {
    for (let more = true; more;)
      [{ more }] = (await api.database.query<{ more: boolean }>('select sum_new_amounts(2) as more')) as [
        { more: boolean },
      ];
  };
  const text = (units: number): string => String(Math.round(units) / UNITS);

  const apply = async (step: Step, model: Model, ids: number[], prefix: string): Promise<void> => {
    switch (step.do) {
      case 'charge': {
        const { id, organization, amount } = step;
        const name = `${prefix}-${id}`;
        // The same time for the same id, within the month.
        const occurredAt = new Date(monthStart + id * 1000).toISOString();
        const { body } = await api.rating.post('/charges', {
          charges: [
            {
              id: name,
              orgId: `org_${ids[organization]}`,
              amount: text(amount),
              currency: 'EUR',
              occurredAt,
            },
          ],
        });
        expect(body.data.charges[0].status).toBe(model.charge(name, organization, amount));
        break;
      }
      case 'move': {
        const { organization, parent } = step;
        const { status } = await api.admin.put(`/organizations/${ids[organization]}/parent`, {
          parent: { id: parent === ROOT ? 1 : ids[parent] },
        });
        const cycle = model.line(parent).includes(organization);
        expect(status).toBe(cycle ? 409 : 200);
        if (!cycle) model.parents[organization] = parent;
        break;
      }
      case 'limit':
        await api.admin.patch(`/organizations/${ids[step.organization]}`, { monthly_cost_limit: step.limit });
        model.limits[step.organization] = step.limit === null ? null : step.limit * UNITS;
        break;
      case 'extend': {
        const path = `/organizations/${ids[step.organization]}/cost-limit-extensions`;
        const { status } = await api.admin.post(path, { amount: step.by, reason: 'A test' });
        expect(status).toBe(model.limits[step.organization] === null ? 409 : 201);
        if (status === 201) model.extensions[step.organization]! += step.by * UNITS;
        break;
      }
      case 'profile': {
        const { organization, balance, creditLimit, method } = step;
        const account = model.accounts.get(organization);
        const { status } = await api.admin.put(`/billingprofile/${ids[organization]}`, {
          currency: 'EUR',
          creditLimit,
          paymentMethod: method,
          ...(balance !== null && { currentBalance: balance }),
        });
        expect(status).toBe(200);
        // Only profiles with a balance are in the model, so each gets one.
        if (!account && balance === null)
          await api.admin.put(`/billingprofile/${ids[organization]}`, {
            currency: 'EUR',
            creditLimit,
            paymentMethod: method,
            currentBalance: 0,
          });
        model.accounts.set(organization, {
          balance: balance === null ? (account?.balance ?? 0) : balance * UNITS,
          creditLimit: creditLimit === null ? null : creditLimit * UNITS,
          method,
        });
        break;
      }
      case 'remove': {
        const { status } = await api.admin.delete(`/billingprofile/${ids[step.organization]}`);
        expect(status).toBe(model.accounts.delete(step.organization) ? 200 : 404);
        break;
      }
      case 'pay': {
        const path = `/organizations/${ids[step.organization]}/billing-transactions`;
        const { status } = await api.admin.post(path, { type: 'payment', amount: step.amount });
        const account = model.accounts.get(step.organization);
        expect(status).toBe(account ? 201 : 409);
        if (account) account.balance -= step.amount * UNITS;
        break;
      }
      case 'turn':
        await turnMonth();
        model.turnMonth();
        break;
      case 'sum':
        await sum();
    }
  };

  const now = new Date();
  const monthStart = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
    .toISOString()
    .slice(0, 7);

  const compare = async (model: Model, ids: number[]): Promise<void> => {
    // Reads are exact before the amounts are added to the totals, and after.
    for (const summed of [false, true]) {
      if (summed) await sum();
      for (const [index, id] of ids.entries()) {
        for (const [age, month] of [
          [0, ''],
          [1, `?month=${lastMonth}`],
        ] as const) {
          const { data } = (await api.admin.get(`/organizations/${id}/spend${month}`)).body;
          const { own, total } = model.spend(index, age);
          expect([data.own, data.total, data.below]).toEqual([text(own), text(total), text(total - own)]);
        }
        const profile = await api.admin.get(`/billingprofile/${id}`);
        const account = model.accounts.get(index);
        expect(profile.body.data?.currentBalance).toBe(
          account && (Math.sign(account.balance) * Math.round(Math.abs(account.balance) / 10_000)) / 100 + 0,
        );
        if (!summed) continue;
        const { data } = (await api.admin.get(`/organizations/${id}`)).body;
        expect([index, data.blocked?.reason]).toEqual([index, model.blockOf(index)]);
      }
    }
    const ledger = await api.database.query<{ id: number; balance: string }>(
      `select organization_id as id, sum(amount) as balance from billing_transactions
        where organization_id = any ($1) group by 1`,
      [ids],
    );
    for (const [index, id] of ids.entries()) {
      const balance = Number(ledger.find((row) => row.id === id)?.balance ?? 0);
      expect(balance).toBeCloseTo((model.accounts.get(index)?.balance ?? 0) / UNITS, 6);
    }
  };

  it('are what a simple model says they are', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: ROOT, max: SIZE - 1 }), { minLength: SIZE, maxLength: SIZE }),
        fc.array(step, { minLength: 5, maxLength: 30 }),
        async (places, steps) => {
          const prefix = `run-${++run}`;
          const parents = places.map((place, index) => (place < index ? place : ROOT));
          const model = new Model(parents);
          const ids: number[] = [];
          for (const parent of parents)
            ids.push(await api.createOrganization({ parent: parent === ROOT ? 1 : ids[parent] }));
          for (const each of steps) await apply(each, model, ids, prefix);
          await compare(model, ids);
        },
      ),
      { numRuns: Number(process.env.CHARGES_RUNS ?? 15) },
    );
  });
});
