import { isOrganizationsError, type OrganizationsClient } from 'organizations-api-client';

/** What must not compile. Nothing of it is run. */
export async function refused(client: OrganizationsClient, error: unknown): Promise<void> {
  isOrganizationsError(error, 'domain_exists');
  isOrganizationsError(error, 'route_not_found', 'request_timeout', 'headers_too_large', 'malformed_request');
  // @ts-expect-error there is no such code
  isOrganizationsError(error, 'domain_is_there');

  // @ts-expect-error a limit is a number
  client.listDomains({ limit: '10' });
  // @ts-expect-error there is no such parameter
  client.listDomains({ organization: 'org_456' });
  // @ts-expect-error nor is it given twice
  client.listDomains({ orgId: ['org_456', 'org_789'] });
  // @ts-expect-error a domain has an id
  await client.getDomain({});
  // @ts-expect-error it is created with a body
  await client.createDomain({ id: 'dom_1' });
  const domain = 'sdk.voip.example.com';
  // @ts-expect-error which names its organization
  await client.createDomain({ id: 'dom_1', body: { domain } });
  const orgId = 'org_456';
  // @ts-expect-error has one of the types there are
  await client.createDomain({ id: 'dom_1', body: { domain, orgId, type: 'third' } });
  // @ts-expect-error and has no other fields
  await client.createDomain({ id: 'dom_1', body: { domain, orgId, color: 'red' } });
  // @ts-expect-error a key is for what is created
  await client.updateDomain({ id: 'dom_1', body: {}, idempotencyKey: 'one' });

  const { etag } = await client.createDomain({ id: 'dom_1', body: { domain, orgId } });
  await client.updateDomain({ id: 'dom_1', ifMatch: etag, body: {} });
  const etags: string[] = [etag];
  const { etag: none } = await client.getOrgIp({ entity: 'org_456' });
  // @ts-expect-error a page has no ETag
  etags.push(none);
  const moved = await client.moveOrganization({ id: '456', preview: true, body: { parent: null } });
  // @ts-expect-error nor has what a move would do
  etags.push(moved.etag);
}
