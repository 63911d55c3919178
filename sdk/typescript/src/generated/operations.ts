// Written by `npm run sdk` from openapi.json.
import type { Method } from '../types.js';

/** Method and path of each operation. Parameters that are not in the path belong to the query. */
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
  getCustomerBillingProfile: { method: 'GET', path: '/organizations/{id}/billing-profile', paged: false },
  setCustomerBillingProfile: { method: 'PUT', path: '/organizations/{id}/billing-profile', paged: false },
  listBillingTransactions: { method: 'GET', path: '/organizations/{id}/billing-transactions', paged: true },
  createBillingTransaction: { method: 'POST', path: '/organizations/{id}/billing-transactions', paged: false },
  recordCharges: { method: 'POST', path: '/charges', paged: false },
  listCharges: { method: 'GET', path: '/organizations/{id}/charges', paged: true },
  getSpend: { method: 'GET', path: '/organizations/{id}/spend', paged: false },
  listSpendMonths: { method: 'GET', path: '/organizations/{id}/spend/months', paged: false },
  extendCostLimit: { method: 'POST', path: '/organizations/{id}/cost-limit-extensions', paged: false },
  listCostLimitExtensions: { method: 'GET', path: '/organizations/{id}/cost-limit-extensions', paged: true },
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
  listEmergencyCalls: { method: 'GET', path: '/routing/emergency-calls', paged: true },
} as const;

/** The methods of a client, one for each operation. */
export interface Methods {
  /**
   * Get all domain mappings
   *
   * The domain mappings of the caller's subtree. Administrators get all domain mappings.
   *
   * **Access**: administrators, managers and viewers.
   */
  listDomains: Method<'listDomains'>;

  /**
   * Get a domain mapping by ID
   *
   * One domain mapping with all its settings.
   *
   * **Access**: administrators, managers and viewers.
   */
  getDomain: Method<'getDomain'>;

  /**
   * Create a domain mapping
   *
   * Maps a domain name to an organization, with an id that the caller chooses. A domain name is unique on the
   * platform, regardless of case.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createDomain: Method<'createDomain'>;

  /**
   * Update a domain mapping
   *
   * Changes only the fields in the body. `metadata` is replaced as a whole. If `sipRealm` is null, the realm
   * follows the domain name again.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateDomain: Method<'updateDomain'>;

  /**
   * Delete a domain mapping
   *
   * Deletes the mapping permanently. The mapping is in use if it allowed calls in the last few minutes
   * (`IN_USE_WINDOW_SECONDS`), or if it is the last primary domain of an organization that still has aliases.
   * `force=true` deletes it even if it is in use.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteDomain: Method<'deleteDomain'>;

  /**
   * Get all organization IPs
   *
   * The IP networks of the caller's subtree. Administrators get all IP networks.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrgIps: Method<'listOrgIps'>;

  /**
   * Get an organization IP by ID, or the IPs of an organization
   *
   * With the id of an IP configuration the response is that configuration. With the id of an organization it is
   * the list of its IP networks, to which the query parameters apply.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrgIp: Method<'getOrgIp'>;

  /**
   * Create an organization IP
   *
   * With the id of an organization in the path the server generates the id. With an `ip_…` id in the path that id
   * is used. A network is unique on the platform for each kind of traffic. It never overlaps a network of an organization
   * that is neither an ancestor nor a descendant.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createOrgIp: Method<'createOrgIp'>;

  /**
   * Update an organization IP
   *
   * Changes only the fields in the body. Null clears an optional field. A new `ipAddress` without `cidr` keeps
   * the prefix length, unless the IP version changes.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateOrgIp: Method<'updateOrgIp'>;

  /**
   * Delete an organization IP
   *
   * Deletes the configuration permanently. The configuration is in use if it allowed calls in the last few
   * minutes (`IN_USE_WINDOW_SECONDS`): set it to `inactive` first.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteOrgIp: Method<'deleteOrgIp'>;

  /**
   * Create an organization
   *
   * Creates an organization below the caller's own or below `relation.parent`. `name`, `type` and `country` are
   * required. The default class is Commercial, the default status Active and the default currency EUR. Only an
   * administrator may create a root, with `relation: null`.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createOrganization: Method<'createOrganization'>;

  /**
   * List organizations
   *
   * All organizations of the caller's subtree, including the caller's own. Administrators get all organizations.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizations: Method<'listOrganizations'>;

  /**
   * Get the caller's own organization
   *
   * The organization of the token. Responds with 404 for an administrator without an organization.
   *
   * **Access**: administrators, managers and viewers.
   */
  getMyOrganization: Method<'getMyOrganization'>;

  /**
   * Get an organization
   *
   * One organization of the caller's subtree. `status` is its own status. `effective_status` also takes its
   * ancestors into account.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganization: Method<'getOrganization'>;

  /**
   * Update an organization
   *
   * Changes only the fields in the body. Null clears an optional field. In its own organization a manager may
   * change only name, country and ext_reference. Suspending an organization also suspends its descendants. Lifting the
   * suspension restores the previous status of each.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateOrganization: Method<'updateOrganization'>;

  /**
   * Delete an organization
   *
   * Removes the organization from all responses and refuses its tokens. If the organization has children,
   * domains or IPs, the request fails with their numbers in `details`, unless an administrator forces the deletion of the
   * whole subtree. Domain names and networks stay reserved for the 30 days in which the organization can be restored.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteOrganization: Method<'deleteOrganization'>;

  /**
   * Restore a deleted organization
   *
   * Undoes a deletion of the last 30 days and restores everything that was deleted together with the organization.
   *
   * **Access**: administrators.
   */
  restoreOrganization: Method<'restoreOrganization'>;

  /**
   * Get the parent of an organization
   *
   * Responds with 404 for a root, and for the caller's own organization, because its parent is outside the caller's
   * subtree.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganizationParent: Method<'getOrganizationParent'>;

  /**
   * Move an organization to another parent
   *
   * Moves the whole subtree. With `expected_parent` the move fails if another caller has moved the organization
   * in the meantime. With `preview=true` nothing changes, and the response shows the effect of the move: how many
   * organizations, domains, IPs and contacts would move, and for how many organizations the effective status or billing
   * profile would change.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  moveOrganization: Method<'moveOrganization'>;

  /**
   * List the ancestors of an organization
   *
   * All ancestors inside the caller's subtree, from the topmost down to the parent: at most 31.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationAncestors: Method<'listOrganizationAncestors'>;

  /**
   * List the children of an organization
   *
   * The organizations directly below this organization.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationChildren: Method<'listOrganizationChildren'>;

  /**
   * List the descendants of an organization
   *
   * All organizations below this organization. The default order is depth first.
   *
   * **Access**: administrators, managers and viewers.
   */
  listOrganizationDescendants: Method<'listOrganizationDescendants'>;

  /**
   * Get the tree below an organization
   *
   * The organization with its descendants nested in it, at most `depth` levels and 1,000 organizations. Each
   * organization has either all its `children` or, where the tree is cut off, only their number.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOrganizationTree: Method<'getOrganizationTree'>;

  /**
   * List the contacts of an organization
   *
   * The contacts of this organization, without those of its descendants.
   *
   * **Access**: administrators, managers and viewers.
   */
  listContacts: Method<'listContacts'>;

  /**
   * Create a contact
   *
   * `type` and `name` are required. `purchase_order_number` is allowed for invoice addresses only.
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
   * Changes only the fields in the body. Null clears an optional field.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  updateContact: Method<'updateContact'>;

  /**
   * Delete a contact
   *
   * Deletes the contact permanently.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  deleteContact: Method<'deleteContact'>;

  /**
   * List all lookups
   *
   * All lookups in one response, by the last part of their paths. The response changes only with a release: cache
   * it and revalidate it with `If-None-Match`.
   *
   * **Access**: administrators, managers and viewers.
   */
  listLookups: Method<'listLookups'>;

  /**
   * List statuses of an organization
   *
   * All statuses of an organization, ordered by id.
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
   * All types of organizations, ordered by id.
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
   * All classes of organizations, ordered by id.
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
   * All types of the relation between an organization and its parent, ordered by id.
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
   * All types of verification, ordered by id.
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
   * All types of contacts, ordered by id.
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
   * All countries of ISO 3166-1, with mobile country code and calling code, ordered by id.
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
   * All currencies of ISO 4217, ordered by id.
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
   * The profile of the caller's own organization, without inherited values.
   *
   * **Access**: administrators, managers and viewers.
   */
  getOwnBillingProfile: Method<'getOwnBillingProfile'>;

  /**
   * Get the billing profile of an organization
   *
   * The profile of the organization itself, without inherited values.
   *
   * **Access**: administrators.
   */
  getBillingProfile: Method<'getBillingProfile'>;

  /**
   * Set the billing profile of an organization
   *
   * Creates the profile or replaces it. Omitted fields are inherited from the ancestors; an omitted `currentBalance`
   * stays as it is.
   *
   * **Access**: administrators.
   */
  setBillingProfile: Method<'setBillingProfile'>;

  /**
   * Delete the billing profile of an organization
   *
   * From then on the organization inherits every field from its ancestors. The account is closed: a correction sets
   * its balance to 0.
   *
   * **Access**: administrators.
   */
  deleteBillingProfile: Method<'deleteBillingProfile'>;

  /**
   * Get the effective billing profile of an organization
   *
   * Each field comes from the nearest organization that sets it: this one or an ancestor. `sources` names that
   * organization.
   *
   * **Access**: administrators.
   */
  getEffectiveBillingProfile: Method<'getEffectiveBillingProfile'>;

  /**
   * Get the billing profile of a customer
   *
   * The profile of the organization itself, without inherited values. Also for the caller's own organization.
   *
   * **Access**: administrators and managers.
   */
  getCustomerBillingProfile: Method<'getCustomerBillingProfile'>;

  /**
   * Set the billing profile of a customer
   *
   * Creates the profile or replaces it. Omitted fields are inherited from the ancestors; an omitted `currentBalance`
   * stays as it is. Managers cannot set that of their own organization.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  setCustomerBillingProfile: Method<'setCustomerBillingProfile'>;

  /**
   * List the transactions of a balance
   *
   * All that has changed the balance of the organization, the latest first. The balance is their sum.
   *
   * **Access**: administrators and managers.
   */
  listBillingTransactions: Method<'listBillingTransactions'>;

  /**
   * Record a payment or a correction
   *
   * Changes the balance of an organization below the caller's own. A block ends if the balance is below the credit
   * limit again.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createBillingTransaction: Method<'createBillingTransaction'>;

  /**
   * Record charges
   *
   * Up to 1,000 at once, each with the sender's own `id`. A charge that is sent again with the same content counts
   * once for each sender, so after a lost response send the request again. Each charge has its own result: an invalid one is
   * refused and the others are recorded. Only a malformed charge makes the whole request fail.
   *
   * **Access**: rating engines and administrators.
   */
  recordCharges: Method<'recordCharges'>;

  /**
   * List the charges of an organization
   *
   * With those of all organizations below it, the latest first.
   *
   * **Access**: administrators, managers and viewers.
   */
  listCharges: Method<'listCharges'>;

  /**
   * Get the spend of an organization in a month
   *
   * The charges of the organization and of all organizations that are below it now, less refunds, and how much of
   * the limit is left. Each charge that was acknowledged is part of it at once.
   *
   * **Access**: administrators, managers and viewers.
   */
  getSpend: Method<'getSpend'>;

  /**
   * List the spend of the last months
   *
   * One item for each month and currency with charges, the latest month first.
   *
   * **Access**: administrators, managers and viewers.
   */
  listSpendMonths: Method<'listSpendMonths'>;

  /**
   * Extend the cost limit for this month
   *
   * The organization may spend so much more until the end of the month (UTC). A block ends if the spend is below the
   * new limit. For organizations below the caller's own.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  extendCostLimit: Method<'extendCostLimit'>;

  /**
   * List the extensions of the cost limit
   *
   * Those of all months, the latest first.
   *
   * **Access**: administrators, managers and viewers.
   */
  listCostLimitExtensions: Method<'listCostLimitExtensions'>;

  /**
   * Create an API key
   *
   * Only this response contains the secret. A key has at most the role of its creator and belongs to an
   * organization in the creator's subtree. A key that is created with an expiring key expires no later than that key.
   * Revoking a key does not revoke the keys that were created with it. The history lists them.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  createApiKey: Method<'createApiKey'>;

  /**
   * List API keys
   *
   * The keys of the caller's subtree, without their secrets. Administrators get all keys.
   *
   * **Access**: administrators and managers.
   */
  listApiKeys: Method<'listApiKeys'>;

  /**
   * Get an API key
   *
   * One key without its secret: its role, when it was last used, and when it expires.
   *
   * **Access**: administrators and managers.
   */
  getApiKey: Method<'getApiKey'>;

  /**
   * Revoke an API key
   *
   * The key is invalid from the next request on, on every instance. It is deleted permanently.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  revokeApiKey: Method<'revokeApiKey'>;

  /**
   * Rotate an API key
   *
   * The key gets a new secret, which only this response contains. The previous secret remains valid for
   * `overlapSeconds` (a day by default), so that programs can switch one by one. A secret from an earlier rotation
   * becomes invalid immediately.
   *
   * **Access**: administrators and managers, unless the organization is suspended.
   */
  rotateApiKey: Method<'rotateApiKey'>;

  /**
   * List changes
   *
   * Every write to the organizations of the caller's subtree and to their resources, the latest first. Entries
   * never change. An entry appears when its write is committed, at most seconds after the time of the entry: a client that
   * reads forward must request the last half minute again. With `at` the response is the state at that time:
   * `?ipAddress=203.0.113.10&at=…` shows which organization had authorized the address at the time of a call.
   *
   * **Access**: administrators, managers and viewers.
   */
  listAuditEntries: Method<'listAuditEntries'>;

  /**
   * Whether the process is alive
   *
   * For a liveness probe. Responds with 200 as long as the process can respond at all.
   *
   * **Access**: everyone, without authentication.
   */
  getLiveness: Method<'getLiveness'>;

  /**
   * Whether requests can be served
   *
   * For a readiness probe. Responds with 503 while the database does not respond, and once the program is
   * shutting down. An outdated routing index does not affect readiness: then the database serves each routing request.
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
   * or one of its ancestors is suspended, or has reached its cost or credit limit; an emergency call (`emergency=true`) is
   * not refused for these reasons. A refusal is a 200 with `allow: false` and the first reason that applies, in
   * this order: `unknown_ip`, `unknown_domain`, `wrong_type`, `inactive_ip`, `protocol_not_allowed`, `port_not_allowed`,
   * `domain_ip_mismatch`, `ambiguous_shared_ip` (several organizations share the address, and the domain does not identify
   * one of them), `inactive_domain`, `cost_limit_reached`, `credit_limit_reached`,
   * `organization_suspended`.
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

  /**
   * List emergency calls
   *
   * Decisions with `emergency=true` that allowed the call, added up by the minute, the latest first. They appear
   * within some seconds.
   *
   * **Access**: administrators, managers and viewers.
   */
  listEmergencyCalls: Method<'listEmergencyCalls'>;
}
