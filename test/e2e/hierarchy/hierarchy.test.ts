import { describe, expect, it } from '@jest/globals';
import { faultyFields, useApi } from '../../support/app.js';

const ids = ({ body }: { body: { data: { id: number }[] } }): number[] => body.data.map(({ id }) => id);

describe('reading the hierarchy', () => {
  const api = useApi();

  it('lists the ancestors that the caller may see', async () => {
    const [a, b, c] = (await api.createChain(3, 456)) as [number, number, number];
    expect((await api.admin.get(`/organizations/${c}/parent`)).body.data.id).toBe(b);
    expect(ids(await api.admin.get(`/organizations/${c}/ancestors`))).toEqual([1, 456, a, b]);
    expect(ids(await api.viewer(456).get(`/organizations/${c}/ancestors`))).toEqual([456, a, b]);
    expect(ids(await api.viewer(b).get(`/organizations/${c}/ancestors`))).toEqual([b]);
    expect(ids(await api.viewer(b).get(`/organizations/${b}/ancestors`))).toEqual([]);
    expect((await api.viewer(b).get(`/organizations/${c}/parent`)).body.data.id).toBe(b);
    for (const answer of [
      await api.viewer(b).get(`/organizations/${b}/parent`),
      await api.admin.get('/organizations/1/parent'),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'parent_not_found']);
    expect((await api.viewer(b).get(`/organizations/${a}/parent`)).body.code).toBe('organization_not_found');
  });

  it('lists children and descendants, depth first or sorted, down to the requested depth', async () => {
    const top = await api.createOrganization({ name: 'Top' });
    const b = await api.createOrganization({ parent: top, name: 'B' });
    const a = await api.createOrganization({ parent: top, name: 'A' });
    const bb = await api.createOrganization({ parent: b, name: 'BB' });
    const path = `/organizations/${top}`;
    expect(ids(await api.admin.get(`${path}/children`))).toEqual([b, a]);
    expect(ids(await api.admin.get(`${path}/children?sort=name`))).toEqual([a, b]);
    expect(ids(await api.admin.get(`${path}/descendants`))).toEqual([b, bb, a]);
    expect(ids(await api.admin.get(`${path}/descendants?depth=1`))).toEqual([b, a]);
    expect(ids(await api.admin.get(`${path}/descendants?sort=-name`))).toEqual([bb, b, a]);
    const first = await api.admin.get(`${path}/descendants?limit=2`);
    expect(first.body.meta.total).toBe(3);
    expect(
      ids(await api.admin.get(`${path}/descendants?limit=2&cursor=${first.body.meta.nextCursor}`)),
    ).toEqual([a]);
    for (const relative of ['parent', 'ancestors', 'children', 'descendants', 'tree'])
      expect((await api.viewer(456).get(`${path}/${relative}`)).body.code).toBe('organization_not_found');
    const cursor = (await api.viewer(top).get(`${path}/descendants?limit=1`)).body.meta.nextCursor as string;
    expect(JSON.parse(Buffer.from(cursor, 'base64url').toString())).toEqual(['path', `${b}/`, b]);
  });

  it('returns the tree: each organization has all its children, or only their number', async () => {
    const top = await api.createOrganization({ name: 'Top' });
    const child = await api.createOrganization({ parent: top, name: 'Child', status: { id: 1 } });
    await api.createOrganization({ parent: child, name: 'Leaf' });
    const { body } = await api.admin.get(`/organizations/${top}/tree?depth=1`);
    expect(body.data).toEqual({
      id: top,
      name: 'Top',
      type: { id: 4, description: 'Enterprise' },
      status: { id: 0, description: 'Active' },
      effective_status: { id: 0, description: 'Active' },
      children_count: 1,
      children: [
        {
          id: child,
          name: 'Child',
          type: { id: 4, description: 'Enterprise' },
          status: { id: 1, description: 'Suspended' },
          effective_status: { id: 1, description: 'Suspended' },
          children_count: 1,
        },
      ],
    });
    const whole = (await api.admin.get(`/organizations/${top}/tree`)).body.data;
    expect(whole.children[0].children).toEqual([
      expect.objectContaining({
        name: 'Leaf',
        status: { id: 0, description: 'Active' },
        children_count: 0,
        children: [],
      }),
    ]);
    expect(whole.children[0].children[0].effective_status.id).toBe(1);
  });

  it('truncates a tree of more than a thousand organizations', async () => {
    const top = await api.createOrganization({ name: 'Wide' });
    const few = await api.createOrganization({ parent: top, name: 'Few' });
    const many = await api.createOrganization({ parent: top, name: 'Many' });
    await api.database.query(
      `insert into organizations (name, type_id, country_id, parent_id, relation_type_id)
       select 'n' || n, 4, 74, case when n <= 3 then $1::integer else $2::integer end, 0 from generate_series(1, 1003) n`,
      [few, many],
    );
    const { data } = (await api.admin.get(`/organizations/${top}/tree`)).body;
    expect(data.children.map(({ id }: { id: number }) => id)).toEqual([few, many]);
    expect(data.children[0].children).toHaveLength(3);
    expect(data.children[1]).not.toHaveProperty('children');
    expect(data.children[1].children_count).toBe(1000);
    expect((await api.admin.get(`/organizations/${top}/tree?depth=0`)).status).toBe(400);
    expect((await api.admin.get(`/organizations/${top}/tree?depth=33`)).status).toBe(400);
  });
});

describe('moving organizations', () => {
  const api = useApi();
  const move = (id: number, body: unknown, query = '') =>
    api.admin.put(`/organizations/${id}/parent${query}`, body);

  it('moves the subtree and creates a new relation', async () => {
    const [a, b, c] = (await api.createChain(3)) as [number, number, number];
    const before = (await api.admin.get(`/organizations/${b}`)).body.data.relation;
    const { status, body } = await move(b, { parent: { id: 456 }, relation: { type: { id: 1 } } });
    expect([status, body.message]).toEqual([200, 'Organization moved successfully']);
    expect(body.data.relation.parent).toEqual({ id: 456, name: 'Company One' });
    expect(body.data.relation.type).toEqual({ id: 1, description: 'Reseller of' });
    expect(body.data.relation.id).not.toBe(before.id);
    expect(ids(await api.admin.get(`/organizations/${c}/ancestors`))).toEqual([1, 456, b]);
    expect(ids(await api.admin.get(`/organizations/${a}/descendants`))).toEqual([]);
    expect(ids(await api.viewer(456).get('/organizations'))).toEqual([456, b, c]);
  });

  it('turns an organization into a root, and a root into a child', async () => {
    const [a, b] = (await api.createChain(2)) as [number, number];
    const root = await move(b, { parent: null });
    expect(root.body.data).not.toHaveProperty('relation');
    expect(ids(await api.admin.get(`/organizations/${b}/ancestors`))).toEqual([]);
    const back = await move(b, { parent: { id: a } });
    expect(back.body.data.relation.type.id).toBe(0);
    expect((await move(b, { parent: null, relation: { type: { id: 0 } } })).status).toBe(422);
  });

  it('never creates a cycle', async () => {
    const [a, b, c] = (await api.createChain(3)) as [number, number, number];
    for (const parent of [a, b, c]) {
      const answer = await move(a, { parent: { id: parent } });
      expect([answer.status, answer.body.code]).toEqual([409, 'hierarchy_cycle']);
    }
  });

  it('refuses a depth of more than 32', async () => {
    const deep = await api.createChain(30);
    const [top] = await api.createChain(2);
    const answer = await move(top!, { parent: { id: deep.at(-1) } });
    expect([answer.status, answer.body.code]).toEqual([409, 'hierarchy_too_deep']);
    expect(ids(await api.admin.get(`/organizations/${top}/ancestors`))).toEqual([1]);
  });

  it('is refused if the parent is not the expected one', async () => {
    const id = await api.createOrganization();
    for (const expected of [{ id: 456 }, null]) {
      const answer = await move(id, { parent: { id: 789 }, expected_parent: expected });
      expect([answer.status, answer.body.code, faultyFields(answer)]).toEqual([
        409,
        'parent_changed',
        ['expected_parent'],
      ]);
    }
    expect((await move(id, { parent: { id: 789 }, expected_parent: { id: 1 } })).status).toBe(200);
  });

  it('refuses an unknown parent, an unknown relation type, and a body without a parent', async () => {
    const id = await api.createOrganization();
    const nowhere = await move(id, { parent: { id: 31337 } });
    expect([nowhere.status, nowhere.body.code, faultyFields(nowhere)]).toEqual([
      422,
      'organization_unknown',
      ['parent'],
    ]);
    const type = await move(id, { parent: { id: 456 }, relation: { type: { id: 42 } } });
    expect([type.status, faultyFields(type)]).toEqual([422, ['relation.type']]);
    const missing = await move(id, {});
    expect([missing.status, [...new Set(faultyFields(missing))]]).toEqual([400, ['parent']]);
  });

  it('lets a manager move only organizations below its own', async () => {
    const [a, b] = (await api.createChain(2, 456)) as [number, number];
    const manager = api.manager(456);
    const put = (id: number, parent: unknown) => manager.put(`/organizations/${id}/parent`, { parent });
    expect((await put(b, { id: 456 })).status).toBe(200);
    expect((await put(456, { id: a })).body.code).toBe('own_organization');
    expect((await put(a, { id: 789 })).body.code).toBe('organization_unknown');
    expect((await put(a, null)).body.code).toBe('root_requires_admin');
    expect((await put(789, { id: 456 })).status).toBe(404);
  });

  it('keeps ext_reference unique below the new parent', async () => {
    await api.createOrganization({ parent: 789, ext_reference: 'same' });
    const id = await api.createOrganization({ parent: 456, ext_reference: 'same' });
    const answer = await move(id, { parent: { id: 789 } });
    expect([answer.status, answer.body.code]).toEqual([409, 'ext_reference_taken']);
  });

  it('refuses a move that leaves overlapping networks with unrelated organizations', async () => {
    const [a, b] = (await api.createChain(2)) as [number, number];
    await api.createIp(a, '198.18.0.0', 16);
    await api.createIp(b, '198.18.4.0', 24);
    const answer = await move(b, { parent: { id: 456 } });
    expect([answer.status, answer.body.code]).toEqual([409, 'move_ip_conflict']);
    expect((await move(a, { parent: { id: 456 } })).status).toBe(200);
    const inner = await api.createOrganization({ parent: b });
    await api.createIp(inner, '198.18.4.7', 32);
    expect((await move(inner, { parent: { id: a } })).body.code).toBe('move_ip_conflict');
  });

  it('previews how many resources would move and change, and changes nothing', async () => {
    const [suspended, x, y, z] = (await api.createChain(4, 456)) as [number, number, number, number];
    await api.admin.patch(`/organizations/${suspended}`, { status: { id: 1 } });
    await api.admin.patch(`/organizations/${y}`, { status: { id: 1 } });
    await api.createDomain(x);
    await api.createDomain(z);
    await api.createIp(y, '198.19.0.0', 24);
    await api.admin.post(`/organizations/${z}/contacts`, { name: 'Someone', type: { id: 2 } });
    // y and z inherit from y what y sets; the rest of 456's profile is inherited from above by all three.
    await api.admin.put(`/billingprofile/${y}`, { billingPlan: 'own' });
    const before = await api.admin.get(`/organizations/${x}`);
    const { status, body } = await move(x, { parent: { id: 789 } }, '?preview=true');
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: {
        organizations: 3,
        domains: 2,
        ips: 1,
        contacts: 1,
        // x only: y and z are suspended by y either way.
        effective_status_changes: 1,
        effective_billing_changes: 3,
      },
      message: 'Preview: nothing was changed',
    });
    expect((await api.admin.get(`/organizations/${x}`)).body).toEqual(before.body);
    expect((await move(x, { parent: { id: z } }, '?preview=true')).body.code).toBe('hierarchy_cycle');
  });

  it('previews no billing change if every difference is overridden below', async () => {
    const above = await api.createOrganization();
    const other = await api.createOrganization();
    const [x] = (await api.createChain(2, above)) as [number, number];
    await api.admin.put(`/billingprofile/${above}`, { billingPlan: 'silver', currency: 'EUR' });
    await api.admin.put(`/billingprofile/${other}`, { billingPlan: 'gold', currency: 'EUR' });
    const changes = async () =>
      (await move(x, { parent: { id: other } }, '?preview=true')).body.data.effective_billing_changes;
    expect(await changes()).toBe(2);
    await api.admin.put(`/billingprofile/${x}`, { billingPlan: 'bronze' });
    expect(await changes()).toBe(0);
  });
});
