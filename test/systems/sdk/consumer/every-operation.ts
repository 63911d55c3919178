import { operations, type OperationId, type OrganizationsClient } from 'organizations-api-client';
import { expect } from './expect.js';

interface Callers {
  admin: OrganizationsClient;
  /** The manager of the organization 456. */
  manager: OrganizationsClient;
}

/** Calls every operation with a tenant of its own beside the demo data, and fails where one is left out. */
export async function callEveryOperation(callers: Callers): Promise<void> {
  const called = new Set<string | symbol>();
  const [admin, manager] = [callers.admin, callers.manager].map(
    (client) =>
      new Proxy(client, {
        get(target, name) {
          called.add(name);
          return Reflect.get(target, name) as unknown;
        },
      }),
  ) as [OrganizationsClient, OrganizationsClient];

  const { data: own, etag } = await manager.getMyOrganization();
  expect('a manager has an organization', own.id === 456 && etag.length > 0);
  const id = await organizations(admin);
  await hierarchy(admin, id);
  await contacts(admin, id);
  await lookups(admin);
  await domainsAndRouting(admin, id);
  await ips(admin, id);
  await billing(admin, manager, id);
  await charges(admin, id);
  await apiKeys(admin, id);
  await ending(admin, id);
  const uncalled = (Object.keys(operations) as OperationId[]).filter((name) => !called.has(name));
  expect(`every operation is called, also ${uncalled.join(', ')}`, uncalled.length === 0);
}

async function organizations(admin: OrganizationsClient): Promise<string> {
  const body = { name: 'Branch office', type: { id: 4 }, country: { id: 74 } };
  const { data: created } = await admin.createOrganization({ body });
  const id = String(created.id);
  const { data, etag } = await admin.getOrganization({ id });
  expect('a new organization is there', data.name === 'Branch office');
  const { data: updated } = await admin.updateOrganization({ id, ifMatch: etag, body: { name: 'Branch' } });
  expect('an organization is renamed', updated.name === 'Branch');
  const page = await admin.listOrganizations({ name: 'Branch', limit: 10 });
  expect('a list finds it', page.data.some((found) => String(found.id) === id) && page.meta.limit === 10);
  return id;
}

async function hierarchy(admin: OrganizationsClient, id: string): Promise<void> {
  const body = { parent: { id: 456 } };
  const preview = await admin.moveOrganization({ id, preview: true, body });
  expect('a preview moves nothing', 'organizations' in preview.data && preview.data.organizations === 1);
  const moved = await admin.moveOrganization({ id, body });
  expect('an organization is moved', 'name' in moved.data);
  const { data: parent, etag } = await admin.getOrganizationParent({ id });
  expect('it has a parent', JSON.stringify(parent).includes('456') && etag.length > 0);
  const { data: ancestors } = await admin.listOrganizationAncestors({ id });
  expect(
    'it has ancestors',
    ancestors.some((ancestor) => ancestor.id === 456),
  );
  const isBelow = async (list: AsyncIterable<{ id: number }>): Promise<boolean> => {
    for await (const organization of list) if (String(organization.id) === id) return true;
    return false;
  };
  expect('it is a child', await isBelow(admin.listOrganizationChildren({ id: '456', limit: 1 })));
  expect('it is a descendant', await isBelow(admin.listOrganizationDescendants({ id: '456', limit: 1 })));
  const { data: tree } = await admin.getOrganizationTree({ id: '456', depth: 1 });
  expect('it is in the tree', JSON.stringify(tree).includes('"Branch"'));
}

async function contacts(admin: OrganizationsClient, id: string): Promise<void> {
  const body = { type: { id: 6 }, name: 'John Smith', email: 'billing@company1.com' };
  const { data: contact, etag } = await admin.createContact({ id, body });
  const contactId = contact.id;
  const kept = await admin.getContact({ id, contactId, ifNoneMatch: etag });
  expect('what is kept is still true', kept.notModified);
  const changed = await admin.updateContact({ id, contactId, ifMatch: etag, body: { title: null } });
  expect('a contact is changed', changed.data.title === undefined);
  const list = await admin.listContacts({ id });
  expect('a contact is listed', list.data.length === 1 && list.meta.total === 1);
  const { data: deleted } = await admin.deleteContact({ id, contactId });
  expect('a contact is deleted', deleted.id === contactId);
}

async function lookups(admin: OrganizationsClient): Promise<void> {
  const { data: all, etag } = await admin.listLookups();
  expect('all lookups are there', all.countries.length > 200);
  expect('they are the same again', (await admin.listLookups({ ifNoneMatch: etag })).notModified);
  const pairs = [
    [admin.listOrganizationStatuses, admin.getOrganizationStatus],
    [admin.listOrganizationTypes, admin.getOrganizationType],
    [admin.listOrganizationClasses, admin.getOrganizationClass],
    [admin.listRelationTypes, admin.getRelationType],
    [admin.listVerificationTypes, admin.getVerificationType],
    [admin.listContactTypes, admin.getContactType],
    [admin.listCountries, admin.getCountry],
    [admin.listCurrencies, admin.getCurrency],
  ] as const;
  for (const [list, get] of pairs) {
    const first = (await list()).data[0]!;
    const { data, etag } = await get({ id: first.id });
    expect(
      'a lookup is what the list says',
      etag.length > 0 && JSON.stringify(data) === JSON.stringify(first),
    );
  }
}

async function domainsAndRouting(admin: OrganizationsClient, organization: string): Promise<void> {
  const id = 'dom_branch';
  const domain = 'branch.voip.example.com';
  const metadata = { region: 'us-east', priority: 1, test: true };
  const created = await admin.createDomain({ id, body: { domain, orgId: `org_${organization}`, metadata } });
  expect('a domain is created', created.message === 'Domain mapping created successfully');
  const { data, etag } = await admin.getDomain({ id });
  expect('its metadata are read', data.metadata?.priority === 1 && data.metadata.test === true);
  const written = await admin.updateDomain({ id, ifMatch: etag, body: { tlsEnabled: true } });
  expect('a write has the next ETag', written.data.tlsEnabled && written.etag !== etag);
  const { data: found } = await admin.listDomains({ domain });
  expect('it is found by name', found.length === 1 && found[0]?.id === id);
  // Calls are decided from an index that follows a change within some hundredths of a second.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const routed = await admin.getRoutingDomain({ domain });
  expect('it is routed', JSON.stringify(routed.data).includes(domain));
  const decision = await admin.getRoutingDecision({
    ip: '203.0.113.10',
    domain: 'company1.voip.example.com',
  });
  expect('a call is decided', decision.data.allow);
  const ip = await admin.getRoutingIp({ ip: '203.0.113.10' });
  expect('an address is routed', JSON.stringify(ip.data).includes('org_456'));
  const { data: deleted } = await admin.deleteDomain({ id, ifMatch: written.etag });
  expect('it is deleted', deleted.id === id);
}

async function ips(admin: OrganizationsClient, organization: string): Promise<void> {
  const orgId = `org_${organization}`;
  const body = { orgId, ipAddress: '198.51.100.16', cidr: 28, type: 'signaling' as const };
  const { data: created } = await admin.createOrgIp({ entity: orgId, body });
  const { data: one, etag } = await admin.getOrgIp({ entity: created.id });
  expect('an IP is read by its id', !Array.isArray(one) && one.cidr === 28);
  const { data: many, meta } = await admin.getOrgIp({ entity: orgId });
  expect('an organization has a list of them', Array.isArray(many) && meta?.total === 1);
  const changed = await admin.updateOrgIp({ entity: created.id, ifMatch: etag!, body: { cidr: 29 } });
  expect('it is changed', changed.data.cidr === 29);
  const { data: found } = await admin.listOrgIps({ ipAddress: '198.51.100.17' });
  expect('it is found by an address in it', found[0]?.id === created.id);
  await admin.deleteOrgIp({ entity: created.id });
}

async function billing(
  admin: OrganizationsClient,
  manager: OrganizationsClient,
  organization: string,
): Promise<void> {
  const id = `org_${organization}`;
  const { data: set } = await admin.setBillingProfile({ id, body: { billingPlan: 'professional' } });
  expect('a profile is set', set.billingPlan === 'professional');
  const { data: profile, etag } = await admin.getBillingProfile({ id });
  expect('it is read', profile.orgId === id);
  const { data: effective } = await admin.getEffectiveBillingProfile({ id });
  expect('its source is named', effective.sources.billingPlan?.orgId === id);
  await admin.deleteBillingProfile({ id, ifMatch: etag });
  expect('a tenant has its own', (await manager.getOwnBillingProfile()).data.orgId === 'org_456');
}

async function charges(admin: OrganizationsClient, id: string): Promise<void> {
  const orgId = `org_${id}`;
  await admin.updateOrganization({ id, body: { monthly_cost_limit: 1 } });
  const account = { currency: 'EUR', currentBalance: 0 };
  const { data: profile } = await admin.setCustomerBillingProfile({ id, body: account });
  expect('an account is opened', profile.currentBalance === 0);
  const occurredAt = new Date().toISOString();
  const charge = { id: 'cdr-1', orgId, amount: '0.75', currency: 'EUR', occurredAt, category: 'voice' };
  const { data: result } = await admin.recordCharges({
    body: { charges: [charge, { ...charge, amount: 2 }] },
  });
  expect('a charge is recorded', result.recorded === 1 && result.charges[0]?.status === 'recorded');
  expect('another content is refused', result.charges[1]?.error?.code === 'charge_conflict');
  const { data: spend } = await admin.getSpend({ id });
  expect('it is spent', spend.total === '0.75' && spend.remaining === '0.25');
  expect('a month is listed', (await admin.listSpendMonths({ id })).data[0]?.total === '0.75');
  expect('the charge is listed', (await admin.listCharges({ id })).data[0]?.amount === '0.75');
  const { data: extension } = await admin.extendCostLimit({ id, body: { amount: 1, reason: 'A campaign' } });
  const { data: extensions } = await admin.listCostLimitExtensions({ id });
  expect('the limit is extended', extensions[0]?.id === extension.id);
  const { data: payment } = await admin.createBillingTransaction({
    id,
    body: { type: 'payment', amount: '0.75' },
  });
  const { data: transactions } = await admin.listBillingTransactions({ id });
  expect('a payment is listed', transactions[0]?.id === payment.id && transactions.length === 2);
  const { data: paid } = await admin.getCustomerBillingProfile({ id });
  expect('nothing is owed', paid.currentBalance === 0);
  const { data: calls } = await admin.listEmergencyCalls({ orgId });
  expect('there was no emergency', calls.length === 0);
}

async function apiKeys(admin: OrganizationsClient, organization: string): Promise<void> {
  const orgId = `org_${organization}`;
  const { data: created } = await admin.createApiKey({
    body: { name: 'Provisioning', role: 'manager', orgId },
  });
  expect('a key has a secret', created.secret?.startsWith('oak_') ?? false);
  const { id } = created;
  const { data: key, etag } = await admin.getApiKey({ id });
  expect('a key is read', key.name === 'Provisioning' && etag.length > 0);
  expect('a key is listed', (await admin.listApiKeys({ orgId })).data.length === 1);
  const rotated = await admin.rotateApiKey({ id, body: { overlapSeconds: 60 } });
  expect('a key has another secret', rotated.data.secret !== created.secret && !rotated.replayed);
  await admin.revokeApiKey({ id });
}

async function ending(admin: OrganizationsClient, id: string): Promise<void> {
  await admin.deleteOrganization({ id });
  const { data: restored } = await admin.restoreOrganization({ id });
  expect('an organization is restored', restored.name === 'Branch');
  const { data: entries } = await admin.listAuditEntries({ orgId: `org_${id}`, limit: 5 });
  expect('all of it is in the history', entries.length === 5);
  const { data: live } = await admin.getLiveness();
  const { data: ready } = await admin.getReadiness();
  expect('it lives and is ready', live.status === 'ok' && ready.status === 'ok');
}
