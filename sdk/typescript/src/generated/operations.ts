// Written by `npm run sdk` from openapi.json.
import type { Method } from '../types.js';

/** What each operation is over HTTP. Parameters that are not in its path go into the query. */
export const operations = {
  listDomains: { method: 'GET', path: '/domains', paged: true },
  getDomain: { method: 'GET', path: '/domains/{id}', paged: false },
  createDomain: { method: 'POST', path: '/domains/{id}', paged: false },
  updateDomain: { method: 'PUT', path: '/domains/{id}', paged: false },
  deleteDomain: { method: 'DELETE', path: '/domains/{id}', paged: false },
  listOrgIps: { method: 'GET', path: '/orgips/index', paged: true },
  getOrgIp: { method: 'GET', path: '/orgips/{entity}', paged: false },
  createOrgIp: { method: 'POST', path: '/orgips/{entity}', paged: false },
  updateOrgIp: { method: 'PUT', path: '/orgips/{entity}', paged: false },
  deleteOrgIp: { method: 'DELETE', path: '/orgips/{entity}', paged: false },
  createOrganization: { method: 'POST', path: '/organizations', paged: false },
  listOrganizations: { method: 'GET', path: '/organizations', paged: true },
  getMyOrganization: { method: 'GET', path: '/organizations/my', paged: false },
  getOrganization: { method: 'GET', path: '/organizations/{id}', paged: false },
  updateOrganization: { method: 'PATCH', path: '/organizations/{id}', paged: false },
  deleteOrganization: { method: 'DELETE', path: '/organizations/{id}', paged: false },
  restoreOrganization: { method: 'POST', path: '/organizations/{id}/restore', paged: false },
  getOrganizationParent: { method: 'GET', path: '/organizations/{id}/parent', paged: false },
  moveOrganization: { method: 'PUT', path: '/organizations/{id}/parent', paged: false },
  listOrganizationAncestors: { method: 'GET', path: '/organizations/{id}/ancestors', paged: false },
  listOrganizationChildren: { method: 'GET', path: '/organizations/{id}/children', paged: true },
  listOrganizationDescendants: { method: 'GET', path: '/organizations/{id}/descendants', paged: true },
  getOrganizationTree: { method: 'GET', path: '/organizations/{id}/tree', paged: false },
  listContacts: { method: 'GET', path: '/organizations/{id}/contacts', paged: true },
  createContact: { method: 'POST', path: '/organizations/{id}/contacts', paged: false },
  getContact: { method: 'GET', path: '/organizations/{id}/contacts/{contactId}', paged: false },
  updateContact: { method: 'PATCH', path: '/organizations/{id}/contacts/{contactId}', paged: false },
  deleteContact: { method: 'DELETE', path: '/organizations/{id}/contacts/{contactId}', paged: false },
  listLookups: { method: 'GET', path: '/lookups', paged: false },
  listOrganizationStatuses: { method: 'GET', path: '/lookups/organization-statuses', paged: false },
  getOrganizationStatus: { method: 'GET', path: '/lookups/organization-statuses/{id}', paged: false },
  listOrganizationTypes: { method: 'GET', path: '/lookups/organization-types', paged: false },
  getOrganizationType: { method: 'GET', path: '/lookups/organization-types/{id}', paged: false },
  listOrganizationClasses: { method: 'GET', path: '/lookups/organization-classes', paged: false },
  getOrganizationClass: { method: 'GET', path: '/lookups/organization-classes/{id}', paged: false },
  listRelationTypes: { method: 'GET', path: '/lookups/relation-types', paged: false },
  getRelationType: { method: 'GET', path: '/lookups/relation-types/{id}', paged: false },
  listVerificationTypes: { method: 'GET', path: '/lookups/verification-types', paged: false },
  getVerificationType: { method: 'GET', path: '/lookups/verification-types/{id}', paged: false },
  listContactTypes: { method: 'GET', path: '/lookups/contact-types', paged: false },
  getContactType: { method: 'GET', path: '/lookups/contact-types/{id}', paged: false },
  listCountries: { method: 'GET', path: '/lookups/countries', paged: false },
  getCountry: { method: 'GET', path: '/lookups/countries/{id}', paged: false },
  listCurrencies: { method: 'GET', path: '/lookups/currencies', paged: false },
  getCurrency: { method: 'GET', path: '/lookups/currencies/{id}', paged: false },
  getOwnBillingProfile: { method: 'GET', path: '/billingprofile', paged: false },
  getBillingProfile: { method: 'GET', path: '/billingprofile/{id}', paged: false },
  setBillingProfile: { method: 'PUT', path: '/billingprofile/{id}', paged: false },
  deleteBillingProfile: { method: 'DELETE', path: '/billingprofile/{id}', paged: false },
  getEffectiveBillingProfile: { method: 'GET', path: '/billingprofile/{id}/effective', paged: false },
  createApiKey: { method: 'POST', path: '/apikeys', paged: false },
  listApiKeys: { method: 'GET', path: '/apikeys', paged: true },
  getApiKey: { method: 'GET', path: '/apikeys/{id}', paged: false },
  revokeApiKey: { method: 'DELETE', path: '/apikeys/{id}', paged: false },
  rotateApiKey: { method: 'POST', path: '/apikeys/{id}/rotate', paged: false },
  listAuditEntries: { method: 'GET', path: '/audit', paged: true },
  getLiveness: { method: 'GET', path: '/health/live', paged: false },
  getReadiness: { method: 'GET', path: '/health/ready', paged: false },
  getRoutingDecision: { method: 'GET', path: '/routing/decision', paged: false },
  getRoutingDomain: { method: 'GET', path: '/routing/domains/{domain}', paged: false },
  getRoutingIp: { method: 'GET', path: '/routing/ips/{ip}', paged: false },
} as const;

/** The methods of a client, one for each operation. */
export interface Methods {
  /**
   * Get all domain mappings
   *
   * The domain mappings of the caller's subtree; for administrators all there are.
   *
   * **Access**: administrators, managers and viewers.
   */
  listDomains: Method<'listDomains'>;

  /**
   * Get a domain mapping by ID
   *
   * One domain mapping with all of its settings.
   *
   * **Access**: administrators, managers and viewers.
   */
  getDomain: Method<'getDomain'>;

  /**
   * Create a domain mapping
   *
   * Maps a domain name to an organization under an id of the caller's choice. A domain name exists
   * once on the platform, without regard to case.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createDomain: Method<'createDomain'>;

  /**
   * Update a domain mapping
   *
   * Changes the fields that are given; `metadata` is replaced whole. A `sipRealm` of null follows the
   * domain name again.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateDomain: Method<'updateDomain'>;

  /**
   * Delete a domain mapping
   *
   * Removes the mapping for good. It is in use while calls were let through by it in the last minutes
   * (`IN_USE_WINDOW_SECONDS`), and while it is the last primary domain of an organization that still has aliases;
   * `force=true` deletes it all the same.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteDomain: Method<'deleteDomain'>;

  /**
   * Get all organization IPs
   *
   * The IP networks of the caller's subtree; for administrators all there are.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrgIps: Method<'listOrgIps'>;

  /**
   * Get an organization IP by ID, or those of an organization
   *
   * With the id of an IP configuration that configuration; with the id of an organization the list of
   * its IP networks, which the query parameters narrow and page.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrgIp: Method<'getOrgIp'>;

  /**
   * Create an organization IP
   *
   * With an organization's id in the path a new id is made; with an `ip_…` id that id is taken. A
   * network is configured once on the platform for each kind of traffic, and never overlaps one of an
   * organization that is neither above nor below.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createOrgIp: Method<'createOrgIp'>;

  /**
   * Update an organization IP
   *
   * Changes the fields that are given; null clears an optional one. A new `ipAddress` without `cidr`
   * keeps the prefix length, unless the IP version changes.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateOrgIp: Method<'updateOrgIp'>;

  /**
   * Delete an organization IP
   *
   * Removes the configuration for good. It is in use while calls were let through by it in the last minutes
   * (`IN_USE_WINDOW_SECONDS`); make it `inactive` first.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteOrgIp: Method<'deleteOrgIp'>;

  /**
   * Create an organization
   *
   * A new organization below the caller's own, or below `relation.parent`. Required are `name`, `type`
   * and `country`; the class defaults to Commercial, the status to Active, the currency to EUR. Only an
   * administrator may create a root, with `relation: null`.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createOrganization: Method<'createOrganization'>;

  /**
   * List organizations
   *
   * All organizations of the caller's subtree, its own included; for administrators all there are.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizations: Method<'listOrganizations'>;

  /**
   * Get the caller's own organization
   *
   * The organization that the token belongs to; 404 for a platform administrator without one.
   *
   * **Access**: administrators, managers and viewers.
   */
  getMyOrganization: Method<'getMyOrganization'>;

  /**
   * Get an organization
   *
   * One organization of the caller's subtree. `status` is its own, `effective_status` the one in force.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganization: Method<'getOrganization'>;

  /**
   * Update an organization
   *
   * Changes the fields that are given; null clears an optional one. Of its own organization a manager
   * may change name, country and ext_reference only. Suspending an organization suspends all below it, and
   * lifting that restores exactly what each had before.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateOrganization: Method<'updateOrganization'>;

  /**
   * Delete an organization
   *
   * The organization is gone from every answer, and its tokens are refused. One with children, domains
   * or IPs is kept, with their numbers in `details`, unless an administrator forces the deletion of the whole
   * subtree. Domain names and networks stay reserved for the 30 days in which it can be restored.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteOrganization: Method<'deleteOrganization'>;

  /**
   * Restore a deleted organization
   *
   * Undoes a deletion of the last 30 days, with everything that went with it.
   *
   * **Access**: administrators.
   */
  restoreOrganization: Method<'restoreOrganization'>;

  /**
   * Get the parent of an organization
   *
   * 404 for a root, and for the caller's own organization, whose parent is outside its subtree.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganizationParent: Method<'getOrganizationParent'>;

  /**
   * Move an organization below another parent
   *
   * The whole subtree moves along. `expected_parent` refuses the move where somebody else was faster.
   * With `preview=true` nothing changes, and the answer is what would: how many organizations, domains, IPs and
   * contacts move, and for how many organizations the effective status or billing profile becomes another.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  moveOrganization: Method<'moveOrganization'>;

  /**
   * List the ancestors of an organization
   *
   * From the topmost inside the caller's subtree down to the parent; at most 31.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationAncestors: Method<'listOrganizationAncestors'>;

  /**
   * List the children of an organization
   *
   * The organizations directly below.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationChildren: Method<'listOrganizationChildren'>;

  /**
   * List the descendants of an organization
   *
   * All organizations below, depth first unless sorted otherwise.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationDescendants: Method<'listOrganizationDescendants'>;

  /**
   * Get the tree below an organization
   *
   * The organization with its descendants nested in it, `depth` levels and 1,000 organizations at most.
   * Each has all of its `children`, or, where the tree is cut, only their number.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganizationTree: Method<'getOrganizationTree'>;

  /**
   * List the contacts of an organization
   *
   * The contacts of this organization alone, not of those below it.
   *
   * **Access**: administrators, managers and viewers.
   */
  listContacts: Method<'listContacts'>;

  /**
   * Create a contact
   *
   * Required are `type` and `name`; `purchase_order_number` is for invoice addresses only.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createContact: Method<'createContact'>;

  /**
   * Get a contact
   *
   * One contact of the organization.
   *
   * **Access**: administrators, managers and viewers.
   */
  getContact: Method<'getContact'>;

  /**
   * Update a contact
   *
   * Changes the fields that are given; null clears an optional one.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateContact: Method<'updateContact'>;

  /**
   * Delete a contact
   *
   * The contact is gone for good.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteContact: Method<'deleteContact'>;

  /**
   * List all lookups
   *
   * Every lookup at once, by the last part of its path. The answer changes with releases only: keep it
   * and ask again with `If-None-Match`.
   *
   * **Access**: administrators, managers and viewers.
   */
  listLookups: Method<'listLookups'>;

  /**
   * List statuses of an organization
   *
   * All statuses of an organization, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationStatuses: Method<'listOrganizationStatuses'>;

  /**
   * Get one status of an organization
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganizationStatus: Method<'getOrganizationStatus'>;

  /**
   * List types of organizations
   *
   * All types of organizations, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationTypes: Method<'listOrganizationTypes'>;

  /**
   * Get one type of organizations
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganizationType: Method<'getOrganizationType'>;

  /**
   * List classes of organizations
   *
   * All classes of organizations, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationClasses: Method<'listOrganizationClasses'>;

  /**
   * Get one class of organizations
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganizationClass: Method<'getOrganizationClass'>;

  /**
   * List types of the relation between an organization and its parent
   *
   * All types of the relation between an organization and its parent, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listRelationTypes: Method<'listRelationTypes'>;

  /**
   * Get one type of relation
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getRelationType: Method<'getRelationType'>;

  /**
   * List types of verification
   *
   * All types of verification, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listVerificationTypes: Method<'listVerificationTypes'>;

  /**
   * Get one type of verification
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getVerificationType: Method<'getVerificationType'>;

  /**
   * List types of contacts
   *
   * All types of contacts, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listContactTypes: Method<'listContactTypes'>;

  /**
   * Get one type of contacts
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getContactType: Method<'getContactType'>;

  /**
   * List countries of ISO 3166-1
   *
   * All countries of ISO 3166-1, with mobile country code and calling code, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listCountries: Method<'listCountries'>;

  /**
   * Get one country
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getCountry: Method<'getCountry'>;

  /**
   * List currencies of ISO 4217
   *
   * All currencies of ISO 4217, in the order of their ids.
   *
   * **Access**: administrators, managers and viewers.
   */
  listCurrencies: Method<'listCurrencies'>;

  /**
   * Get one currency
   *
   * One value by its id.
   *
   * **Access**: administrators, managers and viewers.
   */
  getCurrency: Method<'getCurrency'>;

  /**
   * Get the billing profile of the authenticated organization
   *
   * The profile that is configured for the caller's own organization, without what it inherits.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOwnBillingProfile: Method<'getOwnBillingProfile'>;

  /**
   * Get the billing profile of an organization
   *
   * The profile that is configured for the organization itself, without what it inherits.
   *
   * **Access**: administrators.
   */
  getBillingProfile: Method<'getBillingProfile'>;

  /**
   * Set the billing profile of an organization
   *
   * Creates the profile or replaces it whole: what is left out is inherited from above.
   *
   * **Access**: administrators.
   */
  setBillingProfile: Method<'setBillingProfile'>;

  /**
   * Delete the billing profile of an organization
   *
   * The organization inherits every field from above then.
   *
   * **Access**: administrators.
   */
  deleteBillingProfile: Method<'deleteBillingProfile'>;

  /**
   * Get the billing profile in force for an organization
   *
   * Each field from the nearest organization, from this one upwards, that sets it; `sources` says which.
   *
   * **Access**: administrators.
   */
  getEffectiveBillingProfile: Method<'getEffectiveBillingProfile'>;

  /**
   * Create an API key
   *
   * The secret is in this answer and nowhere else. A key has at most the role of who makes it, and belongs
   * to an organization of its subtree; one that is made with a key that expires expires with it at the latest. Revoking
   * a key does not revoke those that were made with it: the history names them.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createApiKey: Method<'createApiKey'>;

  /**
   * List API keys
   *
   * The keys of the caller's subtree, without their secrets; for administrators all there are.
   *
   * **Access**: administrators and managers.
   */
  listApiKeys: Method<'listApiKeys'>;

  /**
   * Get an API key
   *
   * One key, without its secret: what it may do, when it was last used, when it ends.
   *
   * **Access**: administrators and managers.
   */
  getApiKey: Method<'getApiKey'>;

  /**
   * Revoke an API key
   *
   * From the next request on the key opens nothing, on any instance, and it is gone for good.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  revokeApiKey: Method<'revokeApiKey'>;

  /**
   * Rotate an API key
   *
   * The key gets a new secret, which is in this answer and nowhere else. The one that was works for
   * `overlapSeconds` longer (a day by default), so that programs can change over one by one; one from before that
   * ends at once.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  rotateApiKey: Method<'rotateApiKey'>;

  /**
   * List what was changed
   *
   * Every write to the organizations of the caller's subtree and to what they own, the latest first. Nothing in
   * it can be changed. An entry appears when its write is committed, seconds after its time at the most: whoever reads
   * forward asks again for the last half minute. With `at` it answers what was in force at a time: `?ipAddress=203.0.113.10&at=…` is who had
   * authorized that address when a call passed.
   *
   * **Access**: administrators, managers and viewers.
   */
  listAuditEntries: Method<'listAuditEntries'>;

  /**
   * Whether the process is alive
   *
   * For a liveness probe: answers as long as the process can answer at all.
   *
   * **Access**: everyone, without authentication.
   */
  getLiveness: Method<'getLiveness'>;

  /**
   * Whether requests can be served
   *
   * For a readiness probe: 503 while the database does not answer, and once the program is ending. Routing is no
   * reason not to be ready: while its index is not up to date the database is asked for each call.
   *
   * **Access**: everyone, without authentication.
   */
  getReadiness: Method<'getReadiness'>;

  /**
   * Get the routing decision for a call
   *
   * The decision says which organization the call belongs to and whether the call is allowed. It uses the
   * active IP configuration with the longest prefix that admits the type, protocol and port. The organizations of the IP
   * and of the domain must be the same, or one must be an ancestor of the other. The call is refused if its organization
   * or one of its ancestors is suspended. A refusal is a 200 with `allow: false` and the first reason that applies, in
   * this order: `unknown_ip`, `unknown_domain`, `wrong_type`, `inactive_ip`, `protocol_not_allowed`, `port_not_allowed`,
   * `domain_ip_mismatch`, `ambiguous_shared_ip` (several organizations share the address, and the domain does not identify
   * one of them), `inactive_domain`, `organization_suspended`.
   *
   * **Access**: SIP proxies and administrators.
   */
  getRoutingDecision: Method<'getRoutingDecision'>;

  /**
   * Get the routing decision for a SIP domain
   *
   * The decision depends on the domain alone.
   *
   * **Access**: SIP proxies and administrators.
   */
  getRoutingDomain: Method<'getRoutingDomain'>;

  /**
   * Get the routing decision for an IP address
   *
   * The decision depends on the address and the query parameters alone.
   *
   * **Access**: SIP proxies and administrators.
   */
  getRoutingIp: Method<'getRoutingIp'>;
}
