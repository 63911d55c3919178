import { beforeAll, describe, expect, it } from '@jest/globals';
import { bearer, useApi, type TestApi } from '../../support/app.js';

/** Part of every name in a target: a response that contains it shows the target. */
const MARK = 'nightingale';

type Target = Awaited<ReturnType<typeof makeTarget>>;

let made = 0;

/** Creates an organization below `parent`, which can be given one resource of each kind. */
async function makeTarget(api: TestApi, parent: number) {
  const id = await api.createOrganization({ name: MARK, parent });
  const orgId = `org_${id}`;
  const number = ++made;
  const create = async (path: string, body: object) => (await api.admin.post(path, body)).body.data.id;
  return {
    id,
    orgId,
    number,
    contact: once<number>(() => create(`/organizations/${id}/contacts`, { name: MARK, type: { id: 6 } })),
    domain: once(() => api.createDomain(id, { domain: `${MARK}-${number}.example.org` })),
    ip: once(() => api.createIp(id, addressOf(number), 32, { description: MARK })),
    key: once<string>(() => create('/apikeys', { name: MARK, role: 'viewer', orgId })),
    profile: once(() => api.admin.put(`/billingprofile/${id}`, { billingPlan: MARK })),
    account: once(() => api.admin.put(`/billingprofile/${id}`, { currentBalance: 0 })),
    costLimit: once(() => api.admin.patch(`/organizations/${id}`, { monthly_cost_limit: 10 })),
    sibling: once(() => api.createOrganization({ name: MARK, parent })),
    deleted: once(async () => {
      const deleted = await api.createOrganization({ name: MARK, parent });
      await api.admin.delete(`/organizations/${deleted}`);
      return deleted;
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= make());
}

function addressOf(number: number): string {
  return `198.18.${number >> 8}.${number & 255}`;
}

interface Filled {
  path?: Record<string, string | number>;
  query?: string;
  body?: object;
}

type Request = (target: Target) => Filled | Promise<Filled>;

type Route = {
  /** A valid request for the target, by default without parameters. */
  request?: Request;
  done?: 200 | 201;
  /** Whether a write leaves no entry in the history. */
  unrecorded?: true;
  /** The outcome for an administrator, if the route needs the caller's own organization. */
  adminWithoutOrganization?: string;
} & (
  | { level: 'public' | 'admin' | 'edge' | 'rating' }
  | {
      level: 'tenant-read' | 'tenant-manage' | 'tenant-write';
      /**
       * The outcome for a manager of another tenant: `unrelated` does not depend on the target, `others` shows everything
       * but the target and its resources.
       */
      otherTenant: 'unrelated' | 'others' | `${404 | 422} ${string}`;
    }
);

const noOrganization = '404 organization_not_found';
const unknownOrganization = '422 organization_unknown';
const noContact = '404 contact_not_found';
const noDomain = '404 domain_not_found';
const noIp = '404 ip_not_found';
const noKey = '404 api_key_not_found';

const organization = ({ id }: Target): Filled => ({ path: { id } });
const contact: Request = async (target) => ({ path: { id: target.id, contactId: await target.contact() } });
const domain: Request = async (target) => ({ path: { id: await target.domain() } });
const ip: Request = async (target) => ({ path: { entity: await target.ip() } });
const key: Request = async (target) => ({ path: { id: await target.key() } });
const profile: Request = async (target) => {
  await target.profile();
  return organization(target);
};
const everything: Request = async (target) => {
  await Promise.all([target.domain(), target.ip(), target.key()]);
  return {};
};
const everythingOfIt: Request = async (target) => {
  await everything(target);
  return { query: `?orgId=${target.orgId}` };
};
const withBody =
  (request: Request, body: object): Request =>
  async (target) => ({ ...(await request(target)), body });

const lookups: Route = { level: 'tenant-read', otherTenant: 'unrelated' };
const lookup: Route = { ...lookups, request: () => ({ path: { id: 1 } }) };

/** By operationId. Words after a space distinguish two requests to one operation. */
const table: Record<string, Route> = {
  getLiveness: { level: 'public' },
  getReadiness: { level: 'public' },

  listLookups: lookups,
  listOrganizationStatuses: lookups,
  getOrganizationStatus: lookup,
  listOrganizationTypes: lookups,
  getOrganizationType: lookup,
  listOrganizationClasses: lookups,
  getOrganizationClass: lookup,
  listRelationTypes: lookups,
  getRelationType: lookup,
  listVerificationTypes: lookups,
  getVerificationType: lookup,
  listContactTypes: lookups,
  getContactType: lookup,
  listCountries: lookups,
  getCountry: lookup,
  listCurrencies: lookups,
  getCurrency: lookup,

  listOrganizations: { level: 'tenant-read', otherTenant: 'others' },
  getMyOrganization: {
    level: 'tenant-read',
    otherTenant: 'unrelated',
    adminWithoutOrganization: '404 no_own_organization',
  },
  getOrganization: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  getOrganizationParent: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  listOrganizationAncestors: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  listOrganizationChildren: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  listOrganizationDescendants: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  getOrganizationTree: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  createOrganization: {
    level: 'tenant-write',
    otherTenant: unknownOrganization,
    request: ({ id }) => ({
      body: { name: MARK, type: { id: 4 }, country: { id: 74 }, relation: { parent: { id } } },
    }),
    done: 201,
  },
  updateOrganization: {
    level: 'tenant-write',
    otherTenant: noOrganization,
    request: withBody(organization, { status: { id: 1 } }),
  },
  moveOrganization: {
    level: 'tenant-write',
    otherTenant: noOrganization,
    request: async (target) => ({
      ...organization(target),
      body: { parent: { id: await target.sibling() } },
    }),
  },
  deleteOrganization: { level: 'tenant-write', otherTenant: noOrganization, request: organization },
  restoreOrganization: {
    level: 'admin',
    request: async (target) => ({ path: { id: await target.deleted() } }),
  },

  listContacts: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  getContact: { level: 'tenant-read', otherTenant: noContact, request: contact },
  createContact: {
    level: 'tenant-write',
    otherTenant: noOrganization,
    request: withBody(organization, { name: MARK, type: { id: 6 } }),
    done: 201,
  },
  updateContact: {
    level: 'tenant-write',
    otherTenant: noContact,
    request: withBody(contact, { city: 'Bonn' }),
  },
  deleteContact: { level: 'tenant-write', otherTenant: noContact, request: contact },

  listDomains: { level: 'tenant-read', otherTenant: 'others', request: everything },
  'listDomains of the target': { level: 'tenant-read', otherTenant: 'others', request: everythingOfIt },
  getDomain: { level: 'tenant-read', otherTenant: noDomain, request: domain },
  createDomain: {
    level: 'tenant-write',
    otherTenant: unknownOrganization,
    request: ({ orgId, number }) => ({
      path: { id: `${MARK}-${number}` },
      body: { domain: `${MARK}-${number}.example.org`, orgId },
    }),
    done: 201,
  },
  updateDomain: {
    level: 'tenant-write',
    otherTenant: noDomain,
    request: withBody(domain, { status: 'inactive' }),
  },
  deleteDomain: { level: 'tenant-write', otherTenant: noDomain, request: domain },

  listOrgIps: { level: 'tenant-read', otherTenant: 'others', request: everything },
  'listOrgIps of the target': { level: 'tenant-read', otherTenant: 'others', request: everythingOfIt },
  getOrgIp: { level: 'tenant-read', otherTenant: noIp, request: ip },
  'getOrgIp of the target': {
    level: 'tenant-read',
    otherTenant: noOrganization,
    request: ({ orgId }) => ({ path: { entity: orgId } }),
  },
  createOrgIp: {
    level: 'tenant-write',
    otherTenant: unknownOrganization,
    request: ({ orgId, number }) => ({
      path: { entity: orgId },
      body: { orgId, ipAddress: addressOf(number), description: MARK },
    }),
    done: 201,
  },
  updateOrgIp: { level: 'tenant-write', otherTenant: noIp, request: withBody(ip, { status: 'inactive' }) },
  deleteOrgIp: { level: 'tenant-write', otherTenant: noIp, request: ip },

  getOwnBillingProfile: {
    level: 'tenant-read',
    otherTenant: 'unrelated',
    adminWithoutOrganization: '404 no_own_organization',
  },
  getBillingProfile: { level: 'admin', request: profile },
  getEffectiveBillingProfile: { level: 'admin', request: profile },
  setBillingProfile: { level: 'admin', request: withBody(organization, { billingPlan: MARK }) },
  deleteBillingProfile: { level: 'admin', request: profile },
  getCustomerBillingProfile: { level: 'tenant-manage', otherTenant: noOrganization, request: profile },
  setCustomerBillingProfile: {
    level: 'tenant-write',
    otherTenant: noOrganization,
    request: withBody(organization, { billingPlan: MARK }),
  },
  listBillingTransactions: { level: 'tenant-manage', otherTenant: noOrganization, request: organization },
  createBillingTransaction: {
    level: 'tenant-write',
    otherTenant: noOrganization,
    request: async (target) => {
      await target.account();
      return { ...organization(target), body: { type: 'payment', amount: 1, reference: MARK } };
    },
    done: 201,
  },

  recordCharges: {
    level: 'rating',
    request: ({ orgId, number }) => ({
      body: {
        charges: [
          { id: `${number}`, orgId, amount: 1, currency: 'EUR', occurredAt: new Date().toISOString() },
        ],
      },
    }),
    unrecorded: true,
  },
  listCharges: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  getSpend: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  listSpendMonths: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  extendCostLimit: {
    level: 'tenant-write',
    otherTenant: noOrganization,
    request: async (target) => {
      await target.costLimit();
      return { ...organization(target), body: { amount: 1, reason: MARK } };
    },
    done: 201,
  },
  listCostLimitExtensions: { level: 'tenant-read', otherTenant: noOrganization, request: organization },
  listEmergencyCalls: { level: 'tenant-read', otherTenant: 'unrelated' },

  listApiKeys: { level: 'tenant-manage', otherTenant: 'others', request: everything },
  'listApiKeys of the target': { level: 'tenant-manage', otherTenant: 'others', request: everythingOfIt },
  getApiKey: { level: 'tenant-manage', otherTenant: noKey, request: key },
  createApiKey: {
    level: 'tenant-write',
    otherTenant: unknownOrganization,
    request: ({ orgId }) => ({ body: { name: MARK, role: 'viewer', orgId } }),
    done: 201,
  },
  rotateApiKey: { level: 'tenant-write', otherTenant: noKey, request: withBody(key, { overlapSeconds: 0 }) },
  revokeApiKey: { level: 'tenant-write', otherTenant: noKey, request: key },

  getRoutingDecision: {
    level: 'edge',
    request: async (target) => {
      await Promise.all([target.domain(), target.ip()]);
      return { query: `?ip=${addressOf(target.number)}&domain=${MARK}-${target.number}.example.org` };
    },
  },
  getRoutingDomain: {
    level: 'edge',
    request: async (target) => {
      await target.domain();
      return { path: { domain: `${MARK}-${target.number}.example.org` } };
    },
  },
  getRoutingIp: {
    level: 'edge',
    request: async (target) => {
      await target.ip();
      return { path: { ip: addressOf(target.number) } };
    },
  },

  listAuditEntries: { level: 'tenant-read', otherTenant: 'others', request: everything },
  'listAuditEntries of the target': { level: 'tenant-read', otherTenant: 'others', request: everythingOfIt },
};

const rows = Object.entries(table).map(([row, route]) => ({ row, route, operationId: row.split(' ')[0]! }));

/** The callers with their roles. The targets are below the organization of the manager, the viewer or the suspended caller. */
const callers = {
  admin: 'admin',
  manager: 'manager',
  viewer: 'viewer',
  edge: 'edge',
  rating: 'rating',
  otherTenant: 'manager',
  suspended: 'manager',
  deleted: 'manager',
  anonymous: undefined,
} as const;
type CallerName = keyof typeof callers;
const names = Object.keys(callers) as CallerName[];
const identified = names.filter((name) => name !== 'anonymous');

const admitted: Record<Route['level'], readonly unknown[]> = {
  public: [],
  admin: ['admin'],
  'tenant-read': ['admin', 'manager', 'viewer'],
  'tenant-manage': ['admin', 'manager'],
  'tenant-write': ['admin', 'manager'],
  edge: ['admin', 'edge'],
  rating: ['admin', 'rating'],
};

function expectedOutcome(route: Route, caller: CallerName): string {
  const done = String(route.done ?? 200);
  if (route.level === 'public') return done;
  if (caller === 'deleted' || caller === 'anonymous') return '401 unauthenticated';
  if (!admitted[route.level].includes(callers[caller])) return '403 insufficient_permissions';
  if (caller === 'suspended' && route.level === 'tenant-write') return '403 organization_suspended';
  if (caller === 'otherTenant' && 'otherTenant' in route && /^\d/.test(route.otherTenant))
    return route.otherTenant;
  if (caller === 'admin') return route.adminWithoutOrganization ?? done;
  return done;
}

describe('every route', () => {
  const api = useApi();
  const operations = new Map<string, { method: string; path: string; level: string }>();
  const tokens = new Map<CallerName, Record<string, string>>([['anonymous', {}]]);
  const keys = new Map<CallerName, Record<string, string>>();
  let suspended: number;
  /** For requests that only read, or that are refused. */
  let standing: { below: Target; belowSuspended: Target };
  let cells = 0;

  const equip = async (caller: CallerName, organizationId?: number): Promise<void> => {
    const role = callers[caller];
    const orgId = organizationId && `org_${organizationId}`;
    const { body } = await api.admin.post('/apikeys', { name: caller, role, orgId: orgId ?? null });
    tokens.set(caller, { Authorization: bearer({ role, org: orgId }) });
    keys.set(caller, { 'X-API-Key': body.data.secret as string });
  };

  beforeAll(async () => {
    const { paths } = (await (await fetch(`${api.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; 'x-access-level': string }>>;
    };
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { operationId, 'x-access-level': level }] of Object.entries(methods))
        operations.set(operationId, { method: method.toUpperCase(), path, level });

    suspended = await api.createOrganization({ status: { id: 1 } });
    await api.admin.put(`/billingprofile/${suspended}`, { billingPlan: 'starter' });
    const deleted = await api.createOrganization();
    const organizations = { manager: 456, viewer: 456, otherTenant: 789, suspended, deleted };
    for (const caller of identified) await equip(caller, organizations[caller as keyof typeof organizations]);
    await api.admin.delete(`/organizations/${deleted}`);
    standing = { below: await makeTarget(api, 456), belowSuspended: await makeTarget(api, suspended) };
  });

  const targetFor = (caller: CallerName, changes: boolean): Target | Promise<Target> => {
    if (changes) return makeTarget(api, caller === 'suspended' ? suspended : 456);
    return caller === 'suspended' ? standing.belowSuspended : standing.below;
  };

  const lastWrite = async (): Promise<unknown> =>
    (await api.database.query('select max(id) as last from audit_entries'))[0]!.last;

  const faultsOf = async (
    { route, operationId }: (typeof rows)[number],
    caller: CallerName,
    credentials: Record<string, string>,
  ): Promise<string[]> => {
    const { method, path } = operations.get(operationId)!;
    const expected = expectedOutcome(route, caller);
    const target = await targetFor(caller, method !== 'GET' && /^2/.test(expected));
    const filled = (await route.request?.(target)) ?? {};
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => String(filled.path![name]));
    const before = await lastWrite();
    const { status, body } = await api.anonymous.send(
      method,
      url + (filled.query ?? ''),
      filled.body,
      credentials,
    );
    const wrote = (await lastWrite()) !== before;

    const done = status < 400;
    const outcome = done ? String(status) : `${status} ${body.code as string}`;
    const text = JSON.stringify(body);
    const shown = text.includes(MARK) || text.includes(target.orgId);
    const faults: string[] = [];
    if (outcome !== expected) faults.push(`${outcome} instead of ${expected}`);
    if (wrote !== (done && method !== 'GET' && !route.unrecorded))
      faults.push(wrote ? 'has written' : 'has not written');
    if (shown && (caller === 'otherTenant' || !done)) faults.push(`tells of the target: ${text}`);
    // Otherwise it proves nothing that another tenant does not see the target.
    if (
      !shown &&
      done &&
      caller !== 'otherTenant' &&
      'otherTenant' in route &&
      route.otherTenant === 'others'
    )
      faults.push(`does not tell of the target: ${text}`);
    return faults;
  };

  const wrongCells = async (caller: CallerName, credentials: Record<string, string>): Promise<string[]> => {
    const wrong: string[] = [];
    for (const row of rows) {
      cells++;
      const faults = await faultsOf(row, caller, credentials).catch((error: unknown) => [String(error)]);
      wrong.push(...faults.map((fault) => `${row.row} as ${caller}: ${fault}`));
    }
    return wrong;
  };

  it('is in the table, with the access level of its declaration', () => {
    const placed = new Set(rows.map(({ operationId, route }) => `${operationId}: ${route.level}`));
    const declared = [...operations].map(([operationId, { level }]) => `${operationId}: ${level}`);
    expect([...placed].sort()).toEqual(declared.sort());
  });

  it.each(names)('gives each caller the expected outcome: %s', async (caller) => {
    expect(await wrongCells(caller, tokens.get(caller)!)).toEqual([]);
  });

  it.each(identified)('gives an API key the outcome of a token: %s', async (caller) => {
    expect(await wrongCells(caller, keys.get(caller)!)).toEqual([]);
  });

  it('was called by every caller', () => {
    expect(cells).toBe(rows.length * names.length + rows.length * identified.length);
  });
});
