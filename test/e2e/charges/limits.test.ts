import { describe, expect, it } from '@jest/globals';
import { useApi, useSecondInstance, type Answer, type TestApi } from '../../support/app.js';
import { eventually, until } from '../../support/eventually.js';

describe('limits on two instances', () => {
  const api = useApi();
  const other = useSecondInstance(api);
  let number = 0;

  const charge = (organization: number, amount: unknown, fields: object = {}): object => ({
    id: `limit-${++number}`,
    orgId: `org_${organization}`,
    amount,
    currency: 'EUR',
    occurredAt: new Date().toISOString(),
    ...fields,
  });
  const send = (at: TestApi, ...charges: unknown[]): Promise<Answer> =>
    at.rating.post('/charges', { charges });
  /** An organization with an IP of its own, and the decision of an instance about its calls. */
  const caller = async (fields: object = {}): Promise<{ id: number; ip: string }> => {
    const id = await api.createOrganization({ ...fields });
    const ip = `198.18.7.${++number % 250}`;
    await api.createIp(id, ip, 32);
    return { id, ip };
  };
  const decide = async (at: TestApi, ip: string, query = ''): Promise<Answer['body']> =>
    (await at.edge.get(`/routing/decision?ip=${ip}${query}`)).body.data;
  const decides = async (at: TestApi, ip: string, reason: string): Promise<void> => {
    const reasonNow = async (): Promise<string> => (await decide(at, ip)).reason as string;
    expect(await eventually(reasonNow, (now) => now === reason)).toBe(reason);
  };
  const history = async (type: string, id: number): Promise<string[]> =>
    (await api.admin.get(`/audit?resourceType=${type}&resourceId=${id}&sort=time`)).body.data.map(
      ({ action }: Answer['body']) => action as string,
    );

  it('make routing refuse calls on every instance, with their own reasons', async () => {
    const { id, ip } = await caller({ monthly_cost_limit: 5 });
    for (const at of [api, other]) await decides(at, ip, 'allowed');
    await send(api, charge(id, 5));
    for (const at of [api, other]) await decides(at, ip, 'cost_limit_reached');
    expect((await decide(other, ip)).organization.effectiveStatus).toBe('active');

    // A cost limit comes first, then a credit limit, then a suspension.
    await api.admin.put(`/billingprofile/${id}`, { currency: 'EUR', creditLimit: 0, currentBalance: 0 });
    await api.admin.patch(`/organizations/${id}`, { status: { id: 1 } });
    await api.admin.patch(`/organizations/${id}`, { monthly_cost_limit: null });
    for (const at of [api, other]) await decides(at, ip, 'credit_limit_reached');
    await api.admin.delete(`/billingprofile/${id}`);
    for (const at of [api, other]) await decides(at, ip, 'organization_suspended');
    await api.admin.patch(`/organizations/${id}`, { status: { id: 0 } });
    for (const at of [api, other]) await decides(at, ip, 'allowed');
    expect(await history('block', id)).toEqual(['created', 'created', 'deleted', 'deleted']);
  });

  it('let emergency calls pass, and record them', async () => {
    const { id, ip } = await caller({ monthly_cost_limit: 0 });
    await decides(api, ip, 'cost_limit_reached');
    expect(await decide(api, ip, '&emergency=true')).toMatchObject({
      allow: true,
      reason: 'allowed',
      overridden: 'cost_limit_reached',
    });
    expect(await decide(api, ip, '&emergency=false')).toMatchObject({ allow: false });
    await api.admin.patch(`/organizations/${id}`, { status: { id: 1 }, monthly_cost_limit: null });
    await decides(other, ip, 'organization_suspended');
    const suspended = await decide(other, ip, '&emergency=true');
    expect(suspended).toMatchObject({ allow: true, overridden: 'organization_suspended' });
    expect(suspended.organization.effectiveStatus).toBe('suspended');
    await api.admin.patch(`/organizations/${id}`, { status: { id: 0 } });
    await decides(other, ip, 'allowed');
    expect(await decide(other, ip, '&emergency=true')).not.toHaveProperty('overridden');
    expect(await decide(other, '198.18.250.250', '&emergency=true')).toMatchObject({
      allow: false,
      reason: 'unknown_ip',
    });
    const recorded = async (): Promise<Answer['body'][]> =>
      (await api.viewer(id).get('/routing/emergency-calls?sort=time')).body.data;
    await until(async () => (await recorded()).length === 3);
    const shown = (await recorded()).map(({ orgId, overridden, calls }) => [orgId, overridden, calls]);
    expect(new Set(shown.map(String))).toEqual(
      new Set([`org_${id},cost_limit_reached,1`, `org_${id},organization_suspended,1`, `org_${id},,1`]),
    );
  });

  it('are reached once by charges that reach them only together', async () => {
    const top = await api.createOrganization({ monthly_cost_limit: 40 });
    const below = await Promise.all(Array.from({ length: 5 }, () => api.createOrganization({ parent: top })));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => send(n % 2 ? api : other, charge(below[n % 5]!, 1))),
    );
    expect(answers.every(({ body }) => body.data.recorded === 1)).toBe(true);
    const blocked = async (): Promise<boolean> =>
      (await api.admin.get(`/organizations/${below[0]}`)).body.data.blocked !== undefined;
    expect(await eventually(blocked, Boolean)).toBe(true);
    expect(await history('block', top)).toEqual(['created']);
    expect((await history('costlimitwarning', top)).length).toBe(3);
    expect((await api.admin.get(`/organizations/${top}/spend`)).body.data).toMatchObject({
      total: '40',
      remaining: '0',
    });
  });

  it('end with the month, once, whichever instance notices', async () => {
    const { id, ip } = await caller({ monthly_cost_limit: 5 });
    await send(api, charge(id, 5));
    await decides(other, ip, 'cost_limit_reached');
    // As if it were the next month. The instances decide by their own clocks, so the block only has to leave the database.
    await api.database.query(
      `update spend set month = month - interval '1 month' where organization_id = $1`,
      [id],
    );
    await api.database.query(
      `update blocks set month = month - interval '1 month' where organization_id = $1`,
      [id],
    );
    await decides(other, ip, 'allowed');
    await api.database.query(`update amounts_summed set month = month - interval '1 month'`);
    expect(
      await eventually(
        () => history('block', id),
        (actions) => actions.length === 2,
      ),
    ).toEqual(['created', 'deleted']);
    await send(api, charge(id, 4));
    const spend = async (): Promise<string> =>
      (await api.admin.get(`/organizations/${id}/spend`)).body.data.total as string;
    expect(await spend()).toBe('4');
    await decides(api, ip, 'allowed');
    const months = (await api.admin.get(`/organizations/${id}/spend/months?months=2`)).body.data;
    expect(months.map(({ total }: Answer['body']) => total as string)).toEqual(['4', '5']);
  });

  it('have totals that agree with the charges while organizations move', async () => {
    const tops = await Promise.all([0, 1, 2].map(() => api.createOrganization()));
    const moving = await Promise.all(
      Array.from({ length: 6 }, (_, n) => api.createOrganization({ parent: tops[n % 3] })),
    );
    const bottom = await Promise.all(moving.map((parent) => api.createOrganization({ parent })));
    let over = false;
    const charging = [api, other].map(async (at) => {
      for (let n = 0; !over; n++)
        await send(at, charge(bottom[n % 6]!, 1), charge(moving[(n * 5) % 6]!, '0.5'));
    });
    for (let n = 0; n < 30; n++)
      await (n % 2 ? api : other).admin.put(`/organizations/${moving[n % 6]}/parent`, {
        parent: { id: tops[(n * 7 + 1) % 3] },
      });
    over = true;
    await Promise.all(charging);
    await until(async () => (await api.database.query('select from new_amounts')).length === 0);
    const differences = await api.database.query(
      `with expected as (
         select above.id, sum(charges.amount) as total
           from charges join organizations on organizations.id = charges.organization_id
          cross join unnest(path_ids(organizations.path)) above (id)
          where above.id = any ($1) group by 1
       ), shown as (
         select organization_id as id, sum(total) as total from spend where organization_id = any ($1) group by 1
       )
       select * from expected full join shown using (id) where expected.total is distinct from shown.total`,
      [[...tops, ...moving, ...bottom]],
    );
    expect(differences).toEqual([]);
  });

  it('are reviewed when an organization moves to where another limit is inherited', async () => {
    const strict = await api.createOrganization();
    await api.admin.put(`/billingprofile/${strict}`, { currency: 'EUR', creditLimit: 1 });
    const generous = await api.createOrganization();
    await api.admin.put(`/billingprofile/${generous}`, { currency: 'EUR', creditLimit: 100 });
    const id = await api.createOrganization({ parent: generous });
    await api.admin.put(`/billingprofile/${id}`, { currentBalance: 50 });
    const blocked = async (): Promise<boolean> =>
      (await api.admin.get(`/organizations/${id}`)).body.data.blocked !== undefined;
    expect(await blocked()).toBe(false);
    await api.admin.put(`/organizations/${id}/parent`, { parent: { id: strict } });
    expect(await eventually(blocked, Boolean)).toBe(true);
    await api.admin.put(`/billingprofile/${strict}`, { currency: 'EUR', creditLimit: 51 });
    expect(await eventually(blocked, (now) => !now)).toBe(false);
  });
});
