import { describe, expect, it } from '@jest/globals';
import { faultyFields, useApi } from '../../support/app.js';

describe('billing profiles', () => {
  const api = useApi();

  const profile = {
    billingPlan: 'wholesale',
    billingCycle: 'quarterly',
    currency: 'CHF',
    paymentMethod: 'direct_debit',
    billingContact: { email: 'pay@example.org' },
    billingAddress: { city: 'Zürich', country: 'CH' },
    rateCard: { id: 'rc_1' },
    creditLimit: 0.1,
    currentBalance: -12345678.9,
    status: 'suspended',
    nextBillingDate: '2030-01-01T00:00:00Z',
  };

  it('are created, replaced as a whole, and removed', async () => {
    const created = await api.admin.put('/billingprofile/org_999', profile);
    expect([created.status, created.body.message]).toEqual([200, 'Billing profile saved successfully']);
    expect(created.body.data).toEqual({
      orgId: 'org_999',
      orgName: 'New Company',
      ...profile,
      createdAt: expect.any(String),
    });
    expect((await api.viewer(999).get('/billingprofile')).body.data).toEqual(created.body.data);

    await api.database.query(
      `update billing_profiles set created_at = '2020-01-01Z' where organization_id = 999`,
    );
    const replaced = (await api.admin.put('/billingprofile/999', { billingPlan: 'basic' })).body.data;
    expect(replaced).toEqual({
      orgId: 'org_999',
      orgName: 'New Company',
      billingPlan: 'basic',
      // The balance is no setting: it stays.
      currentBalance: profile.currentBalance,
      createdAt: '2020-01-01T00:00:00Z',
    });

    const deleted = await api.admin.delete('/billingprofile/999');
    expect(deleted.body).toEqual({
      success: true,
      data: { orgId: 'org_999', deletedAt: expect.any(String) },
      message: 'Billing profile deleted successfully',
    });
    expect((await api.admin.get('/billingprofile/999')).status).toBe(404);
    expect((await api.admin.delete('/billingprofile/999')).status).toBe(404);
    expect((await api.admin.put('/billingprofile/31337', {})).body.code).toBe('organization_not_found');
  });

  it('keep amounts exact', async () => {
    for (const amount of [0, 0.01, 0.07, 1234.56, 999_999_999_999.99, -999_999_999_999.99]) {
      const { body } = await api.admin.put('/billingprofile/999', { currentBalance: amount });
      expect(body.data.currentBalance).toBe(amount);
    }
    for (const amount of [0.001, 1e-7, 1e12, '5'])
      expect(faultyFields(await api.admin.put('/billingprofile/999', { currentBalance: amount }))).toEqual([
        'currentBalance',
      ]);
  });

  it('take each currency of the lookups, except for a withdrawn one that they do not have yet', async () => {
    const set = (body: object) => api.admin.put('/billingprofile/999', body);
    const { data } = (await api.admin.get('/lookups/currencies')).body;
    for (const { id, code, withdrawn } of data as { id: number; code: string; withdrawn?: string }[]) {
      // A balance would have to fit the decimals of the currency.
      const { status } = await set({ currency: code, currentBalance: null });
      expect([code, status]).toEqual([code, withdrawn === undefined ? 200 : 400]);
      const organization = await api.admin.patch('/organizations/999', { currency: { id } });
      expect([code, organization.status]).toEqual([code, status]);
    }
    const message = 'must be a current currency: ANG was withdrawn on 2025-03-31, and XCG has replaced it';
    expect((await set({ currency: 'ANG' })).body.details).toEqual([{ field: 'currency', message }]);
    expect((await api.admin.patch('/organizations/999', { currency: { id: 6 } })).body.details).toEqual([
      { field: 'currency', message },
    ]);
    // What is stored stays usable.
    await api.database.query(`update billing_profiles set currency = 'ANG' where organization_id = 999`);
    expect((await set({ currency: 'ANG', billingPlan: 'kept' })).body.data.currency).toBe('ANG');
    await api.database.query('update organizations set currency_id = 6 where id = 999');
    const kept = await api.admin.patch('/organizations/999', { name: 'Kept', currency: { id: 6 } });
    expect(kept.body.data.currency).toMatchObject({ code: 'ANG', withdrawn: '2025-03-31' });
  });

  it('have amounts with as many decimals as their currency', async () => {
    const [top, below] = (await api.createChain(2)) as [number, number];
    const set = (id: number, body: object) => api.admin.put(`/billingprofile/${id}`, body);
    for (const [currency, good, bad, message] of [
      ['JPY', 1234, 0.5, 'must be a whole number: JPY has no decimals'],
      ['EUR', 0.01, 0.001, 'must have at most 2 decimal places, as amounts in EUR have'],
      ['KWD', 0.001, 0.0001, 'must have at most 3 decimal places, as amounts in KWD have'],
      ['UYW', 0.0001, undefined, ''],
    ] as const) {
      const { body } = await set(top, { currency, creditLimit: good, currentBalance: good });
      expect(body.data).toMatchObject({ creditLimit: good, currentBalance: good });
      if (bad === undefined) continue;
      const refused = [
        { field: 'creditLimit', message },
        { field: 'currentBalance', message },
      ];
      expect((await set(top, { currency, creditLimit: bad, currentBalance: bad })).body.details).toEqual(
        refused,
      );
      // A profile without a currency has that of the nearest ancestor.
      expect((await set(below, { creditLimit: bad, currentBalance: bad })).body.details).toEqual(refused);
      expect((await set(below, { creditLimit: good })).status).toBe(200);
    }
    expect((await set(top, { currency: 'JPY', creditLimit: 0.0001 })).status).toBe(400);
    expect((await api.admin.get(`/billingprofile/${top}`)).body.data).toMatchObject({
      currency: 'UYW',
      creditLimit: 0.0001,
    });
  });

  it('keep every effective profile to the decimals of its currency, whatever changes it', async () => {
    const [top, middle, below] = (await api.createChain(3)) as [number, number, number];
    const set = (id: number, body: object) => api.admin.put(`/billingprofile/${id}`, body);
    const refused = async (code: string, answer: ReturnType<typeof set>): Promise<void> => {
      const { status, body } = await answer;
      expect([status, body.code]).toEqual([409, code]);
    };
    await set(top, { currency: 'KWD', creditLimit: 7 });
    await set(below, { currentBalance: 0.125 });

    await refused('billing_amount_conflict', set(top, { currency: 'EUR' }));
    await refused('billing_amount_conflict', set(middle, { currency: 'JPY' }));
    await refused('billing_amount_conflict', api.admin.delete(`/billingprofile/${top}`));
    expect((await set(top, { currency: 'UYW' })).status).toBe(200);

    // An amount that is inherited counts as well as one of the profile itself.
    expect((await set(middle, { currency: 'JPY', currentBalance: 1 })).body.code).toBe(
      'billing_amount_conflict',
    );
    await set(below, { currency: 'KWD', currentBalance: 0.125 });
    expect((await set(middle, { currency: 'JPY', currentBalance: 1 })).status).toBe(200);
    await refused('billing_amount_conflict', set(top, { currency: 'UYW', creditLimit: 0.5 }));
    expect((await set(top, { currency: 'UYW', currentBalance: 0.5 })).status).toBe(200);

    const mover = await api.createOrganization();
    await set(mover, { creditLimit: 0.25 });
    const move = (parent: number) =>
      api.admin.put(`/organizations/${mover}/parent`, { parent: { id: parent } });
    await refused('move_billing_conflict', move(middle));
    await refused(
      'move_billing_conflict',
      api.admin.put(`/organizations/${mover}/parent?preview=true`, { parent: { id: middle } }),
    );
    expect((await move(top)).status).toBe(200);
  });

  it('stay fit when two profiles above each other change at once', async () => {
    for (let round = 0; round < 10; round++) {
      const [top, below] = (await api.createChain(2)) as [number, number];
      await api.admin.put(`/billingprofile/${top}`, { currency: 'EUR' });
      const answers = await Promise.all([
        api.admin.put(`/billingprofile/${top}`, { currency: 'JPY' }),
        api.admin.put(`/billingprofile/${below}`, { creditLimit: 0.5 }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    }
  });

  it('are validated with all field errors at once', async () => {
    const answer = await api.admin.put('/billingprofile/999', {
      billingPlan: '',
      billingCycle: 'weekly',
      currency: 'euro',
      paymentMethod: 'cash',
      billingContact: { email: 'x', fax: 1 },
      billingAddress: { country: 'Germany' },
      rateCard: {},
      creditLimit: -1,
      status: 'unknown',
      nextBillingDate: '2024-02-31T00:00:00Z',
      organization: 'org_999',
    });
    expect(answer.status).toBe(400);
    expect([...new Set(faultyFields(answer))]).toEqual([
      'billingAddress.country',
      'billingContact.email',
      'billingContact.fax',
      'billingCycle',
      'billingPlan',
      'creditLimit',
      'currency',
      'nextBillingDate',
      'organization',
      'paymentMethod',
      'rateCard.id',
      'status',
    ]);
    expect(faultyFields(await api.admin.put('/billingprofile/999', { currency: 'ZZZ' }))).toEqual([
      'currency',
    ]);
  });

  it('omit null fields, and accept a time in any zone', async () => {
    const { data } = (
      await api.admin.put('/billingprofile/999', {
        billingPlan: null,
        billingContact: { name: null, email: 'a@example.org' },
        nextBillingDate: '2024-03-01T01:30:00+02:00',
      })
    ).body;
    expect(data).toMatchObject({
      billingContact: { email: 'a@example.org' },
      nextBillingDate: '2024-02-29T23:30:00Z',
    });
    expect(data).not.toHaveProperty('billingPlan');
    expect(data.billingContact).not.toHaveProperty('name');
    for (const nextBillingDate of ['2024-02-01', '9999-12-31T23:59:59-12:00', '2024-W05-1T00:00:00Z', 'soon'])
      expect(faultyFields(await api.admin.put('/billingprofile/999', { nextBillingDate }))).toEqual([
        'nextBillingDate',
      ]);
  });

  it('are inherited field by field from the nearest ancestor that sets the field', async () => {
    const [a, b, c] = (await api.createChain(3)) as [number, number, number];
    await api.admin.put(`/billingprofile/${a}`, { billingPlan: 'top', currency: 'EUR', creditLimit: 100 });
    await api.admin.put(`/billingprofile/${b}`, { billingPlan: 'middle' });
    await api.admin.put(`/billingprofile/${c}`, { creditLimit: 0 });
    const { body } = await api.admin.get(`/billingprofile/${c}/effective`);
    const name = 'An organization';
    expect(body.data).toEqual({
      orgId: `org_${c}`,
      orgName: name,
      billingPlan: 'middle',
      currency: 'EUR',
      creditLimit: 0,
      sources: {
        billingPlan: { orgId: `org_${b}`, orgName: name },
        currency: { orgId: `org_${a}`, orgName: name },
        creditLimit: { orgId: `org_${c}`, orgName: name },
      },
    });
    expect((await api.admin.get('/billingprofile/12/effective')).status).toBe(404);
    expect((await api.manager(456).get('/billingprofile/456/effective')).status).toBe(403);
    expect((await api.manager(456).put('/billingprofile/456', {})).status).toBe(403);
    expect((await api.manager(456).delete('/billingprofile/456')).status).toBe(403);
  });
});
