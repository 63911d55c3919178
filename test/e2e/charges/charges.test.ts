import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bearer, faultyFields, useApi, type Answer } from '../../support/app.js';
import { eventually } from '../../support/eventually.js';

const thisMonth = (): string => new Date().toISOString().slice(0, 7);

describe('charges', () => {
  const api = useApi();
  let number = 0;

  const charge = (organization: number, amount: unknown, fields: object = {}): Record<string, unknown> => ({
    id: `charge-${++number}`,
    orgId: `org_${organization}`,
    amount,
    currency: 'EUR',
    occurredAt: new Date().toISOString(),
    ...fields,
  });
  const send = (...charges: unknown[]): Promise<Answer> => api.rating.post('/charges', { charges });
  const currency = async (code: string): Promise<{ id: number }> =>
    (await api.database.query<{ id: number }>(`select id from currencies where code = '${code}'`))[0]!;
  const becomesSummed = async (): Promise<void> => {
    const waiting = () =>
      api.database.query<{ waiting: boolean }>('select exists (select from new_amounts) as waiting');
    const [last] = await eventually(waiting, ([now]) => !now!.waiting);
    expect(last).toEqual({ waiting: false });
  };
  const spendOf = async (organization: number, month = ''): Promise<Record<string, unknown>> =>
    (await api.admin.get(`/organizations/${organization}/spend${month}`)).body.data;
  const blockOf = async (organization: number): Promise<unknown> =>
    (await api.admin.get(`/organizations/${organization}`)).body.data.blocked?.reason;
  const becomes = async (organization: number, reason: string | undefined): Promise<void> => {
    expect(
      await eventually(
        () => blockOf(organization),
        (now) => now === reason,
      ),
    ).toBe(reason);
  };

  it('count once, however often they are sent', async () => {
    const organization = await api.createOrganization();
    const charges = [charge(organization, '0.042', { category: 'voice' }), charge(organization, 1.5)];
    const first = await send(...charges);
    expect(first.status).toBe(200);
    expect(first.body.data).toEqual({
      recorded: 2,
      duplicates: 0,
      refused: 0,
      charges: charges.map(({ id }) => ({ id, status: 'recorded' })),
    });
    const again = await send(...charges, charges[0]);
    expect(again.body.data).toMatchObject({ recorded: 0, duplicates: 3, refused: 0 });
    expect(again.body.data.charges[0]).toEqual({ id: charges[0]!.id, status: 'duplicate', duplicate: true });
    const together = charge(organization, 1);
    expect((await send(together, together)).body.data).toMatchObject({ recorded: 1, duplicates: 1 });
    expect(await spendOf(organization)).toMatchObject({ total: '2.542', own: '2.542', below: '0' });
  });

  it('are refused one by one, each with its reason', async () => {
    const organization = await api.createOrganization();
    const known = charge(organization, 1);
    await send(known);
    const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();
    const { body } = await send(
      { ...known, amount: 2 },
      charge(31_337, 1),
      charge(organization, 1, { currency: 'USD' }),
      charge(organization, 1, { occurredAt: days(-63) }),
      charge(organization, 1, { occurredAt: days(1) }),
      charge(organization, 1),
    );
    expect(body.data).toMatchObject({ recorded: 1, duplicates: 0, refused: 5 });
    expect(
      body.data.charges.map(
        ({ error }: Answer['body']) => error && [error.statusCode, error.code, error.field],
      ),
    ).toEqual([
      [409, 'charge_conflict', 'id'],
      [422, 'organization_unknown', 'orgId'],
      [422, 'currency_mismatch', 'currency'],
      [422, 'charge_out_of_time', 'occurredAt'],
      [422, 'charge_out_of_time', 'occurredAt'],
      undefined,
    ]);
    expect(await spendOf(organization)).toMatchObject({ total: '2' });
  });

  it('are refused together if one is malformed', async () => {
    const organization = await api.createOrganization();
    const malformed = await send(
      charge(organization, 1),
      { ...charge(organization, '1.0000001'), orgId: 456, currency: 'eur', occurredAt: 'today' },
      charge(organization, 1e-7),
    );
    expect(malformed.status).toBe(400);
    expect(faultyFields(malformed)).toEqual([
      'charges.1.amount',
      'charges.1.currency',
      'charges.1.occurredAt',
      'charges.1.orgId',
      'charges.2.amount',
    ]);
    expect(await spendOf(organization)).toMatchObject({ total: '0' });
    const nested = await send([charge(organization, 1)]);
    expect([nested.status, faultyFields(nested)]).toEqual([400, ['charges']]);
    expect((await send()).status).toBe(400);
    expect((await send(...Array.from({ length: 1_001 }, () => charge(organization, 1)))).status).toBe(400);
  });

  it('count once for each sender: a key, also a rotated one, or the subject of a token', async () => {
    const organization = await api.createOrganization();
    const create = async (): Promise<{ id: string; secret: string }> =>
      (await api.admin.post('/apikeys', { name: 'Engine', role: 'rating' })).body.data;
    const sent = charge(organization, 1);
    const outcomeOf = async (headers: Record<string, string>): Promise<unknown> =>
      (await api.anonymous.post('/charges', { charges: [sent] }, headers)).body.data.charges[0].status;
    const [first, second] = [await create(), await create()];
    expect(await outcomeOf({ 'X-API-Key': first.secret })).toBe('recorded');
    expect(await outcomeOf({ 'X-API-Key': second.secret })).toBe('recorded');
    const { secret } = (await api.admin.post(`/apikeys/${first.id}/rotate`, {})).body.data;
    expect(await outcomeOf({ 'X-API-Key': secret })).toBe('duplicate');
    const token = (claims: object): Record<string, string> => ({
      Authorization: bearer({ sub: 'engine', ...claims }),
    });
    expect(await outcomeOf(token({ role: 'admin' }))).toBe('recorded');
    expect(await outcomeOf(token({ role: 'rating' }))).toBe('duplicate');
    const both = await api.admin.get(`/organizations/${organization}/charges?id=${String(sent.id)}`);
    expect(both.body.data).toHaveLength(3);
  });

  it('are recorded by a key of an organization for its subtree only, and only administrators create such keys', async () => {
    const [top, bottom] = await api.createChain(2);
    const other = await api.createOrganization();
    const key = { name: 'Engine', role: 'rating', orgId: `org_${top}` };
    expect((await api.manager(top!).post('/apikeys', key)).status).toBe(403);
    const { id, secret } = (await api.admin.post('/apikeys', key)).body.data;
    for (const manager of [api.manager(top!), api.manager(1)]) {
      expect((await manager.get('/apikeys')).body.data.map((each: Answer['body']) => each.id)).not.toContain(
        id,
      );
      expect((await manager.post(`/apikeys/${id}/rotate`, {})).status).toBe(404);
      expect((await manager.delete(`/apikeys/${id}`)).status).toBe(404);
    }
    const { body } = await api.anonymous.post(
      '/charges',
      { charges: [charge(bottom!, 1), charge(other, 1), charge(1, 1)] },
      { 'X-API-Key': secret },
    );
    expect(body.data.charges.map(({ status, error }: Answer['body']) => error?.code ?? status)).toEqual([
      'recorded',
      'organization_unknown',
      'organization_unknown',
    ]);
  });

  it('come a thousand at a time', async () => {
    const organization = await api.createOrganization();
    const charges = Array.from({ length: 1_000 }, () =>
      charge(organization, '0.000001', { description: 'x'.repeat(500) }),
    );
    expect((await send(...charges)).body.data.recorded).toBe(1_000);
    expect(await spendOf(organization)).toMatchObject({ total: '0.001' });
    const large = await send(...charges.map((each) => ({ ...each, description: 'ü'.repeat(500) })));
    expect([large.status, large.body.code]).toEqual([413, 'payload_too_large']);
  });

  it('below an organization in another currency are shown beside its spend, and its limit does not count them', async () => {
    const [top, bottom] = await api.createChain(2);
    await api.admin.patch(`/organizations/${bottom}`, { currency: await currency('USD') });
    await api.admin.patch(`/organizations/${top}`, { monthly_cost_limit: 5 });
    await send(charge(bottom!, 7, { currency: 'USD' }), charge(top!, 1));
    expect(await spendOf(top!)).toMatchObject({
      ...{ currency: 'EUR', total: '1', own: '1', below: '0', limit: '5', remaining: '4' },
      otherCurrencies: [{ currency: 'USD', total: '7', own: '0', below: '7' }],
    });
    const months = await api.admin.get(`/organizations/${top}/spend/months`);
    expect(months.body.data.map(({ currency, total }: Answer['body']) => [currency, total])).toEqual(
      expect.arrayContaining([
        ['EUR', '1'],
        ['USD', '7'],
      ]),
    );
    const past = await spendOf(top!, '?month=2020-01');
    expect(past).toMatchObject({ month: '2020-01', total: '0' });
    expect(past).not.toHaveProperty('limit');
  });

  it('add up in the subtree, by category, and follow a move', async () => {
    const [top, middle, bottom] = await api.createChain(3);
    const other = await api.createOrganization();
    await send(
      charge(bottom!, '2', { category: 'voice' }),
      charge(bottom!, '0.5', { category: 'sms' }),
      charge(middle!, '-1', { category: 'voice' }),
    );
    expect(await spendOf(top!)).toEqual({
      orgId: `org_${top}`,
      month: thisMonth(),
      currency: 'EUR',
      total: '1.5',
      own: '0',
      below: '1.5',
      categories: [
        { category: 'voice', total: '1', own: '0', below: '1' },
        { category: 'sms', total: '0.5', own: '0', below: '0.5' },
      ],
      otherCurrencies: [],
    });
    expect(await spendOf(middle!)).toMatchObject({ total: '1.5', own: '-1', below: '2.5' });
    await api.admin.put(`/organizations/${middle}/parent`, { parent: { id: other } });
    expect(await spendOf(top!)).toMatchObject({ total: '0', own: '0', below: '0' });
    expect(await spendOf(other)).toMatchObject({ total: '1.5', own: '0', below: '1.5' });
    expect(await spendOf(middle!)).toMatchObject({ total: '1.5', own: '-1', below: '2.5' });
  });

  it('are listed with filters', async () => {
    const [top, bottom] = await api.createChain(2);
    const sent = [
      charge(bottom!, 1, { category: 'voice', occurredAt: new Date(Date.now() - 3_000).toISOString() }),
      charge(top!, 2, { category: 'sms', occurredAt: new Date(Date.now() - 2_000).toISOString() }),
      charge(bottom!, 3, {
        category: 'voice',
        description: 'A call',
        occurredAt: new Date(Date.now() - 1_000).toISOString(),
      }),
    ];
    await send(...sent);
    const list = async (query = ''): Promise<unknown[]> =>
      (await api.viewer(top!).get(`/organizations/${top}/charges?${query}`)).body.data.map(
        ({ id }: Answer['body']) => id,
      );
    const [first, second, third] = sent.map(({ id }) => id);
    expect(await list()).toEqual([third, second, first]);
    expect(await list('sort=occurredAt')).toEqual([first, second, third]);
    expect(await list('own=true')).toEqual([second]);
    expect(await list('category=voice')).toEqual([third, first]);
    expect(await list(`since=${String(sent[1]!.occurredAt)}&until=${String(sent[2]!.occurredAt)}`)).toEqual([
      second,
    ]);
    const page = await api.viewer(top!).get(`/organizations/${top}/charges?limit=1`);
    expect(page.body.data[0]).toEqual({
      id: third,
      orgId: `org_${bottom}`,
      amount: '3',
      currency: 'EUR',
      occurredAt: sent[2]!.occurredAt,
      category: 'voice',
      description: 'A call',
      createdAt: expect.any(String),
    });
    expect((await api.viewer(789).get(`/organizations/${top}/charges`)).status).toBe(404);
  });

  it('block at the cost limit, with everything below, until it is raised, extended or undone by a refund', async () => {
    const [top, bottom] = await api.createChain(2);
    await api.admin.patch(`/organizations/${top}`, { monthly_cost_limit: 10 });
    await send(charge(bottom!, '9.999999'));
    expect(await spendOf(top!)).toMatchObject({ limit: '10', remaining: '0.000001' });
    expect(await blockOf(top!)).toBeUndefined();
    await send(charge(bottom!, '0.000001'));
    await becomes(top!, 'cost_limit');
    await becomes(bottom!, 'cost_limit');
    expect((await api.admin.get(`/organizations/${bottom}`)).body.data.blocked.by.id).toBe(top);
    expect((await api.viewer(bottom!).get(`/organizations/${bottom}`)).body.data.blocked).toEqual({
      reason: 'cost_limit',
      since: expect.any(String),
    });
    // Tenants can still write: they have to be able to pay.
    expect((await api.manager(bottom!).patch(`/organizations/${bottom}`, { name: 'Renamed' })).status).toBe(
      200,
    );

    await api.admin.patch(`/organizations/${top}`, { monthly_cost_limit: 11 });
    await becomes(bottom!, undefined);
    await send(charge(top!, 1));
    await becomes(top!, 'cost_limit');
    const own = await api
      .manager(top!)
      .post(`/organizations/${top}/cost-limit-extensions`, { amount: 5, reason: 'x' });
    expect([own.status, own.body.code]).toEqual([403, 'own_organization']);
    const extension = await api.manager(1).post(`/organizations/${top}/cost-limit-extensions`, {
      amount: '5',
      reason: 'Campaign',
    });
    expect(extension.status).toBe(201);
    await becomes(top!, undefined);
    expect(await spendOf(top!)).toMatchObject({ limit: '16', remaining: '5' });
    await send(charge(top!, 5));
    await becomes(top!, 'cost_limit');
    await send(charge(bottom!, '-1'));
    await becomes(top!, undefined);
  });

  it('warn once for each threshold', async () => {
    const organization = await api.createOrganization({
      monthly_cost_limit: 10,
      cost_limit_thresholds: [25, 75],
    });
    const warnings = async (): Promise<number[]> =>
      (
        await api.admin.get(`/audit?resourceType=costlimitwarning&resourceId=${organization}&sort=time`)
      ).body.data.map(({ after }: Answer['body']) => after.threshold);
    await send(charge(organization, 3));
    expect(await eventually(warnings, (now) => now.length === 1)).toEqual([25]);
    await send(charge(organization, 1));
    await send(charge(organization, 6));
    await becomes(organization, 'cost_limit');
    expect(await warnings()).toEqual([25, 75]);
  });

  it('block at the credit limit of the account that pays', async () => {
    const [reseller, customer] = await api.createChain(2);
    await api.admin.put(`/billingprofile/${reseller}`, {
      currency: 'EUR',
      creditLimit: 5,
      currentBalance: 0,
    });
    const balance = async (): Promise<unknown> =>
      (await api.admin.get(`/billingprofile/${reseller}`)).body.data.currentBalance;
    await send(charge(customer!, '4.004'));
    expect(await balance()).toBe(4);
    await send(charge(customer!, '0.996'));
    expect(await balance()).toBe(5);
    await becomes(customer!, 'credit_limit');
    const payment = await api.manager(1).post(`/organizations/${reseller}/billing-transactions`, {
      type: 'payment',
      amount: '5.00',
    });
    expect(payment.body.data).toMatchObject({ type: 'payment', amount: '-5', currency: 'EUR' });
    await becomes(customer!, undefined);
    expect(await balance()).toBe(0);
    const { data } = (
      await api.manager(reseller!).get(`/organizations/${reseller}/billing-transactions?sort=id`)
    ).body;
    expect(data.map(({ type, amount }: Answer['body']) => [type, amount])).toEqual([
      ['charges', '4.004'],
      ['charges', '0.996'],
      ['payment', '-5'],
    ]);
  });

  it('use up a prepaid balance', async () => {
    const organization = await api.createOrganization();
    const path = `/organizations/${organization}/billing-profile`;
    await api.manager(1).put(path, { currency: 'EUR', paymentMethod: 'prepaid', currentBalance: -2 });
    expect((await api.manager(organization).get(path)).body.data.currentBalance).toBe(-2);
    expect((await api.manager(organization).put(path, { currentBalance: -1000 })).body.code).toBe(
      'own_organization',
    );
    await send(charge(organization, 2));
    await becomes(organization, 'credit_limit');
    await api
      .manager(1)
      .post(`/organizations/${organization}/billing-transactions`, { type: 'payment', amount: 1 });
    await becomes(organization, undefined);
    // Setting the balance is a correction, and leaving it out leaves it.
    await api.manager(1).put(path, { currency: 'EUR', paymentMethod: 'prepaid', currentBalance: 0 });
    await becomes(organization, 'credit_limit');
    await api.manager(1).put(path, { currency: 'EUR', paymentMethod: 'prepaid' });
    expect((await api.manager(1).get(path)).body.data.currentBalance).toBe(0);
    await api.manager(1).put(path, { currency: 'EUR', paymentMethod: 'invoice' });
    await becomes(organization, undefined);
  });

  it('stop being counted as blocked when the organization is deleted, until it is restored', async () => {
    const organization = await api.createOrganization({ monthly_cost_limit: 0 });
    const blocks = async (): Promise<number> =>
      (
        await api.database.query<{ count: number }>(
          `select count(*)::integer as count from blocks where organization_id = ${organization}`,
        )
      )[0]!.count;
    expect(await eventually(blocks, (now) => now === 1)).toBe(1);
    await api.admin.delete(`/organizations/${organization}`);
    expect(await eventually(blocks, (now) => now === 0)).toBe(0);
    await api.admin.post(`/organizations/${organization}/restore`);
    expect(await eventually(blocks, (now) => now === 1)).toBe(1);
  });

  it('are paid by payments, which count once for an Idempotency-Key, and by corrections', async () => {
    const organization = await api.createOrganization();
    const [profile, transactions] = [
      `/billingprofile/${organization}`,
      `/organizations/${organization}/billing-transactions`,
    ];
    const missing = await api.manager(1).post(transactions, { type: 'payment', amount: 1 });
    expect([missing.status, missing.body.code]).toEqual([409, 'no_balance']);
    await api.admin.put(profile, { currency: 'EUR', currentBalance: 10 });
    const payment = (): Promise<Answer> =>
      api
        .manager(1)
        .post(transactions, { type: 'payment', amount: 4 }, { 'Idempotency-Key': `payment-${organization}` });
    const [first, second] = await Promise.all([payment(), payment()]);
    const answers = [first, second].filter(({ status }) => status === 201);
    expect(answers.length).toBeGreaterThan(0);
    expect((await payment()).body.data).toEqual(answers[0]!.body.data);
    expect(
      (await api.manager(1).post(transactions, { type: 'correction', amount: '-0.5' })).body.data,
    ).toMatchObject({ type: 'correction', amount: '-0.5' });
    for (const amount of [-1, 0])
      expect(faultyFields(await api.manager(1).post(transactions, { type: 'payment', amount }))).toEqual([
        'amount',
      ]);
    expect((await api.admin.get(profile)).body.data.currentBalance).toBe(5.5);
    expect((await api.viewer(organization).get(transactions)).status).toBe(403);
  });

  it('leave nothing on an account that is closed while they are recorded', async () => {
    const organization = await api.createOrganization();
    await api.admin.put(`/billingprofile/${organization}`, { currency: 'EUR', currentBalance: 1 });
    const { id } = await currency('EUR');
    const engine = new pg.Client(api.database.url);
    await engine.connect();
    await engine.query('begin');
    await engine.query('set local role organizations_platform');
    const { rows } = await engine.query<{ outcome: string }>(
      `select outcome from record_charges(gen_random_uuid(), array['x'], array[$1::integer], array[5], array[$2::smallint],
                                          array[now()], array[''], array[null])`,
      [organization, id],
    );
    expect(rows).toEqual([{ outcome: 'recorded' }]);
    expect((await api.admin.delete(`/billingprofile/${organization}`)).status).toBe(200);
    await engine.query('commit');
    await engine.end();
    const ledger = async (): Promise<unknown> =>
      (await api.admin.get(`/organizations/${organization}/billing-transactions?sort=id`)).body.data.map(
        ({ amount }: Answer['body']) => amount,
      );
    expect(await eventually(ledger, (now) => (now as unknown[]).length === 4)).toEqual(
      expect.arrayContaining(['1', '-1', '5', '-5']),
    );
  });

  it('may be very large, and so may what they add up to', async () => {
    const organization = await api.createOrganization();
    await api.admin.put(`/billingprofile/${organization}`, { currency: 'EUR', currentBalance: 0 });
    const most = '9999999999999.999999';
    await send(...Array.from({ length: 200 }, () => charge(organization, most)));
    expect(await spendOf(organization)).toMatchObject({ total: '1999999999999999.9998' });
    await becomesSummed();
    expect((await api.admin.delete(`/billingprofile/${organization}`)).status).toBe(200);
  });

  it('leave the number of a balance as it is when its currency changes, whatever changes it', async () => {
    const [reseller, middle, customer] = await api.createChain(3);
    const elsewhere = await api.createOrganization();
    const profile = (organization: number, body: object): Promise<Answer> =>
      api.admin.put(`/billingprofile/${organization}`, body);
    await profile(reseller!, { currency: 'USD' });
    await profile(elsewhere, { currency: 'GBP' });
    await profile(customer!, { currentBalance: 0 });
    await api.admin.patch(`/organizations/${customer}`, { currency: await currency('USD') });
    await send(charge(customer!, '0.504', { currency: 'USD' }));

    await profile(reseller!, { currency: 'SEK' });
    // The account is below the organization that moves.
    await api.admin.put(`/organizations/${middle}/parent`, { parent: { id: elsewhere } });
    await profile(customer!, { currency: 'CHF', currentBalance: 7 });
    await profile(customer!, { currency: 'CHF' });
    await profile(customer!, {});
    // Without a currency in any profile, it is that of the organization.
    await api.admin.delete(`/billingprofile/${elsewhere}`);
    await api.admin.patch(`/organizations/${customer}`, { currency: await currency('EUR') });
    const balance = async (): Promise<unknown> =>
      (await api.admin.get(`/billingprofile/${customer}`)).body.data.currentBalance;
    expect(await balance()).toBe(7);
    await api.admin.delete(`/organizations/${customer}`);
    await api.admin.put(`/billingprofile/${middle}`, { currency: 'NOK' });
    await api.admin.post(`/organizations/${customer}/restore`);
    expect(await balance()).toBe(7);
    await api.admin.delete(`/billingprofile/${customer}`);
    const { data } = (await api.admin.get(`/organizations/${customer}/billing-transactions?sort=id&limit=50`))
      .body;
    const change = (amount: string, from: string, to: string): unknown[] => [
      ['correction', `-${amount}`, from],
      ['correction', amount, to],
    ];
    expect(data.map(({ type, amount, currency }: Answer['body']) => [type, amount, currency])).toEqual([
      ['charges', '0.504', 'USD'],
      ...change('0.504', 'USD', 'SEK'),
      ...change('0.504', 'SEK', 'GBP'),
      ['correction', '-0.504', 'GBP'],
      ['correction', '7', 'CHF'],
      ...change('7', 'CHF', 'GBP'),
      ...change('7', 'GBP', 'USD'),
      ...change('7', 'USD', 'EUR'),
      ...change('7', 'EUR', 'NOK'),
      ['correction', '-7', 'NOK'],
    ]);
  });
});
