import { describe, expect, it } from '@jest/globals';
import { faultyFields, useApi } from '../../support/app.js';

const required = { name: 'New tenant', type: { id: 4 }, country: { id: 74 } };

describe('creating organizations', () => {
  const api = useApi();

  it('requires only name, type and country, and applies defaults', async () => {
    const { status, body } = await api.manager(456).post('/organizations', required);
    expect(status).toBe(201);
    expect(body.message).toBe('Organization created successfully');
    expect(body.data).toEqual({
      id: expect.any(Number),
      name: 'New tenant',
      ext_reference: '',
      class: { id: 0, description: 'Commercial' },
      type: { id: 4, description: 'Enterprise' },
      country: expect.objectContaining({ isocode: 'de' }),
      status: { id: 0, description: 'Active' },
      effective_status: { id: 0, description: 'Active' },
      relation: {
        id: expect.any(Number),
        type: { id: 0, description: 'Customer of' },
        parent: { id: 456, name: 'Company One' },
      },
      currency: expect.objectContaining({ code: 'EUR' }),
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      updated: body.data.created,
    });
  });

  it('accepts every field', async () => {
    const { body } = await api.admin.post('/organizations', {
      ...required,
      ext_reference: 'customer-1',
      class: { id: 1 },
      status: { id: 1 },
      currency: { id: 2 },
      monthly_cost_limit: 0,
      verification_type: { id: 2 },
      verification: 'DE123456789',
      relation: { type: { id: 1 }, parent: { id: 789 } },
    });
    expect(body.data).toMatchObject({
      ext_reference: 'customer-1',
      class: { id: 1 },
      status: { id: 1 },
      currency: { id: 2 },
      monthly_cost_limit: 0,
      verification_type: { id: 2 },
      verification: 'DE123456789',
      relation: { type: { id: 1, description: 'Reseller of' }, parent: { id: 789 } },
    });
  });

  it('creates a root for an administrator if relation is null or absent', async () => {
    for (const relation of [{ relation: null }, {}]) {
      const { status, body } = await api.admin.post('/organizations', { ...required, ...relation });
      expect(status).toBe(201);
      expect(body.data).not.toHaveProperty('relation');
    }
    const refused = await api.manager(456).post('/organizations', { ...required, relation: null });
    expect(refused.status).toBe(403);
    expect(refused.body.code).toBe('root_requires_admin');
  });

  it('returns all field errors at once', async () => {
    const answer = await api.admin.post('/organizations', {
      name: '  ',
      country: 'Germany',
      class: { id: 'Commercial' },
      monthly_cost_limit: 1.5,
      relation: { parent: { id: 1, name: 'Example Telecom' } },
      colour: 'blue',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('validation_failed');
    expect([...new Set(faultyFields(answer))]).toEqual([
      'class.id',
      'colour',
      'country',
      'monthly_cost_limit',
      'name',
      'relation.parent.name',
      'type',
    ]);
  });

  it('refuses unknown references, and names each field', async () => {
    const answer = await api.admin.post('/organizations', {
      ...required,
      type: { id: 99 },
      country: { id: 9999 },
      currency: { id: 9999 },
      relation: { type: { id: 77 } },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('reference_unknown');
    expect(faultyFields(answer)).toEqual(['country', 'currency', 'relation.type', 'type']);
  });

  it('refuses a parent outside the subtree with the same error as an unknown parent', async () => {
    const outside = await api
      .manager(456)
      .post('/organizations', { ...required, relation: { parent: { id: 789 } } });
    const nowhere = await api
      .manager(456)
      .post('/organizations', { ...required, relation: { parent: { id: 31337 } } });
    expect(outside.status).toBe(422);
    expect(faultyFields(outside)).toEqual(['relation.parent']);
    expect({ ...outside.body, requestId: '' }).toEqual({ ...nowhere.body, requestId: '' });
  });

  it('refuses the status Deleted', async () => {
    const answer = await api.admin.post('/organizations', { ...required, status: { id: 2 } });
    expect([answer.status, answer.body.code]).toEqual([422, 'status_not_settable']);
  });

  it('keeps ext_reference unique below one parent, unless it is empty', async () => {
    const create = (parent: number, ext_reference: string) =>
      api.admin.post('/organizations', { ...required, ext_reference, relation: { parent: { id: parent } } });
    expect((await create(456, 'A-1')).status).toBe(201);
    const again = await create(456, 'A-1');
    expect([again.status, again.body.code, faultyFields(again)]).toEqual([
      409,
      'ext_reference_taken',
      ['ext_reference'],
    ]);
    expect((await create(789, 'A-1')).status).toBe(201);
    expect((await create(456, '')).status).toBe(201);
    expect((await create(456, '')).status).toBe(201);
  });

  it('allows a depth of 32 and no more', async () => {
    const chain = await api.createChain(31);
    const answer = await api.admin.post('/organizations', {
      ...required,
      relation: { parent: { id: chain.at(-1) } },
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'hierarchy_too_deep']);
  });
});

describe('reading organizations', () => {
  const api = useApi();

  it('shows a tenant only its subtree', async () => {
    const [child, grandchild] = await api.createChain(2, 456);
    for (const caller of [api.manager(456), api.viewer(456)]) {
      const { body } = await caller.get('/organizations');
      expect(body.data.map(({ id }: { id: number }) => id)).toEqual([456, child, grandchild]);
      expect(body.meta.total).toBe(3);
      expect((await caller.get(`/organizations/${grandchild}`)).status).toBe(200);
      for (const id of [1, 789, 31337, 'nonsense', '0', '99999999999999']) {
        const answer = await caller.get(`/organizations/${id}`);
        expect([answer.status, answer.body.code]).toEqual([404, 'organization_not_found']);
      }
    }
    expect((await api.manager(child!).get('/organizations/456')).status).toBe(404);
  });

  it('returns the caller’s own organization', async () => {
    expect((await api.viewer(789).get('/organizations/my')).body.data.id).toBe(789);
    const admin = await api.admin.get('/organizations/my');
    expect([admin.status, admin.body.code]).toEqual([404, 'no_own_organization']);
  });

  it('filters and sorts', async () => {
    const ids = async (query: string): Promise<number[]> =>
      (await api.admin.get(`/organizations?${query}`)).body.data.map(({ id }: { id: number }) => id);
    expect(await ids('status=1')).toEqual([12]);
    expect(await ids('type=0')).toEqual([1]);
    expect(await ids('class=2')).toEqual([]);
    expect(await ids('name=Company%20Two')).toEqual([789]);
    expect(await ids('country=237')).toEqual([789]);
    expect(await ids('sort=created&limit=3')).toEqual([1, 12, 456]);
    expect((await ids('sort=name')).slice(-1)).toEqual([12]);
    const wrong = await api.admin.get('/organizations?sort=path&status=x&parent=1');
    expect(wrong.status).toBe(400);
    expect([...new Set(faultyFields(wrong))]).toEqual(['parent', 'sort', 'status']);
  });
});

describe('updating organizations', () => {
  const api = useApi();

  it('changes only the given fields, and null clears optional fields', async () => {
    const id = await api.createOrganization({
      ext_reference: 'x',
      monthly_cost_limit: 5,
      verification_type: { id: 1 },
      verification: '1',
    });
    const first = await api.admin.patch(`/organizations/${id}`, { name: 'Renamed', status: { id: 1 } });
    expect(first.body.message).toBe('Organization updated successfully');
    expect(first.body.data).toMatchObject({
      name: 'Renamed',
      ext_reference: 'x',
      status: { id: 1 },
      monthly_cost_limit: 5,
    });
    const { body } = await api.admin.patch(`/organizations/org_${id}`, {
      ext_reference: null,
      monthly_cost_limit: null,
      verification_type: null,
      verification: null,
    });
    expect(body.data.ext_reference).toBe('');
    for (const key of ['monthly_cost_limit', 'verification_type', 'verification'])
      expect(body.data).not.toHaveProperty(key);
    expect(body.data.name).toBe('Renamed');
  });

  it('refuses null for a required field, and a verification without a type', async () => {
    const id = await api.createOrganization();
    const nulls = await api.admin.patch(`/organizations/${id}`, { name: null, type: null, status: null });
    expect(nulls.status).toBe(400);
    expect([...new Set(faultyFields(nulls))]).toEqual(['name', 'status', 'type']);
    const untyped = await api.admin.patch(`/organizations/${id}`, { verification: '123' });
    expect([untyped.status, faultyFields(untyped)]).toEqual([400, ['verification_type']]);
  });

  it('changes the relation’s type but not its parent', async () => {
    const id = await api.createOrganization();
    const before = (await api.admin.get(`/organizations/${id}`)).body.data.relation;
    const { body } = await api.admin.patch(`/organizations/${id}`, { relation: { type: { id: 3 } } });
    expect(body.data.relation).toEqual({ ...before, type: { id: 3, description: 'Subsidiary of' } });
    const parent = await api.admin.patch(`/organizations/${id}`, {
      relation: { type: { id: 3 }, parent: { id: 456 } },
    });
    expect([parent.status, faultyFields(parent)]).toEqual([400, ['relation.parent']]);
    expect(faultyFields(await api.admin.patch(`/organizations/${id}`, { relation: null }))).toEqual([
      'relation',
    ]);
    const root = await api.admin.patch('/organizations/1', { relation: { type: { id: 3 } } });
    expect([root.status, root.body.code]).toEqual([422, 'root_has_no_relation']);
  });

  it('lets a manager change only some fields of its own organization', async () => {
    const manager = api.manager(456);
    const allowed = await manager.patch('/organizations/456', {
      name: 'Company 1',
      country: { id: 74 },
      ext_reference: 'mine',
    });
    expect(allowed.status).toBe(200);
    const reserved = {
      status: { id: 1 },
      class: { id: 1 },
      type: { id: 1 },
      currency: { id: 2 },
      monthly_cost_limit: 5,
      verification_type: { id: 1 },
      verification: '1',
      relation: { type: { id: 1 } },
    };
    const refused = await manager.patch('/organizations/456', { name: 'No', ...reserved });
    expect([refused.status, refused.body.code]).toEqual([403, 'own_organization']);
    expect(faultyFields(refused)).toEqual(Object.keys(reserved).sort());
    expect((await manager.get('/organizations/my')).body.data.name).toBe('Company 1');

    const [child] = await api.createChain(1, 456);
    expect((await manager.patch(`/organizations/${child}`, reserved)).status).toBe(200);
  });

  it('is refused outside the subtree', async () => {
    for (const id of [1, 789])
      expect((await api.manager(456).patch(`/organizations/${id}`, { name: 'Mine now' })).status).toBe(404);
  });
});

describe('suspension', () => {
  const api = useApi();
  const statuses = async (id: number): Promise<number[]> => {
    const { data } = (await api.admin.get(`/organizations/${id}`)).body;
    return [data.status.id, data.effective_status.id];
  };

  it('suspends the whole subtree, and lifting it restores each organization’s own status', async () => {
    const [reseller, customer, site] = (await api.createChain(3)) as [number, number, number];
    await api.admin.patch(`/organizations/${customer}`, { status: { id: 1 } });
    expect(await statuses(site)).toEqual([0, 1]);
    await api.admin.patch(`/organizations/${reseller}`, { status: { id: 1 } });
    expect(await statuses(reseller)).toEqual([1, 1]);
    await api.admin.patch(`/organizations/${reseller}`, { status: { id: 0 } });
    expect(await statuses(reseller)).toEqual([0, 0]);
    expect(await statuses(customer)).toEqual([1, 1]);
    expect(await statuses(site)).toEqual([0, 1]);
    await api.admin.patch(`/organizations/${customer}`, { status: { id: 0 } });
    expect(await statuses(site)).toEqual([0, 0]);
  });

  it('lets tokens of the subtree read but not write', async () => {
    const [reseller, customer] = (await api.createChain(2)) as [number, number];
    const manager = api.manager(customer);
    await api.admin.patch(`/organizations/${reseller}`, { status: { id: 1 } });
    expect((await manager.get('/organizations/my')).status).toBe(200);
    for (const answer of [
      await manager.patch(`/organizations/${customer}`, { name: 'x' }),
      await manager.post('/domains/refused', { domain: 'refused.example.org', orgId: `org_${customer}` }),
      await manager.delete('/domains/refused'),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'organization_suspended']);
    await api.admin.patch(`/organizations/${reseller}`, { status: { id: 0 } });
    expect((await manager.patch(`/organizations/${customer}`, { name: 'x' })).status).toBe(200);
  });
});

describe('deleting organizations', () => {
  const api = useApi();

  it('refuses an organization with resources, and says how many it has', async () => {
    const id = await api.createOrganization();
    await api.createChain(1, id);
    await api.createDomain(id);
    await api.createDomain(id);
    await api.createIp(id, '192.0.2.0', 28);
    const answer = await api.admin.delete(`/organizations/${id}`);
    expect([answer.status, answer.body.code]).toEqual([409, 'organization_not_empty']);
    expect(answer.body.details).toEqual([
      { field: 'children', message: '1' },
      { field: 'domains', message: '2' },
      { field: 'ips', message: '1' },
    ]);
  });

  it('hides it everywhere, and invalidates its tokens', async () => {
    const id = await api.createOrganization({ name: 'Short-lived' });
    const manager = api.manager(id);
    const { status, body } = await api.admin.delete(`/organizations/${id}`);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      id,
      status: { id: 2, description: 'Deleted' },
      deleted: expect.stringMatching(/\+0000$/),
      organizations: 1,
    });
    expect((await api.admin.get(`/organizations/${id}`)).status).toBe(404);
    expect((await api.admin.get('/organizations?name=Short-lived')).body.meta.total).toBe(0);
    expect((await manager.get('/organizations/my')).status).toBe(401);
    expect((await api.admin.delete(`/organizations/${id}`)).status).toBe(404);
    expect((await api.admin.patch(`/organizations/${id}`, { name: 'x' })).status).toBe(404);
    const child = await api.admin.post('/organizations', { ...required, relation: { parent: { id } } });
    expect(child.status).toBe(422);
    expect(await api.createOrganization()).toBeGreaterThan(id);
  });

  it('deletes the subtree with force, and restoring brings all of it back', async () => {
    const [top, middle, bottom] = (await api.createChain(3)) as [number, number, number];
    await api.admin.patch(`/organizations/${middle}`, { status: { id: 1 } });
    const { updated } = (await api.admin.get(`/organizations/${bottom}`)).body.data;
    const earlier = (await api.createChain(1, top))[0]!;
    await api.admin.delete(`/organizations/${earlier}`);
    const domain = await api.createDomain(bottom);
    const ip = await api.createIp(bottom, '192.0.2.64', 28);

    const { body } = await api.admin.delete(`/organizations/${top}?force=true`);
    expect(body.data.organizations).toBe(3);
    expect((await api.admin.get(`/domains/${domain}`)).status).toBe(404);
    expect((await api.admin.get(`/orgips/${ip}`)).status).toBe(404);
    expect((await api.admin.get(`/domains?orgId=org_${bottom}`)).body.meta.total).toBe(0);
    expect((await api.manager(bottom).get('/domains')).status).toBe(401);
    const taken = await api.admin.post('/domains/other', {
      domain: `${domain}.example.org`,
      orgId: 'org_456',
    });
    expect(taken.status).toBe(409);

    for (const below of [middle, bottom, earlier]) {
      const { status, body } = await api.admin.post(`/organizations/${below}/restore`);
      expect([status, body.code]).toEqual([409, 'parent_deleted']);
    }
    const restored = await api.admin.post(`/organizations/${top}/restore`);
    expect([restored.status, restored.body.message]).toEqual([200, 'Organization restored successfully']);
    expect((await api.admin.get(`/organizations/${middle}`)).body.data.status.id).toBe(1);
    expect((await api.admin.get(`/domains/${domain}`)).status).toBe(200);
    expect((await api.admin.get(`/orgips/${ip}`)).status).toBe(200);
    expect((await api.admin.get(`/organizations/${earlier}`)).status).toBe(404);
    expect((await api.admin.get(`/organizations/${bottom}`)).body.data.updated).toBe(updated);
  });

  it('can be undone for 30 days while the parent exists', async () => {
    const [top, child] = (await api.createChain(2)) as [number, number];
    await api.admin.delete(`/organizations/${child}`);
    await api.admin.delete(`/organizations/${top}`);
    const orphan = await api.admin.post(`/organizations/${child}/restore`);
    expect([orphan.status, orphan.body.code]).toEqual([409, 'parent_deleted']);
    await api.database.query(
      `update organizations set deleted_at = now() - interval '31 days' where id = $1`,
      [top],
    );
    expect((await api.admin.post(`/organizations/${top}/restore`)).status).toBe(404);
  });

  it('frees names and networks when the organization can no longer be restored', async () => {
    const id = await api.createOrganization();
    const domain = await api.createDomain(id, { domain: 'freed.example.org' });
    const ip = await api.createIp(id, '192.0.2.128', 28);
    await api.admin.delete(`/organizations/${id}?force=true`);
    const create = async (): Promise<number[]> => [
      (await api.admin.post(`/domains/${domain}`, { domain: 'freed.example.org', orgId: 'org_456' })).status,
      (await api.admin.post(`/orgips/${ip}`, { orgId: 'org_456', ipAddress: '192.0.2.130' })).status,
    ];
    expect(await create()).toEqual([409, 409]);
    await api.database.query(
      `update organizations set deleted_at = now() - interval '31 days' where id = $1`,
      [id],
    );
    expect(await create()).toEqual([201, 201]);
  });

  it('is refused for a manager’s own organization, and force is for administrators', async () => {
    const [mine, child] = (await api.createChain(2)) as [number, number];
    const manager = api.manager(mine);
    const own = await manager.delete(`/organizations/${mine}`);
    expect([own.status, own.body.code]).toEqual([403, 'own_organization']);
    const forced = await manager.delete(`/organizations/${child}?force=true`);
    expect([forced.status, forced.body.code]).toEqual([403, 'force_requires_admin']);
    expect((await manager.delete(`/organizations/${child}`)).status).toBe(200);
    expect((await manager.post(`/organizations/${child}/restore`)).status).toBe(403);
    expect((await manager.delete('/organizations/789')).status).toBe(404);
  });
});
