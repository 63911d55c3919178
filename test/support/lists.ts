import type { TestApi } from './app.js';
import { until } from './eventually.js';

export interface List {
  path: string;
  /** Values of each filter that several items match, as text. */
  filters: Record<string, string[]>;
  /** Values of filters that at most one item matches, so that there is no next page. */
  unique?: Record<string, string[]>;
}

const NAME = 'Who is it? 100% of a/b & c+d=e: ~(ü), 😀*!';
const LONG_AGO = ['2020-01-01T00:00:00+00:00', '2020-01-01t00:00:00.123456789z'];
const LATER = ['2100-01-01T00:00:00+0000'];

/** Creates several items for every list of the API. Returns the lists by their operation in the OpenAPI document. */
export async function createLists(api: TestApi): Promise<Record<string, List>> {
  const fields = { name: NAME, class: { id: 0 } };
  const owner = await api.createOrganization(fields);
  const orgId = `org_${owner}`;
  const child = await api.createOrganization({ ...fields, parent: owner, ext_reference: NAME });
  await api.createOrganization({ ...fields, parent: child, ext_reference: NAME });
  await api.createOrganization({ ...fields, parent: owner });

  let number = 0;
  for (const status of ['active', 'inactive', 'suspended'])
    for (const type of ['primary', 'alias']) {
      const id = await api.createDomain(owner, { type });
      await api.admin.put(`/domains/${id}`, { status });
    }
  await api.admin.put('/domains/made-1', { sipRealm: 'realm.example.org' });
  for (const status of ['active', 'inactive'])
    for (const type of ['signaling', 'media', 'both']) {
      const id = await api.createIp(owner, '198.18.0.0', 16 + number++, { type });
      await api.admin.put(`/orgips/${id}`, { status });
    }
  for (const name of ['one', 'two']) {
    await api.admin.post(`/organizations/${owner}/contacts`, { name, type: { id: 6 } });
    await api.admin.post('/apikeys', { name, role: 'viewer', orgId });
  }
  await api.admin.put(`/billingprofile/${owner}`, { billingPlan: 'one' });
  await api.admin.put(`/billingprofile/${owner}`, { billingPlan: 'two' });

  await api.admin.patch(`/organizations/${owner}`, { monthly_cost_limit: 10, cost_limit_thresholds: [1, 2] });
  await api.admin.put(`/billingprofile/${owner}`, { currency: 'EUR', creditLimit: 1, currentBalance: 0 });
  const charge = (amount: string) => ({
    id: `${orgId}-${number++}`,
    ...{ orgId, amount, currency: 'EUR', occurredAt: new Date().toISOString(), category: NAME },
  });
  const charges = [charge('1'), charge('9')];
  await api.admin.post('/charges', { charges });
  for (const amount of [1, 2]) {
    await api.admin.post(`/organizations/${owner}/billing-transactions`, { type: 'payment', amount });
    await api.admin.post(`/organizations/${owner}/cost-limit-extensions`, { amount, reason: NAME });
  }
  await api.database.query(
    `insert into emergency_calls (time, organization_id, calls)
     select now() - n * interval '1 minute', $1, 1 from generate_series(1, 2) n`,
    [owner],
  );
  // They are recorded a moment later.
  const recorded = `/audit?orgId=${orgId}&resourceType=costlimitwarning`;
  await until(async () => (await api.admin.get(recorded)).body.meta.total === 2);

  const organizations = { name: [NAME], status: ['0'], type: ['4'], class: ['0'], country: ['74'] };
  const ips = {
    type: ['signaling', 'media', 'both'],
    status: ['active', 'inactive'],
    ipAddress: ['198.18.0.1'],
  };
  return {
    listDomains: {
      path: '/domains',
      filters: { orgId: [orgId], type: ['primary', 'alias'], status: ['active', 'inactive', 'suspended'] },
      unique: { domain: ['made-1.example.org'] },
    },
    listOrgIps: { path: '/orgips/index', filters: { ...ips, orgId: [orgId] } },
    getOrgIp: { path: `/orgips/${orgId}`, filters: ips },
    listOrganizations: { path: '/organizations', filters: { ...organizations, ext_reference: [NAME] } },
    listOrganizationChildren: {
      path: `/organizations/${owner}/children`,
      filters: organizations,
      unique: { ext_reference: [NAME] },
    },
    listOrganizationDescendants: {
      path: `/organizations/${owner}/descendants`,
      filters: { ...organizations, ext_reference: [NAME], depth: ['1', '2'] },
    },
    listCharges: {
      path: `/organizations/${owner}/charges`,
      filters: { since: LONG_AGO, until: LATER, own: ['true', 'false'], category: [NAME] },
      unique: { id: [charges[0]!.id] },
    },
    listBillingTransactions: { path: `/organizations/${owner}/billing-transactions`, filters: {} },
    listCostLimitExtensions: { path: `/organizations/${owner}/cost-limit-extensions`, filters: {} },
    listEmergencyCalls: {
      path: '/routing/emergency-calls',
      filters: { orgId: [orgId], since: LONG_AGO, until: LATER },
    },
    listContacts: { path: `/organizations/${owner}/contacts`, filters: { type: ['6'] } },
    listApiKeys: { path: '/apikeys', filters: { orgId: [orgId] } },
    listAuditEntries: {
      path: '/audit',
      filters: {
        orgId: [orgId],
        actor: ['tester'],
        resourceType: ['apikey', 'billingprofile', 'contact', 'domain', 'organization', 'orgip'],
        since: LONG_AGO,
        until: LATER,
        at: LATER,
        ipAddress: ['198.18.0.1'],
        resourceId: ['made-1'],
      },
    },
  };
}
