import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createBody as createContact } from '../../src/contacts/contact.examples.js';
import { resourceHistories } from '../../src/organizations/owned-resources.js';
import { faultyFields, useApi, type Answer, type Caller } from '../support/app.js';

type Fields = Record<string, unknown>;

interface Resource {
  /** Path of the GET and of the write. */
  path: string;
  /** The list that contains it. */
  list?: string;
  method: 'PUT' | 'PATCH';
  /** A change of one field. */
  change: Fields;
}

describe('a resource that a GET returned', () => {
  const api = useApi();
  let made = 0;

  /** One of each resource that can be changed, with every field set. */
  const resources: Record<string, () => Promise<Resource>> = {
    organization: async () => {
      const name = `Round trip ${++made}`;
      const id = await api.createOrganization({
        parent: 456,
        name,
        ext_reference: name,
        class: { id: 1 },
        status: { id: 1 },
        currency: { id: 2 },
        monthly_cost_limit: 1000,
        cost_limit_thresholds: [50, 100],
        verification_type: { id: 1 },
        verification: '123456789',
      });
      const list = `/organizations?name=${encodeURIComponent(name)}`;
      return { path: `/organizations/${id}`, list, method: 'PATCH', change: { name: 'Changed' } };
    },
    contact: async () => {
      const id = await api.createOrganization();
      const { body } = await api.admin.post(`/organizations/${id}/contacts`, {
        ...createContact,
        title: 'Dr.',
        department: 'Network operations',
        secondary_address: 'Building 4',
        mobile: '+1-555-765-4321',
      });
      const list = `/organizations/${id}/contacts`;
      return {
        path: `${list}/${body.data.id as number}`,
        list,
        method: 'PATCH',
        change: { name: 'Changed' },
      };
    },
    domain: async () => {
      const organization = await api.createOrganization();
      const id = await api.createDomain(organization, {
        type: 'alias',
        registrationEnabled: false,
        tlsEnabled: true,
        metadata: { region: 'us-east', weight: 1.5, live: true },
      });
      await api.database.query(
        `insert into domain_usage (domain_id, hour, requests, last_seen_at)
         values ($1, date_trunc('hour', now()), 7, now())`,
        [id],
      );
      const list = `/domains?orgId=org_${organization}`;
      return { path: `/domains/${id}`, list, method: 'PUT', change: { metadata: { changed: true } } };
    },
    orgip: async () => {
      const organization = await api.createOrganization();
      const id = await api.createIp(organization, `2001:db8:${++made}::`, 48, {
        type: 'signaling',
        description: 'Primary PBX',
        allowedPorts: [5060, 5061],
        protocols: ['UDP', 'TLS'],
        shared: true,
      });
      await api.database.query(
        `insert into org_ip_usage (org_ip_id, hour, requests, last_seen_at)
         values ($1, date_trunc('hour', now()), 7, now())`,
        [id],
      );
      const list = `/orgips/org_${organization}`;
      return { path: `/orgips/${id}`, list, method: 'PUT', change: { description: 'Changed' } };
    },
    billingprofile: async () => {
      const path = `/billingprofile/${await api.createOrganization()}`;
      await api.admin.put(path, {
        billingPlan: 'enterprise',
        billingCycle: 'monthly',
        currency: 'USD',
        paymentMethod: 'invoice',
        billingContact: { name: 'John Smith', email: 'billing@company1.com', phone: '+1-555-123-4567' },
        billingAddress: { street: '1 Main St', city: 'NY', state: 'NY', postalCode: '10001', country: 'US' },
        rateCard: { id: 'rc_standard', name: 'Standard' },
        creditLimit: 10000.5,
        currentBalance: -1.25,
        status: 'active',
        // Responses show whole seconds.
        nextBillingDate: '2024-02-01T00:00:00.123+02:00',
      });
      return { path, method: 'PUT', change: { creditLimit: 2 } };
    },
  };

  const document = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
    paths: Record<
      string,
      Record<string, { requestBody?: { content: Record<string, { schema: { $ref: string } }> } }>
    >;
    components: { schemas: Record<string, { properties: Fields }> };
  };
  const templates: Record<string, string> = {
    organization: '/organizations/{id}',
    contact: '/organizations/{id}/contacts/{contactId}',
    domain: '/domains/{id}',
    orgip: '/orgips/{entity}',
    billingprofile: '/billingprofile/{id}',
  };

  /** The fields that the body of a write can change. */
  const writableFields = (type: string, method: string): string[] => {
    const { schema } =
      document.paths[templates[type]!]![method.toLowerCase()]!.requestBody!.content['application/json']!;
    return Object.keys(document.components.schemas[schema.$ref.split('/').at(-1)!]!.properties);
  };
  const history = async (): Promise<number> =>
    Number((await api.database.query<{ count: string }>('select count(*) from audit_entries'))[0]!.count);
  const read = async (path: string, caller: Caller = api.admin): Promise<{ data: Fields; etag: string }> => {
    const { body, headers } = await caller.get(path);
    return { data: body.data as Fields, etag: headers.get('etag')! };
  };
  /** Sends a body that must leave everything as it is. */
  const sendUnchanged = async (
    { path, method }: Resource,
    body: Fields,
    caller: Caller = api.admin,
  ): Promise<void> => {
    const before = await read(path, caller);
    const entries = await history();
    const answer = await caller.send(method, path, body);
    expect([body, answer.status, answer.body.details]).toEqual([body, 200, undefined]);
    expect(answer.body.message).toMatch(/ (updated|saved) successfully$/);
    expect(answer.headers.get('etag')).toBe(before.etag);
    expect(await read(path, caller)).toEqual(before);
    expect(await history()).toBe(entries);
  };

  it('is tested for every kind of resource and every operation that changes one', () => {
    const changing = Object.entries(document.paths)
      .filter(
        ([path, operations]) => path !== '/organizations/{id}/parent' && (operations.put ?? operations.patch),
      )
      .map(([path]) => path)
      // The same service as for /billingprofile/{id}.
      .filter((path) => path !== '/organizations/{id}/billing-profile');
    expect(changing.sort()).toEqual(Object.values(templates).sort());
    // An API key can only be rotated, and the others cannot be changed.
    const unchangeable = ['apikey', 'billingtransaction', 'block', 'costlimitextension', 'costlimitwarning'];
    expect([...resourceHistories().keys()].sort()).toEqual(
      [...Object.keys(resources), ...unchangeable].sort(),
    );
  });

  describe.each(Object.entries(resources))('can be sent back: %s', (type, make) => {
    it('as a whole, and as an item of a list', async () => {
      const resource = await make();
      const { data } = await read(resource.path);
      await sendUnchanged(resource, data);
      if (resource.list === undefined) return;
      const [item] = (await api.admin.get(resource.list)).body.data as Fields[];
      await sendUnchanged(resource, item!);
    });

    it('with a change, which is made', async () => {
      const resource = await make();
      const { data, etag } = await read(resource.path);
      const entries = await history();
      const answer = await api.admin.send(resource.method, resource.path, { ...data, ...resource.change });
      expect([answer.status, answer.body.details]).toEqual([200, undefined]);
      const after = await read(resource.path);
      expect(after.data).toMatchObject(resource.change);
      expect(after.etag).not.toBe(etag);
      expect(await history()).toBe(entries + 1);
    });

    it('field by field, and changes nothing', async () => {
      const resource = await make();
      const { data } = await read(resource.path);
      // PUT of a billing profile replaces it as a whole.
      const rest = type === 'billingprofile' ? data : {};
      for (const [field, value] of Object.entries(data))
        await sendUnchanged(resource, { ...rest, [field]: value });
      await sendUnchanged(resource, rest);
    });

    it('but not with another value of a read-only field', async () => {
      const resource = await make();
      const { data } = await read(resource.path);
      const writable = writableFields(type, resource.method);
      const readOnly = Object.keys(data).filter((field) => !writable.includes(field));
      expect(readOnly.length).toBeGreaterThan(1);
      for (const field of readOnly) {
        const answer = await api.admin.send(resource.method, resource.path, {
          ...data,
          [field]: different(data[field]),
        });
        expect([field, answer.status, answer.body.code]).toEqual([field, 400, 'validation_failed']);
        expect(answer.body.details).toEqual([{ field, message: expect.stringMatching(/^is read-only: /) }]);
      }
      expect((await read(resource.path)).data).toEqual(data);
    });

    it('but not with an unknown field, at any level', async () => {
      const resource = await make();
      const { data } = await read(resource.path);
      const send = (body: Fields): Promise<Answer> => api.admin.send(resource.method, resource.path, body);
      const refused = await send({ ...data, nonsense: 1 });
      expect([refused.status, refused.body.details]).toEqual([
        400,
        [{ field: 'nonsense', message: 'is not a known field' }],
      ]);
      for (const [field, value] of Object.entries(data)) {
        if (typeof value !== 'object' || Array.isArray(value) || field === 'metadata') continue;
        const answer = await send({ ...data, [field]: { ...value, nonsense: 1 } });
        expect([field, answer.status]).toEqual([field, 400]);
        expect(faultyFields(answer)[0]).toMatch(new RegExp(`^${field}`));
      }
    });

    it('but not with another description of a reference', async () => {
      const resource = await make();
      const { data } = await read(resource.path);
      const writable = writableFields(type, resource.method);
      for (const [field, value] of Object.entries(data)) {
        // A relation and a rate card are not references, although they have ids.
        if (!isReference(value) || !writable.includes(field) || ['relation', 'rateCard'].includes(field))
          continue;
        for (const name of Object.keys(value)) {
          if (name === 'id') continue;
          const answer = await api.admin.send(resource.method, resource.path, {
            [field]: { ...value, [name]: different(value[name]) },
          });
          expect([answer.status, faultyFields(answer)]).toEqual([400, [`${field}.${name}`]]);
          expect(answer.body.details[0].message).toMatch(
            /^must be ".*", as in \/lookups\/.*, or be left out$/,
          );
        }
        const other = await api.admin.send(resource.method, resource.path, {
          [field]: { id: value.id, code: 'x' },
        });
        expect([other.status, faultyFields(other)]).toEqual([400, [`${field}.code`]]);
      }
    });
  });

  it('keeps its read-only values only as they are when the write begins to change it', async () => {
    const resource = await resources.organization!();
    const { data } = await read(resource.path);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => api.admin.patch(resource.path, { ...data, name: `Writer ${n}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect([answer.status, faultyFields(answer)]).toEqual([400, ['updated']]);
  });

  it('can have its times in another form, and null for what is missing', async () => {
    const resource = await resources.domain!();
    await sendUnchanged(resource, {
      createdAt: String((await read(resource.path)).data.createdAt).replace('Z', '.000+00:00'),
    });
    const id = await api.createOrganization();
    await sendUnchanged(
      { path: `/organizations/${id}`, method: 'PATCH', change: {} },
      { monthly_cost_limit: null, verification_type: null, verification: null },
    );
  });

  it('can have its values in another spelling', async () => {
    const domain = await resources.domain!();
    const { data } = await read(domain.path);
    await sendUnchanged(domain, {
      domain: String(data.domain).toUpperCase(),
      orgId: String(data.orgId).slice('org_'.length),
      metadata: Object.fromEntries(Object.entries(data.metadata as Fields).reverse()),
    });
    const ip = await resources.orgip!();
    await sendUnchanged(ip, { ipAddress: String((await read(ip.path)).data.ipAddress).toUpperCase() });
  });

  it('has references that a create takes, if they are right', async () => {
    const create = (fields: Fields): Promise<Answer> =>
      api.admin.post('/organizations', { name: 'x', type: { id: 4 }, country: { id: 74 }, ...fields });
    const { data } = await read('/organizations/456');
    const { type, country, currency } = data;
    expect((await create({ type, country, currency, relation: null })).status).toBe(201);
    const wrong = await create({ country: { id: 74, name: 'France' } });
    expect([wrong.status, wrong.body.details]).toEqual([
      400,
      [
        {
          field: 'country.name',
          message: 'must be "Germany", as in /lookups/countries/74, or be left out',
        },
      ],
    ]);
    const unknown = await create({ country: { id: 9999, name: 'Germany' } });
    expect([unknown.status, faultyFields(unknown)]).toEqual([422, ['country']]);
    const relation = await api.admin.patch('/organizations/456', {
      relation: { type: { id: 0, description: 'x' } },
    });
    expect([relation.status, faultyFields(relation)]).toEqual([400, ['relation.type.description']]);
  });

  it('is not accepted in place of one that was deleted', async () => {
    const { path } = await resources.billingprofile!();
    const { data } = await read(path);
    await api.admin.delete(path);
    const refused = await api.admin.put(path, data);
    expect([refused.status, faultyFields(refused)]).toEqual([400, ['createdAt']]);
    const { createdAt: _, ...rest } = data;
    expect((await api.admin.put(path, rest)).status).toBe(200);
  });

  it('can have an earlier usage by calls, but no later one', async () => {
    const resource = await resources.domain!();
    const { data } = await read(resource.path);
    await api.database.query(
      `update domain_usage set requests = requests + 5, last_seen_at = last_seen_at + interval '1 minute'`,
    );
    expect((await api.admin.put(resource.path, data)).status).toBe(200);
    const later = await api.admin.put(resource.path, { lastSeenAt: '2100-01-01T00:00:00Z' });
    expect([later.status, faultyFields(later)]).toEqual([400, ['lastSeenAt']]);
    const unused = await api.createDomain(456);
    const invented = await api.admin.put(`/domains/${unused}`, { requestsLast24h: 1 });
    expect([invented.status, faultyFields(invented)]).toEqual([400, ['requestsLast24h']]);
  });

  it('keeps a realm that follows the domain name', async () => {
    const path = `/domains/${await api.createDomain(456)}`;
    const { data } = await read(path);
    await api.admin.put(path, { sipRealm: data.sipRealm, tlsEnabled: true });
    await api.admin.put(path, { domain: 'followed.example.org' });
    expect((await read(path)).data.sipRealm).toBe('followed.example.org');
    // The body of a GET with another name has the realm of the former name.
    await api.admin.put(path, { ...(await read(path)).data, domain: 'renamed.example.org' });
    expect((await read(path)).data.sipRealm).toBe('renamed.example.org');
  });

  it('is accepted from a caller that may not change all of its fields', async () => {
    const id = await api.createOrganization({ monthly_cost_limit: 5 });
    const own: Resource = { path: `/organizations/${id}`, method: 'PATCH', change: {} };
    const { data } = await read(own.path, api.manager(id));
    await sendUnchanged(own, data, api.manager(id));
    const reserved = await api
      .manager(id)
      .patch(own.path, { ...data, status: { id: 1 }, monthly_cost_limit: 6 });
    expect([reserved.status, reserved.body.code, faultyFields(reserved)]).toEqual([
      403,
      'own_organization',
      ['monthly_cost_limit', 'status'],
    ]);
    const ip = await resources.orgip!();
    const organization = Number(String((await read(ip.path)).data.orgId).slice('org_'.length));
    await sendUnchanged(ip, (await read(ip.path)).data, api.manager(organization));
    const unshared = await api.manager(organization).put(ip.path, { shared: false });
    expect([unshared.status, unshared.body.code]).toEqual([403, 'shared_requires_admin']);
  });

  it('has a relation that a move takes, and a move to the present place changes nothing', async () => {
    const id = await api.createOrganization({ parent: 456 });
    const path = `/organizations/${id}/parent`;
    const before = await read(`/organizations/${id}`);
    const { relation } = before.data as { relation: { parent: Fields; type: Fields } };
    const entries = await history();
    for (const body of [
      { parent: relation.parent },
      { parent: relation.parent, relation, expected_parent: relation.parent },
    ]) {
      const answer = await api.admin.put(path, body);
      expect([answer.status, answer.body.message]).toEqual([200, 'Organization moved successfully']);
    }
    expect(await read(`/organizations/${id}`)).toEqual(before);
    expect(await history()).toBe(entries);
    for (const [body, field] of [
      [{ parent: { id: 789, name: 'Not its name' } }, 'parent.name'],
      [{ parent: { id: 789 }, expected_parent: { id: 456, name: 'Not its name' } }, 'expected_parent.name'],
      [{ parent: { id: 789 }, relation: { ...relation, id: -1 } }, 'relation.id'],
      [{ parent: { id: 789 }, relation: { type: { id: 0, description: 'x' } } }, 'relation.type.description'],
    ] as const) {
      const refused = await api.admin.put(path, body);
      expect([refused.status, faultyFields(refused)]).toEqual([400, [field]]);
    }
  });
});

function isReference(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && 'id' in value;
}

/** Another value of the same type. */
function different(value: unknown): unknown {
  if (typeof value === 'number') return -1;
  if (typeof value === 'object') return { ...value, id: -1 };
  const text = value as string;
  return /^\d{4}-\d\d-\d\dT/.test(text) ? text.replace(/^\d{4}/, '2099') : `${text}x`;
}
