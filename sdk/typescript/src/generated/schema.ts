// Written by `npm run sdk` from openapi.json.
export interface paths {
    "/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get all domain mappings
         * @description The domain mappings of the caller's subtree. Administrators get all domain mappings.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listDomains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domains/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a domain mapping by ID
         * @description One domain mapping with all its settings.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getDomain"];
        /**
         * Update a domain mapping
         * @description Changes only the fields in the body. `metadata` is replaced as a whole. If `sipRealm` is null, the realm
         *     follows the domain name again.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        put: operations["updateDomain"];
        /**
         * Create a domain mapping
         * @description Maps a domain name to an organization, with an id that the caller chooses. A domain name is unique on the
         *     platform, regardless of case.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["createDomain"];
        /**
         * Delete a domain mapping
         * @description Deletes the mapping permanently. The mapping is in use if it allowed calls in the last few minutes
         *     (`IN_USE_WINDOW_SECONDS`), or if it is the last primary domain of an organization that still has aliases.
         *     `force=true` deletes it even if it is in use.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        delete: operations["deleteDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orgips/index": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get all organization IPs
         * @description The IP networks of the caller's subtree. Administrators get all IP networks.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrgIps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orgips/{entity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an organization IP by ID, or the IPs of an organization
         * @description With the id of an IP configuration the response is that configuration. With the id of an organization it is
         *     the list of its IP networks, to which the query parameters apply.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOrgIp"];
        /**
         * Update an organization IP
         * @description Changes only the fields in the body. Null clears an optional field. A new `ipAddress` without `cidr` keeps
         *     the prefix length, unless the IP version changes.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        put: operations["updateOrgIp"];
        /**
         * Create an organization IP
         * @description With the id of an organization in the path the server generates the id. With an `ip_…` id in the path that id
         *     is used. A network is unique on the platform for each kind of traffic. It never overlaps a network of an organization
         *     that is neither an ancestor nor a descendant.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["createOrgIp"];
        /**
         * Delete an organization IP
         * @description Deletes the configuration permanently. The configuration is in use if it allowed calls in the last few
         *     minutes (`IN_USE_WINDOW_SECONDS`): set it to `inactive` first.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        delete: operations["deleteOrgIp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organizations
         * @description All organizations of the caller's subtree, including the caller's own. Administrators get all organizations.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrganizations"];
        put?: never;
        /**
         * Create an organization
         * @description Creates an organization below the caller's own or below `relation.parent`. `name`, `type` and `country` are
         *     required. The default class is Commercial, the default status Active and the default currency EUR. Only an
         *     administrator may create a root, with `relation: null`.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/my": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's own organization
         * @description The organization of the token. Responds with 404 for an administrator without an organization.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getMyOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an organization
         * @description One organization of the caller's subtree. `status` is its own status. `effective_status` also takes its
         *     ancestors into account.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        /**
         * Delete an organization
         * @description Removes the organization from all responses and refuses its tokens. If the organization has children,
         *     domains or IPs, the request fails with their numbers in `details`, unless an administrator forces the deletion of the
         *     whole subtree. Domain names and networks stay reserved for the 30 days in which the organization can be restored.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        delete: operations["deleteOrganization"];
        options?: never;
        head?: never;
        /**
         * Update an organization
         * @description Changes only the fields in the body. Null clears an optional field. In its own organization a manager may
         *     change only name, country and ext_reference. Suspending an organization also suspends its descendants. Lifting the
         *     suspension restores the previous status of each.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        patch: operations["updateOrganization"];
        trace?: never;
    };
    "/organizations/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deleted organization
         * @description Undoes a deletion of the last 30 days and restores everything that was deleted together with the organization.
         *
         *     **Access**: administrators.
         */
        post: operations["restoreOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/parent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the parent of an organization
         * @description Responds with 404 for a root, and for the caller's own organization, because its parent is outside the caller's
         *     subtree.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOrganizationParent"];
        /**
         * Move an organization to another parent
         * @description Moves the whole subtree. With `expected_parent` the move fails if another caller has moved the organization
         *     in the meantime. With `preview=true` nothing changes, and the response shows the effect of the move: how many
         *     organizations, domains, IPs and contacts would move, and for how many organizations the effective status or billing
         *     profile would change.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        put: operations["moveOrganization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/ancestors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the ancestors of an organization
         * @description All ancestors inside the caller's subtree, from the topmost down to the parent: at most 31.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrganizationAncestors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the children of an organization
         * @description The organizations directly below this organization.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrganizationChildren"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/descendants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the descendants of an organization
         * @description All organizations below this organization. The default order is depth first.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrganizationDescendants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the tree below an organization
         * @description The organization with its descendants nested in it, at most `depth` levels and 1,000 organizations. Each
         *     organization has either all its `children` or, where the tree is cut off, only their number.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOrganizationTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contacts of an organization
         * @description The contacts of this organization, without those of its descendants.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listContacts"];
        put?: never;
        /**
         * Create a contact
         * @description `type` and `name` are required. `purchase_order_number` is allowed for invoice addresses only.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a contact
         * @description One contact of the organization.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getContact"];
        put?: never;
        post?: never;
        /**
         * Delete a contact
         * @description Deletes the contact permanently.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        delete: operations["deleteContact"];
        options?: never;
        head?: never;
        /**
         * Update a contact
         * @description Changes only the fields in the body. Null clears an optional field.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        patch: operations["updateContact"];
        trace?: never;
    };
    "/lookups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all lookups
         * @description All lookups in one response, by the last part of their paths. The response changes only with a release: cache
         *     it and revalidate it with `If-None-Match`.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listLookups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/organization-statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List statuses of an organization
         * @description All statuses of an organization, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrganizationStatuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/organization-statuses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one status of an organization
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOrganizationStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/organization-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List types of organizations
         * @description All types of organizations, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrganizationTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/organization-types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one type of organizations
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOrganizationType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/organization-classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List classes of organizations
         * @description All classes of organizations, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listOrganizationClasses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/organization-classes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one class of organizations
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOrganizationClass"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/relation-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List types of the relation between an organization and its parent
         * @description All types of the relation between an organization and its parent, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listRelationTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/relation-types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one type of relation
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getRelationType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/verification-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List types of verification
         * @description All types of verification, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listVerificationTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/verification-types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one type of verification
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getVerificationType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/contact-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List types of contacts
         * @description All types of contacts, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listContactTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/contact-types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one type of contacts
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getContactType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/countries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List countries of ISO 3166-1
         * @description All countries of ISO 3166-1, with mobile country code and calling code, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listCountries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/countries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one country
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getCountry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/currencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List currencies of ISO 4217
         * @description All currencies of ISO 4217, ordered by id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listCurrencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lookups/currencies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one currency
         * @description One value by its id.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getCurrency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billingprofile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the billing profile of the authenticated organization
         * @description The profile of the caller's own organization, without inherited values.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getOwnBillingProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billingprofile/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the billing profile of an organization
         * @description The profile of the organization itself, without inherited values.
         *
         *     **Access**: administrators.
         */
        get: operations["getBillingProfile"];
        /**
         * Set the billing profile of an organization
         * @description Creates the profile or replaces it. Omitted fields are inherited from the ancestors; an omitted `currentBalance`
         *     stays as it is.
         *
         *     **Access**: administrators.
         */
        put: operations["setBillingProfile"];
        post?: never;
        /**
         * Delete the billing profile of an organization
         * @description From then on the organization inherits every field from its ancestors. The account is closed: a correction sets
         *     its balance to 0.
         *
         *     **Access**: administrators.
         */
        delete: operations["deleteBillingProfile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/billingprofile/{id}/effective": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the effective billing profile of an organization
         * @description Each field comes from the nearest organization that sets it: this one or an ancestor. `sources` names that
         *     organization.
         *
         *     **Access**: administrators.
         */
        get: operations["getEffectiveBillingProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/billing-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the billing profile of a customer
         * @description The profile of the organization itself, without inherited values. Also for the caller's own organization.
         *
         *     **Access**: administrators and managers.
         */
        get: operations["getCustomerBillingProfile"];
        /**
         * Set the billing profile of a customer
         * @description Creates the profile or replaces it. Omitted fields are inherited from the ancestors; an omitted `currentBalance`
         *     stays as it is. Managers cannot set that of their own organization.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        put: operations["setCustomerBillingProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/billing-transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the transactions of a balance
         * @description All that has changed the balance of the organization, the latest first. The balance is their sum.
         *
         *     **Access**: administrators and managers.
         */
        get: operations["listBillingTransactions"];
        put?: never;
        /**
         * Record a payment or a correction
         * @description Changes the balance of an organization below the caller's own. A block ends if the balance is below the credit
         *     limit again.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["createBillingTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record charges
         * @description Up to 1,000 at once, each with the sender's own `id`. A charge that is sent again with the same content counts
         *     once for each sender, so after a lost response send the request again. Each charge has its own result: an invalid one is
         *     refused and the others are recorded. Only a malformed charge makes the whole request fail.
         *
         *     **Access**: rating engines and administrators.
         */
        post: operations["recordCharges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the charges of an organization
         * @description With those of all organizations below it, the latest first.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/spend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the spend of an organization in a month
         * @description The charges of the organization and of all organizations that are below it now, less refunds, and how much of
         *     the limit is left. Each charge that was acknowledged is part of it at once.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["getSpend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/spend/months": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the spend of the last months
         * @description One item for each month and currency with charges, the latest month first.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listSpendMonths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{id}/cost-limit-extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the extensions of the cost limit
         * @description Those of all months, the latest first.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listCostLimitExtensions"];
        put?: never;
        /**
         * Extend the cost limit for this month
         * @description The organization may spend so much more until the end of the month (UTC). A block ends if the spend is below the
         *     new limit. For organizations below the caller's own.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["extendCostLimit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apikeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The keys of the caller's subtree, without their secrets. Administrators get all keys.
         *
         *     **Access**: administrators and managers.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Only this response contains the secret. A key has at most the role of its creator and belongs to an
         *     organization in the creator's subtree. A key that is created with an expiring key expires no later than that key.
         *     Revoking a key does not revoke the keys that were created with it. The history lists them.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apikeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description One key without its secret: its role, when it was last used, and when it expires.
         *
         *     **Access**: administrators and managers.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description The key is invalid from the next request on, on every instance. It is deleted permanently.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/apikeys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key
         * @description The key gets a new secret, which only this response contains. The previous secret remains valid for
         *     `overlapSeconds` (a day by default), so that programs can switch one by one. A secret from an earlier rotation
         *     becomes invalid immediately.
         *
         *     **Access**: administrators and managers, unless the organization is suspended.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes
         * @description Every write to the organizations of the caller's subtree and to their resources, the latest first. Entries
         *     never change. An entry appears when its write is committed, at most seconds after the time of the entry: a client that
         *     reads forward must request the last half minute again. With `at` the response is the state at that time:
         *     `?ipAddress=203.0.113.10&at=…` shows which organization had authorized the address at the time of a call.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process is alive
         * @description For a liveness probe. Responds with 200 as long as the process can respond at all.
         *
         *     **Access**: everyone, without authentication.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be served
         * @description For a readiness probe. Responds with 503 while the database does not respond, and once the program is
         *     shutting down. An outdated routing index does not affect readiness: then the database serves each routing request.
         *
         *     **Access**: everyone, without authentication.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the routing decision for a call
         * @description The decision says which organization the call belongs to and whether the call is allowed. It uses the
         *     active IP configuration with the longest prefix that admits the type, protocol and port. The organizations of the IP
         *     and of the domain must be the same, or one must be an ancestor of the other. The call is refused if its organization
         *     or one of its ancestors is suspended, or has reached its cost or credit limit; an emergency call (`emergency=true`) is
         *     not refused for these reasons. A refusal is a 200 with `allow: false` and the first reason that applies, in
         *     this order: `unknown_ip`, `unknown_domain`, `wrong_type`, `inactive_ip`, `protocol_not_allowed`, `port_not_allowed`,
         *     `domain_ip_mismatch`, `ambiguous_shared_ip` (several organizations share the address, and the domain does not identify
         *     one of them), `inactive_domain`, `cost_limit_reached`, `credit_limit_reached`,
         *     `organization_suspended`.
         *
         *     **Access**: SIP proxies and administrators.
         */
        get: operations["getRoutingDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/domains/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the routing decision for a SIP domain
         * @description The decision depends on the domain alone.
         *
         *     **Access**: SIP proxies and administrators.
         */
        get: operations["getRoutingDomain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/ips/{ip}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the routing decision for an IP address
         * @description The decision depends on the address and the query parameters alone.
         *
         *     **Access**: SIP proxies and administrators.
         */
        get: operations["getRoutingIp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/routing/emergency-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List emergency calls
         * @description Decisions with `emergency=true` that allowed the call, added up by the minute, the latest first. They appear
         *     within some seconds.
         *
         *     **Access**: administrators, managers and viewers.
         */
        get: operations["listEmergencyCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        DomainListItemDto: {
            /**
             * @description Domain name, in lower case; internationalized names are stored as A-labels, and must be permitted by IDNA2008, which
             *     disallows emoji. Unique on the platform
             * @example company1.voip.example.com
             */
            domain: string;
            /**
             * @description Organization that the domain belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * Format: date-time
             * @description When the mapping was created (ISO 8601, UTC)
             * @example 2024-01-15T10:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the mapping was last changed (ISO 8601, UTC)
             * @example 2024-01-15T10:30:00Z
             */
            updatedAt: string;
            /**
             * @description Id of the mapping, chosen by its creator
             * @example dom_123
             */
            id: string;
            /**
             * @description Name of that organization
             * @example Company One
             */
            orgName: string;
            /**
             * @description `primary` or `alias`
             * @example primary
             * @enum {string}
             */
            type: "primary" | "alias";
            /**
             * @description `active`, `inactive` or `suspended`
             * @example active
             * @enum {string}
             */
            status: "active" | "inactive" | "suspended";
        };
        PageMetaDto: {
            /**
             * @description Number of matches on all pages together. Absent with `count=none`
             * @example 2
             */
            total?: number;
            /**
             * @description Maximum number of items per page
             * @example 50
             */
            limit: number;
            /** @description `false` if `total` is an estimate. Otherwise absent */
            totalExact?: boolean;
            /** @description Pass it as `cursor` to get the next page. Absent on the last page */
            nextCursor?: string;
        };
        DomainDto: {
            /**
             * Format: date-time
             * @description When a call last used it (ISO 8601, UTC), accurate to some seconds; absent if no call ever did
             * @example 2024-01-20T12:00:00Z
             */
            lastSeenAt?: string;
            /**
             * @description Number of calls in the last 24 hours; absent if no call ever used it
             * @example 1024
             */
            requestsLast24h?: number;
            /**
             * @description Domain name, in lower case; internationalized names are stored as A-labels, and must be permitted by IDNA2008, which
             *     disallows emoji. Unique on the platform
             * @example company1.voip.example.com
             */
            domain: string;
            /**
             * @description Organization that the domain belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description SIP realm; equals `domain` unless it is set
             * @example company1.voip.example.com
             */
            sipRealm?: string;
            /**
             * Format: date-time
             * @description When the mapping was created (ISO 8601, UTC)
             * @example 2024-01-15T10:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the mapping was last changed (ISO 8601, UTC)
             * @example 2024-01-15T10:30:00Z
             */
            updatedAt: string;
            /**
             * @description Up to 50 key-value pairs; values are strings, numbers or booleans; 16 kB in total
             * @example {
             *       "region": "us-east",
             *       "cluster": "prod-1"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean;
            };
            /**
             * @description Id of the mapping, chosen by its creator
             * @example dom_123
             */
            id: string;
            /**
             * @description Name of that organization
             * @example Company One
             */
            orgName: string;
            /**
             * @description `primary` or `alias`
             * @example primary
             * @enum {string}
             */
            type: "primary" | "alias";
            /**
             * @description `active`, `inactive` or `suspended`
             * @example active
             * @enum {string}
             */
            status: "active" | "inactive" | "suspended";
            /**
             * @description Whether SIP registration is enabled
             * @example true
             */
            registrationEnabled: boolean;
            /**
             * @description Whether TLS is enabled
             * @example true
             */
            tlsEnabled: boolean;
        };
        WrittenDomainDto: {
            /**
             * @description Domain name, in lower case; internationalized names are stored as A-labels, and must be permitted by IDNA2008, which
             *     disallows emoji. Unique on the platform
             * @example company1.voip.example.com
             */
            domain: string;
            /**
             * @description Organization that the domain belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description SIP realm; equals `domain` unless it is set
             * @example company1.voip.example.com
             */
            sipRealm?: string;
            /**
             * Format: date-time
             * @description When the mapping was created (ISO 8601, UTC)
             * @example 2024-01-15T10:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the mapping was last changed (ISO 8601, UTC)
             * @example 2024-01-15T10:30:00Z
             */
            updatedAt: string;
            /**
             * @description Up to 50 key-value pairs; values are strings, numbers or booleans; 16 kB in total
             * @example {
             *       "region": "us-east",
             *       "cluster": "prod-1"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean;
            };
            /**
             * @description Id of the mapping, chosen by its creator
             * @example dom_123
             */
            id: string;
            /**
             * @description `primary` or `alias`
             * @example primary
             * @enum {string}
             */
            type: "primary" | "alias";
            /**
             * @description `active`, `inactive` or `suspended`
             * @example active
             * @enum {string}
             */
            status: "active" | "inactive" | "suspended";
            /**
             * @description Whether SIP registration is enabled
             * @example true
             */
            registrationEnabled: boolean;
            /**
             * @description Whether TLS is enabled
             * @example true
             */
            tlsEnabled: boolean;
        };
        CreateDomainDto: {
            /**
             * @description Domain name, in lower case; internationalized names are stored as A-labels, and must be permitted by IDNA2008, which
             *     disallows emoji. Unique on the platform
             * @example company1.voip.example.com
             */
            domain: string;
            /**
             * @description Organization that the domain belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description SIP realm; equals `domain` unless it is set
             * @example company1.voip.example.com
             */
            sipRealm?: string | null;
            /**
             * @description Up to 50 key-value pairs; values are strings, numbers or booleans; 16 kB in total
             * @example {
             *       "region": "us-east",
             *       "cluster": "prod-1"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean;
            } | null;
            /**
             * @description `primary` or `alias`
             * @example primary
             * @enum {string}
             */
            type?: "primary" | "alias";
            /**
             * @description Whether SIP registration is enabled
             * @example true
             */
            registrationEnabled?: boolean;
            /**
             * @description Whether TLS is enabled
             * @example true
             */
            tlsEnabled?: boolean;
        };
        UpdateDomainDto: {
            /**
             * @description Domain name, in lower case; internationalized names are stored as A-labels, and must be permitted by IDNA2008, which
             *     disallows emoji. Unique on the platform
             * @example company1.voip.example.com
             */
            domain?: string;
            /**
             * @description Organization that the domain belongs to
             * @example org_456
             */
            orgId?: string;
            /**
             * @description SIP realm; equals `domain` unless it is set
             * @example company1.voip.example.com
             */
            sipRealm?: string | null;
            /**
             * @description Up to 50 key-value pairs; values are strings, numbers or booleans; 16 kB in total
             * @example {
             *       "region": "us-east",
             *       "cluster": "prod-1"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean;
            } | null;
            /**
             * @description `primary` or `alias`
             * @example primary
             * @enum {string}
             */
            type?: "primary" | "alias";
            /**
             * @description Whether SIP registration is enabled
             * @example true
             */
            registrationEnabled?: boolean;
            /**
             * @description Whether TLS is enabled
             * @example true
             */
            tlsEnabled?: boolean;
            /**
             * @description `active`, `inactive` or `suspended`
             * @example active
             * @enum {string}
             */
            status?: "active" | "inactive" | "suspended";
        };
        DeletedDomainDto: {
            /**
             * Format: date-time
             * @description When it was deleted (ISO 8601, UTC)
             * @example 2024-01-20T12:00:00Z
             */
            deletedAt: string;
            /**
             * @description Id of the mapping
             * @example dom_123
             */
            id: string;
        };
        OrgIpListItemDto: {
            /**
             * @description Organization that the network belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description First address of the network (IPv4 or IPv6)
             * @example 203.0.113.10
             */
            ipAddress: string;
            /**
             * @description Prefix length in bits: 8 to 32 for IPv4, 16 to 128 for IPv6; default: a single address
             * @example 32
             */
            cidr: number;
            /**
             * @description Human-readable description
             * @example Primary PBX
             */
            description?: string;
            /**
             * Format: date-time
             * @description When the configuration was created (ISO 8601, UTC)
             * @example 2024-01-10T08:00:00Z
             */
            createdAt: string;
            /**
             * @description Id of the IP configuration
             * @example ip_001
             */
            id: string;
            /**
             * @description Kind of traffic that the network sends: `signaling`, `media` or `both`
             * @example signaling
             * @enum {string}
             */
            type: "signaling" | "media" | "both";
            /**
             * @description `active` or `inactive`
             * @example active
             * @enum {string}
             */
            status: "active" | "inactive";
            /**
             * @description Whether other organizations may have the same network. The SIP domain of a call then tells them apart. Absent if
             *     not shared. Only administrators can set it
             * @example true
             */
            shared?: boolean;
        };
        OrgIpDto: {
            /**
             * Format: date-time
             * @description When a call last used it (ISO 8601, UTC), accurate to some seconds; absent if no call ever did
             * @example 2024-01-20T12:00:00Z
             */
            lastSeenAt?: string;
            /**
             * @description Number of calls in the last 24 hours; absent if no call ever used it
             * @example 1024
             */
            requestsLast24h?: number;
            /**
             * @description Organization that the network belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description First address of the network (IPv4 or IPv6)
             * @example 203.0.113.10
             */
            ipAddress: string;
            /**
             * @description Prefix length in bits: 8 to 32 for IPv4, 16 to 128 for IPv6; default: a single address
             * @example 32
             */
            cidr: number;
            /**
             * @description Human-readable description
             * @example Primary PBX
             */
            description?: string;
            /**
             * @description Allowed source ports; absent if all ports are allowed
             * @example [
             *       5060,
             *       5061
             *     ]
             */
            allowedPorts?: number[];
            /**
             * Format: date-time
             * @description When the configuration was created (ISO 8601, UTC)
             * @example 2024-01-10T08:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the configuration was last changed (ISO 8601, UTC)
             * @example 2024-01-10T08:00:00Z
             */
            updatedAt: string;
            /**
             * @description Id of the IP configuration
             * @example ip_001
             */
            id: string;
            /**
             * @description Name of that organization
             * @example Company One
             */
            orgName: string;
            /**
             * @description Kind of traffic that the network sends: `signaling`, `media` or `both`
             * @example signaling
             * @enum {string}
             */
            type: "signaling" | "media" | "both";
            /**
             * @description `active` or `inactive`
             * @example active
             * @enum {string}
             */
            status: "active" | "inactive";
            /**
             * @description Allowed transport protocols (`UDP`, `TCP`, `TLS`, `WS`, `WSS`); absent if all are allowed
             * @example [
             *       "UDP",
             *       "TCP",
             *       "TLS"
             *     ]
             */
            protocols?: ("UDP" | "TCP" | "TLS" | "WS" | "WSS")[];
            /**
             * @description Whether other organizations may have the same network. The SIP domain of a call then tells them apart. Absent if
             *     not shared. Only administrators can set it
             * @example true
             */
            shared?: boolean;
        };
        WrittenOrgIpDto: {
            /**
             * @description Organization that the network belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description First address of the network (IPv4 or IPv6)
             * @example 203.0.113.10
             */
            ipAddress: string;
            /**
             * @description Prefix length in bits: 8 to 32 for IPv4, 16 to 128 for IPv6; default: a single address
             * @example 32
             */
            cidr: number;
            /**
             * @description Human-readable description
             * @example Primary PBX
             */
            description?: string;
            /**
             * @description Allowed source ports; absent if all ports are allowed
             * @example [
             *       5060,
             *       5061
             *     ]
             */
            allowedPorts?: number[];
            /**
             * Format: date-time
             * @description When the configuration was created (ISO 8601, UTC)
             * @example 2024-01-10T08:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the configuration was last changed (ISO 8601, UTC)
             * @example 2024-01-10T08:00:00Z
             */
            updatedAt: string;
            /**
             * @description Id of the IP configuration
             * @example ip_001
             */
            id: string;
            /**
             * @description Kind of traffic that the network sends: `signaling`, `media` or `both`
             * @example signaling
             * @enum {string}
             */
            type: "signaling" | "media" | "both";
            /**
             * @description `active` or `inactive`
             * @example active
             * @enum {string}
             */
            status: "active" | "inactive";
            /**
             * @description Allowed transport protocols (`UDP`, `TCP`, `TLS`, `WS`, `WSS`); absent if all are allowed
             * @example [
             *       "UDP",
             *       "TCP",
             *       "TLS"
             *     ]
             */
            protocols?: ("UDP" | "TCP" | "TLS" | "WS" | "WSS")[];
            /**
             * @description Whether other organizations may have the same network. The SIP domain of a call then tells them apart. Absent if
             *     not shared. Only administrators can set it
             * @example true
             */
            shared?: boolean;
        };
        CreateOrgIpDto: {
            /**
             * @description Organization that the network belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description First address of the network (IPv4 or IPv6)
             * @example 203.0.113.10
             */
            ipAddress: string;
            /**
             * @description Prefix length in bits: 8 to 32 for IPv4, 16 to 128 for IPv6; default: a single address
             * @example 32
             */
            cidr?: number;
            /**
             * @description Human-readable description
             * @example Primary PBX
             */
            description?: string | null;
            /**
             * @description Allowed source ports; absent if all ports are allowed
             * @example [
             *       5060,
             *       5061
             *     ]
             */
            allowedPorts?: number[] | null;
            /**
             * @description Kind of traffic that the network sends: `signaling`, `media` or `both`
             * @example signaling
             * @enum {string}
             */
            type?: "signaling" | "media" | "both";
            /**
             * @description Allowed transport protocols (`UDP`, `TCP`, `TLS`, `WS`, `WSS`); absent if all are allowed
             * @example [
             *       "UDP",
             *       "TCP",
             *       "TLS"
             *     ]
             */
            protocols?: ("UDP" | "TCP" | "TLS" | "WS" | "WSS")[] | null;
            /**
             * @description Whether other organizations may have the same network. The SIP domain of a call then tells them apart. Absent if
             *     not shared. Only administrators can set it
             * @example true
             */
            shared?: boolean;
        };
        UpdateOrgIpDto: {
            /**
             * @description First address of the network (IPv4 or IPv6)
             * @example 203.0.113.10
             */
            ipAddress?: string;
            /**
             * @description Prefix length in bits: 8 to 32 for IPv4, 16 to 128 for IPv6; default: a single address
             * @example 32
             */
            cidr?: number;
            /**
             * @description Human-readable description
             * @example Primary PBX
             */
            description?: string | null;
            /**
             * @description Allowed source ports; absent if all ports are allowed
             * @example [
             *       5060,
             *       5061
             *     ]
             */
            allowedPorts?: number[] | null;
            /**
             * @description Kind of traffic that the network sends: `signaling`, `media` or `both`
             * @example signaling
             * @enum {string}
             */
            type?: "signaling" | "media" | "both";
            /**
             * @description `active` or `inactive`
             * @example active
             * @enum {string}
             */
            status?: "active" | "inactive";
            /**
             * @description Allowed transport protocols (`UDP`, `TCP`, `TLS`, `WS`, `WSS`); absent if all are allowed
             * @example [
             *       "UDP",
             *       "TCP",
             *       "TLS"
             *     ]
             */
            protocols?: ("UDP" | "TCP" | "TLS" | "WS" | "WSS")[] | null;
            /**
             * @description Whether other organizations may have the same network. The SIP domain of a call then tells them apart. Absent if
             *     not shared. Only administrators can set it
             * @example true
             */
            shared?: boolean;
        };
        DeletedOrgIpDto: {
            /**
             * Format: date-time
             * @description When it was deleted (ISO 8601, UTC)
             * @example 2024-01-20T16:00:00Z
             */
            deletedAt: string;
            /**
             * @description Id of the IP configuration
             * @example ip_003
             */
            id: string;
        };
        LookupDto: {
            /**
             * @description Stable id; send it as `{ "id": … }`
             * @example 0
             */
            id: number;
            /**
             * @description Meaning of the value
             * @example Commercial
             */
            description: string;
        };
        CountryDto: {
            /**
             * @description Stable id; send it as `{ "id": … }`
             * @example 74
             */
            id: number;
            /**
             * @description English name
             * @example Germany
             */
            name: string;
            /**
             * @description Mobile country code (ITU-T E.212); absent if the country has none
             * @example 262
             */
            mcc?: string;
            /**
             * @description Calling code (ITU-T E.164)
             * @example 49
             */
            country_code?: string;
            /**
             * @description ISO 3166-1 alpha-2 code, in lower case
             * @example de
             */
            isocode: string;
        };
        OrganizationNameDto: {
            /**
             * @description Id of the organization
             * @example 1
             */
            id: number;
            /**
             * @description Name of the organization
             * @example Example Telecom
             */
            name: string;
        };
        BlockedDto: {
            /**
             * @description `cost_limit` (the monthly cost limit) or `credit_limit` (the credit limit of the billing profile)
             * @example cost_limit
             * @enum {string}
             */
            reason: "cost_limit" | "credit_limit";
            /**
             * Format: date-time
             * @description Since when (ISO 8601, UTC)
             * @example 2026-11-20T09:15:00.123Z
             */
            since: string;
            /** @description Organization whose limit it is; absent if it is outside the caller's subtree */
            by?: components["schemas"]["OrganizationNameDto"];
        };
        RelationDto: {
            /**
             * @description Id of the relation; it changes with the parent
             * @example 17
             */
            id: number;
            /** @description Type of the relation */
            type: components["schemas"]["LookupDto"];
            /** @description The parent; absent if it is outside the caller's subtree */
            parent?: components["schemas"]["OrganizationNameDto"];
        };
        CurrencyDto: {
            /**
             * @description Stable id; send it as `{ "id": … }`
             * @example 1
             */
            id: number;
            /**
             * @description ISO 4217 alphabetic code
             * @example EUR
             */
            code: string;
            /**
             * @description Symbol
             * @example €
             */
            symbol: string;
            /**
             * @description The day from which the currency is no longer valid; absent for a current one. It can be kept, but not chosen any more
             * @example 2026-01-01
             */
            withdrawn?: string;
        };
        OrganizationDto: {
            /**
             * @description Unique id of this organization
             * @example 12
             */
            id: number;
            /**
             * @description Name of the organization
             * @example Tele17
             */
            name: string;
            /**
             * @description Amount of money spent in a calendar month, in whole currency units, at which the organization is blocked; absent
             *     if there is no limit
             * @example 1000
             */
            monthly_cost_limit?: number;
            /**
             * @description The shares of the monthly cost limit, in percent, at which the history warns; absent for 50, 80 and 100
             * @example [
             *       75,
             *       100
             *     ]
             */
            cost_limit_thresholds?: number[];
            /**
             * @description Verification data
             * @example 123456789
             */
            verification?: string;
            /**
             * @description Your own reference, for example a customer ID. Unique among the children of one parent; empty if there is none
             * @example
             */
            ext_reference: string;
            /** @description Class of the organization */
            class: components["schemas"]["LookupDto"];
            /** @description Type of the organization */
            type: components["schemas"]["LookupDto"];
            /** @description Country of the organization */
            country: components["schemas"]["CountryDto"];
            /** @description The organization's own status */
            status: components["schemas"]["LookupDto"];
            /** @description Status in force: the most restrictive of the organization's own and its ancestors' */
            effective_status: components["schemas"]["LookupDto"];
            /** @description Absent unless a limit of the organization or of one above it is reached: then its traffic is refused */
            blocked?: components["schemas"]["BlockedDto"];
            /** @description The relation to the parent; absent for a root */
            relation?: components["schemas"]["RelationDto"];
            /** @description Currency of the organization */
            currency: components["schemas"]["CurrencyDto"];
            /**
             * @description When the organization was created (ISO 8601)
             * @example 2015-02-03T00:00:00.000+0000
             */
            created: string;
            /**
             * @description When the organization was last changed (ISO 8601)
             * @example 2015-02-03T00:00:00.000+0000
             */
            updated: string;
            /** @description Type of the verification data */
            verification_type?: components["schemas"]["LookupDto"];
        };
        ReferenceDto: {
            /**
             * @description Id of the referenced value or organization
             * @example 1
             */
            id: number;
        };
        CreateRelationDto: {
            /** @description Type of the relation; default: 0, Customer of */
            type?: components["schemas"]["ReferenceDto"];
            /** @description The parent; default: the caller's organization */
            parent?: components["schemas"]["ReferenceDto"];
        };
        CreateOrganizationDto: {
            /**
             * @description Name of the organization
             * @example Tele17
             */
            name: string;
            /** @description Type of the organization (`/lookups/organization-types`) */
            type: components["schemas"]["ReferenceDto"];
            /** @description Country of the organization (`/lookups/countries`) */
            country: components["schemas"]["ReferenceDto"];
            /**
             * @description Amount of money spent in a calendar month, in whole currency units, at which the organization is blocked; absent
             *     if there is no limit
             * @example 1000
             */
            monthly_cost_limit?: number | null;
            /**
             * @description The shares of the monthly cost limit, in percent, at which the history warns; absent for 50, 80 and 100
             * @example [
             *       75,
             *       100
             *     ]
             */
            cost_limit_thresholds?: number[] | null;
            /**
             * @description Verification data
             * @example 123456789
             */
            verification?: string | null;
            /**
             * @description Your own reference, for example a customer ID. Unique among the children of one parent; null or empty for none
             * @example customer-4711
             */
            ext_reference?: string | null;
            /** @description Class of the organization (`/lookups/organization-classes`) */
            class?: components["schemas"]["ReferenceDto"];
            /** @description Status of the organization: 0 Active or 1 Suspended (`/lookups/organization-statuses`) */
            status?: components["schemas"]["ReferenceDto"];
            /** @description Currency of the organization (`/lookups/currencies`) */
            currency?: components["schemas"]["ReferenceDto"];
            /** @description Type of the verification data (`/lookups/verification-types`) */
            verification_type?: components["schemas"]["ReferenceDto"] | null;
            /** @description Parent, and type of the relation to it; default: a customer of the caller's organization. null creates a root (administrators only) */
            relation?: components["schemas"]["CreateRelationDto"] | null;
        };
        RelationTypeDto: {
            /** @description Type of the relation */
            type: components["schemas"]["ReferenceDto"];
        };
        UpdateOrganizationDto: {
            /**
             * @description Name of the organization
             * @example Tele17
             */
            name?: string;
            /** @description Type of the organization (`/lookups/organization-types`) */
            type?: components["schemas"]["ReferenceDto"];
            /** @description Country of the organization (`/lookups/countries`) */
            country?: components["schemas"]["ReferenceDto"];
            /**
             * @description Amount of money spent in a calendar month, in whole currency units, at which the organization is blocked; absent
             *     if there is no limit
             * @example 1000
             */
            monthly_cost_limit?: number | null;
            /**
             * @description The shares of the monthly cost limit, in percent, at which the history warns; absent for 50, 80 and 100
             * @example [
             *       75,
             *       100
             *     ]
             */
            cost_limit_thresholds?: number[] | null;
            /**
             * @description Verification data
             * @example 123456789
             */
            verification?: string | null;
            /**
             * @description Your own reference, for example a customer ID. Unique among the children of one parent; null or empty for none
             * @example customer-4711
             */
            ext_reference?: string | null;
            /** @description Class of the organization (`/lookups/organization-classes`) */
            class?: components["schemas"]["ReferenceDto"];
            /** @description Status of the organization: 0 Active or 1 Suspended (`/lookups/organization-statuses`) */
            status?: components["schemas"]["ReferenceDto"];
            /** @description Currency of the organization (`/lookups/currencies`) */
            currency?: components["schemas"]["ReferenceDto"];
            /** @description Type of the verification data (`/lookups/verification-types`) */
            verification_type?: components["schemas"]["ReferenceDto"] | null;
            /** @description Type of the relation. To change the parent, use `PUT /organizations/{id}/parent` */
            relation?: components["schemas"]["RelationTypeDto"];
        };
        DeletedOrganizationDto: {
            /**
             * @description Id of the organization
             * @example 12
             */
            id: number;
            /**
             * @description Number of deleted organizations, including this one
             * @example 1
             */
            organizations: number;
            /** @description Deleted */
            status: components["schemas"]["LookupDto"];
            /**
             * @description When it was deleted (ISO 8601)
             * @example 2024-01-20T12:00:00.000+0000
             */
            deleted: string;
        };
        TreeNodeDto: {
            /**
             * @description Id of the organization
             * @example 12
             */
            id: number;
            /**
             * @description Number of children
             * @example 2
             */
            children_count: number;
            /**
             * @description Name of the organization
             * @example Tele17
             */
            name: string;
            /** @description Type of the organization */
            type: components["schemas"]["LookupDto"];
            /** @description The organization's own status */
            status: components["schemas"]["LookupDto"];
            /** @description Status in force */
            effective_status: components["schemas"]["LookupDto"];
            /** @description All children, ordered by name; absent below the requested depth and beyond 1,000 organizations */
            children?: components["schemas"]["TreeNodeDto"][];
        };
        MovePreviewDto: {
            /**
             * @description Organizations that would move
             * @example 3
             */
            organizations: number;
            /**
             * @description Domains that would move along
             * @example 2
             */
            domains: number;
            /**
             * @description IP networks that would move along
             * @example 4
             */
            ips: number;
            /**
             * @description Contacts that would move along
             * @example 5
             */
            contacts: number;
            /**
             * @description Organizations whose effective status would change
             * @example 0
             */
            effective_status_changes: number;
            /**
             * @description Organizations whose effective billing profile would change
             * @example 3
             */
            effective_billing_changes: number;
        };
        MoveOrganizationDto: {
            /** @description The new parent; null turns the organization into a root (administrators only) */
            parent: components["schemas"]["ReferenceDto"] | null;
            /** @description Type of the relation to the new parent; default: unchanged */
            relation?: components["schemas"]["RelationTypeDto"];
            /** @description The parent that the caller expects now; the request fails with 409 if the organization has a different one */
            expected_parent?: components["schemas"]["ReferenceDto"] | null;
        };
        ContactDto: {
            /**
             * @description Unique id of this contact
             * @example 1
             */
            id: number;
            /**
             * @description Name of the person or of the address
             * @example John Smith
             */
            name: string;
            /**
             * @description Title of the person
             * @example Dr.
             */
            title?: string;
            /**
             * @description Department
             * @example Network operations
             */
            department?: string;
            /**
             * @description Street and number
             * @example 123 Business Ave
             */
            street?: string;
            /**
             * @description Second line of the address
             * @example Building 4
             */
            secondary_address?: string;
            /**
             * @description Postal code
             * @example 10001
             */
            zipcode?: string;
            /**
             * @description City
             * @example New York
             */
            city?: string;
            /**
             * @description State or province
             * @example NY
             */
            state?: string;
            /**
             * Format: email
             * @description E-mail address
             * @example billing@company1.com
             */
            email?: string;
            /**
             * @description Telephone number
             * @example +1-555-123-4567
             */
            phone?: string;
            /**
             * @description Mobile number
             * @example +1-555-765-4321
             */
            mobile?: string;
            /**
             * @description Purchase order number; only for invoice addresses
             * @example PO-4711
             */
            purchase_order_number?: string;
            /** @description Type of the contact */
            type: components["schemas"]["LookupDto"];
            /** @description Country */
            country?: components["schemas"]["CountryDto"];
            /**
             * @description When the contact was created (ISO 8601)
             * @example 2015-02-03T00:00:00.000+0000
             */
            created: string;
            /**
             * @description When the contact was last changed (ISO 8601)
             * @example 2015-02-03T00:00:00.000+0000
             */
            updated: string;
        };
        CreateContactDto: {
            /**
             * @description Name of the person or of the address
             * @example John Smith
             */
            name: string;
            /**
             * @description Title of the person
             * @example Dr.
             */
            title?: string | null;
            /**
             * @description Department
             * @example Network operations
             */
            department?: string | null;
            /**
             * @description Street and number
             * @example 123 Business Ave
             */
            street?: string | null;
            /**
             * @description Second line of the address
             * @example Building 4
             */
            secondary_address?: string | null;
            /**
             * @description Postal code
             * @example 10001
             */
            zipcode?: string | null;
            /**
             * @description City
             * @example New York
             */
            city?: string | null;
            /**
             * @description State or province
             * @example NY
             */
            state?: string | null;
            /**
             * Format: email
             * @description E-mail address
             * @example billing@company1.com
             */
            email?: string | null;
            /**
             * @description Telephone number
             * @example +1-555-123-4567
             */
            phone?: string | null;
            /**
             * @description Mobile number
             * @example +1-555-765-4321
             */
            mobile?: string | null;
            /**
             * @description Purchase order number; only for invoice addresses
             * @example PO-4711
             */
            purchase_order_number?: string | null;
            /** @description Type of the contact (`/lookups/contact-types`) */
            type: components["schemas"]["ReferenceDto"];
            /** @description Country (`/lookups/countries`) */
            country?: components["schemas"]["ReferenceDto"] | null;
        };
        UpdateContactDto: {
            /**
             * @description Name of the person or of the address
             * @example John Smith
             */
            name?: string;
            /**
             * @description Title of the person
             * @example Dr.
             */
            title?: string | null;
            /**
             * @description Department
             * @example Network operations
             */
            department?: string | null;
            /**
             * @description Street and number
             * @example 123 Business Ave
             */
            street?: string | null;
            /**
             * @description Second line of the address
             * @example Building 4
             */
            secondary_address?: string | null;
            /**
             * @description Postal code
             * @example 10001
             */
            zipcode?: string | null;
            /**
             * @description City
             * @example New York
             */
            city?: string | null;
            /**
             * @description State or province
             * @example NY
             */
            state?: string | null;
            /**
             * Format: email
             * @description E-mail address
             * @example billing@company1.com
             */
            email?: string | null;
            /**
             * @description Telephone number
             * @example +1-555-123-4567
             */
            phone?: string | null;
            /**
             * @description Mobile number
             * @example +1-555-765-4321
             */
            mobile?: string | null;
            /**
             * @description Purchase order number; only for invoice addresses
             * @example PO-4711
             */
            purchase_order_number?: string | null;
            /** @description Type of the contact (`/lookups/contact-types`) */
            type?: components["schemas"]["ReferenceDto"];
            /** @description Country (`/lookups/countries`) */
            country?: components["schemas"]["ReferenceDto"] | null;
        };
        DeletedContactDto: {
            /**
             * @description Id of the contact
             * @example 1
             */
            id: number;
            /**
             * @description When it was deleted (ISO 8601)
             * @example 2024-01-20T12:00:00.000+0000
             */
            deleted: string;
        };
        AllLookupsDto: {
            /** @description Statuses of organizations */
            "organization-statuses": components["schemas"]["LookupDto"][];
            /** @description Types of organizations */
            "organization-types": components["schemas"]["LookupDto"][];
            /** @description Classes of organizations */
            "organization-classes": components["schemas"]["LookupDto"][];
            /** @description Types of relations between an organization and its parent */
            "relation-types": components["schemas"]["LookupDto"][];
            /** @description Types of verification */
            "verification-types": components["schemas"]["LookupDto"][];
            /** @description Types of contacts */
            "contact-types": components["schemas"]["LookupDto"][];
            /** @description Countries (ISO 3166-1) */
            countries: components["schemas"]["CountryDto"][];
            /** @description Currencies (ISO 4217) */
            currencies: components["schemas"]["CurrencyDto"][];
        };
        BillingSourceDto: {
            /**
             * @description Organization whose profile sets the field
             * @example org_1
             */
            orgId: string;
            /**
             * @description Name of that organization
             * @example Example Telecom
             */
            orgName: string;
        };
        BillingContactDto: {
            /**
             * @description Name of the person
             * @example John Smith
             */
            name?: string | null;
            /**
             * Format: email
             * @description E-mail address
             * @example billing@company1.com
             */
            email?: string | null;
            /**
             * @description Telephone number
             * @example +1-555-123-4567
             */
            phone?: string | null;
        };
        BillingAddressDto: {
            /**
             * @description Street and number
             * @example 123 Business Ave
             */
            street?: string | null;
            /**
             * @description City
             * @example New York
             */
            city?: string | null;
            /**
             * @description State or province
             * @example NY
             */
            state?: string | null;
            /**
             * @description Postal code
             * @example 10001
             */
            postalCode?: string | null;
            /**
             * @description Country (ISO 3166-1 alpha-2, and XK for Kosovo)
             * @example US
             */
            country?: string | null;
        };
        RateCardDto: {
            /**
             * @description Id of the rate card
             * @example rc_standard
             */
            id: string;
            /**
             * @description Name of the rate card
             * @example Standard Enterprise Rates
             */
            name?: string | null;
        };
        BillingProfileDto: {
            /**
             * @description Billing plan
             * @example enterprise
             */
            billingPlan?: string;
            /**
             * @description ISO 4217 code of a currency in `GET /lookups/currencies`. A withdrawn one can be kept, but not chosen
             * @example USD
             */
            currency?: string;
            /**
             * @description The most that may be owed, in units of `currency` with as many decimals as the currency has (ISO 4217: two for EUR, none
             *     for JPY). At this balance the traffic of the organization is refused
             * @example 10000
             */
            creditLimit?: number;
            /**
             * @description What is owed, in units of `currency` with as many decimals as the currency has: charges, less payments. A negative amount
             *     is credit. Setting it records a correction; left out of a request, it stays as it is; null closes the account
             * @example 2500
             */
            currentBalance?: number;
            /**
             * Format: date-time
             * @description When the next invoice is due (ISO 8601, UTC)
             * @example 2024-02-01T00:00:00Z
             */
            nextBillingDate?: string;
            /**
             * Format: date-time
             * @description When the profile was created (ISO 8601, UTC)
             * @example 2023-06-15T00:00:00Z
             */
            createdAt: string;
            /**
             * @description Organization that the profile belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description Name of that organization
             * @example Company One
             */
            orgName: string;
            /**
             * @description `monthly`, `quarterly` or `annual`
             * @example monthly
             * @enum {string}
             */
            billingCycle?: "monthly" | "quarterly" | "annual";
            /**
             * @description `invoice`, `credit_card`, `direct_debit` or `prepaid`
             * @example invoice
             * @enum {string}
             */
            paymentMethod?: "invoice" | "credit_card" | "direct_debit" | "prepaid";
            /** @description Person who receives the invoices */
            billingContact?: components["schemas"]["BillingContactDto"];
            /** @description Address on the invoices */
            billingAddress?: components["schemas"]["BillingAddressDto"];
            /** @description Rate card for the charges */
            rateCard?: components["schemas"]["RateCardDto"];
            /**
             * @description `active`, `suspended` or `closed`
             * @example active
             * @enum {string}
             */
            status?: "active" | "suspended" | "closed";
        };
        EffectiveBillingProfileDto: {
            /**
             * @description Billing plan
             * @example enterprise
             */
            billingPlan?: string;
            /**
             * @description ISO 4217 code of a currency in `GET /lookups/currencies`. A withdrawn one can be kept, but not chosen
             * @example USD
             */
            currency?: string;
            /**
             * @description The most that may be owed, in units of `currency` with as many decimals as the currency has (ISO 4217: two for EUR, none
             *     for JPY). At this balance the traffic of the organization is refused
             * @example 10000
             */
            creditLimit?: number;
            /**
             * @description What is owed, in units of `currency` with as many decimals as the currency has: charges, less payments. A negative amount
             *     is credit. Setting it records a correction; left out of a request, it stays as it is; null closes the account
             * @example 2500
             */
            currentBalance?: number;
            /**
             * Format: date-time
             * @description When the next invoice is due (ISO 8601, UTC)
             * @example 2024-02-01T00:00:00Z
             */
            nextBillingDate?: string;
            /**
             * @description Organization that the profile belongs to
             * @example org_456
             */
            orgId: string;
            /**
             * @description Name of that organization
             * @example Company One
             */
            orgName: string;
            /**
             * @description `monthly`, `quarterly` or `annual`
             * @example monthly
             * @enum {string}
             */
            billingCycle?: "monthly" | "quarterly" | "annual";
            /**
             * @description `invoice`, `credit_card`, `direct_debit` or `prepaid`
             * @example invoice
             * @enum {string}
             */
            paymentMethod?: "invoice" | "credit_card" | "direct_debit" | "prepaid";
            /** @description Person who receives the invoices */
            billingContact?: components["schemas"]["BillingContactDto"];
            /** @description Address on the invoices */
            billingAddress?: components["schemas"]["BillingAddressDto"];
            /** @description Rate card for the charges */
            rateCard?: components["schemas"]["RateCardDto"];
            /**
             * @description `active`, `suspended` or `closed`
             * @example active
             * @enum {string}
             */
            status?: "active" | "suspended" | "closed";
            /**
             * @description For each field, the organization whose profile sets it
             * @example {
             *       "billingPlan": {
             *         "orgId": "org_1",
             *         "orgName": "Example Telecom"
             *       }
             *     }
             */
            sources: {
                [key: string]: components["schemas"]["BillingSourceDto"];
            };
        };
        SetBillingProfileDto: {
            /**
             * @description Billing plan
             * @example enterprise
             */
            billingPlan?: string | null;
            /**
             * @description ISO 4217 code of a currency in `GET /lookups/currencies`. A withdrawn one can be kept, but not chosen
             * @example USD
             */
            currency?: string | null;
            /**
             * @description The most that may be owed, in units of `currency` with as many decimals as the currency has (ISO 4217: two for EUR, none
             *     for JPY). At this balance the traffic of the organization is refused
             * @example 10000
             */
            creditLimit?: number | null;
            /**
             * @description What is owed, in units of `currency` with as many decimals as the currency has: charges, less payments. A negative amount
             *     is credit. Setting it records a correction; left out of a request, it stays as it is; null closes the account
             * @example 2500
             */
            currentBalance?: number | null;
            /**
             * Format: date-time
             * @description When the next invoice is due (ISO 8601, UTC)
             * @example 2024-02-01T00:00:00Z
             */
            nextBillingDate?: string | null;
            /**
             * @description `monthly`, `quarterly` or `annual`
             * @example monthly
             * @enum {string|null}
             */
            billingCycle?: "monthly" | "quarterly" | "annual" | null;
            /**
             * @description `invoice`, `credit_card`, `direct_debit` or `prepaid`
             * @example invoice
             * @enum {string|null}
             */
            paymentMethod?: "invoice" | "credit_card" | "direct_debit" | "prepaid" | null;
            /** @description Person who receives the invoices */
            billingContact?: components["schemas"]["BillingContactDto"] | null;
            /** @description Address on the invoices */
            billingAddress?: components["schemas"]["BillingAddressDto"] | null;
            /** @description Rate card for the charges */
            rateCard?: components["schemas"]["RateCardDto"] | null;
            /**
             * @description `active`, `suspended` or `closed`
             * @example active
             * @enum {string|null}
             */
            status?: "active" | "suspended" | "closed" | null;
        };
        DeletedBillingProfileDto: {
            /**
             * Format: date-time
             * @description When it was removed (ISO 8601, UTC)
             * @example 2024-01-20T16:00:00Z
             */
            deletedAt: string;
            /**
             * @description Organization of the removed profile
             * @example org_789
             */
            orgId: string;
        };
        BillingTransactionDto: {
            /**
             * Format: int64
             * @description Id of the transaction; later ones have higher ids
             * @example 4711
             */
            id: number;
            /**
             * @description `charges`, `payment` or `correction`
             * @example payment
             * @enum {string}
             */
            type: "charges" | "payment" | "correction";
            /**
             * @description What it adds to the balance: negative for a payment
             * @example -250
             */
            amount: string;
            /**
             * @description For `charges`, the number of charges that it adds up; otherwise absent
             * @example 1000
             */
            charges?: number;
            /**
             * Format: date-time
             * @description When it was recorded (ISO 8601, UTC)
             * @example 2026-11-24T08:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Organization whose balance it changes
             * @example org_456
             */
            orgId: string;
            /**
             * @description ISO 4217 code
             * @example USD
             */
            currency: string;
            /**
             * @description Your own reference; absent if there is none
             * @example RF18539007547034
             */
            reference?: string;
            /**
             * @description Text for people; absent if there is none
             * @example Bank transfer
             */
            description?: string;
        };
        CreateBillingTransactionDto: {
            /**
             * @description Amount in units of the profile's currency, with at most six decimals. Positive for a payment; a correction adds it to
             *     what is owed, and may be negative
             * @example 250.00
             */
            amount: string | number;
            /**
             * @description Your own reference, such as the number of the payment
             * @example RF18539007547034
             */
            reference?: string | null;
            /**
             * @description Text for people
             * @example Bank transfer
             */
            description?: string | null;
            /**
             * @description `payment` (the organization has paid) or `correction` (anything else, such as a payment that was paid back)
             * @example payment
             * @enum {string}
             */
            type: "payment" | "correction";
        };
        ChargeErrorDto: {
            /**
             * @description Status that a request for this charge alone would have
             * @example 422
             */
            statusCode: number;
            /**
             * @description Code of the error
             * @example currency_mismatch
             * @enum {string}
             */
            code: "charge_conflict" | "charge_out_of_time" | "currency_mismatch" | "organization_unknown";
            /**
             * @description Text for people
             * @example The currency of the charge is not that of the organization
             */
            message: string;
            /**
             * @description Field at fault
             * @example currency
             */
            field: string;
        };
        ChargeResultDto: {
            /**
             * @description `recorded`, `duplicate` (it had been recorded before, and counts once) or `refused`
             * @example recorded
             * @enum {string}
             */
            status: "recorded" | "duplicate" | "refused";
            /**
             * @description The sender's own id of the charge
             * @example cdr-20240120-000017
             */
            id: string;
            /** @description `true` for a charge that had been recorded before; otherwise absent */
            duplicate?: boolean;
            /** @description Why the charge was refused; otherwise absent */
            error?: components["schemas"]["ChargeErrorDto"];
        };
        ChargesResultDto: {
            /**
             * @description Number of charges that are recorded now
             * @example 1
             */
            recorded: number;
            /**
             * @description Number of charges that had been recorded before
             * @example 0
             */
            duplicates: number;
            /**
             * @description Number of charges that were refused
             * @example 0
             */
            refused: number;
            /** @description One result for each charge, in the order of the request */
            charges: components["schemas"]["ChargeResultDto"][];
        };
        CreateChargeDto: {
            /**
             * @description The sender's own id of the charge. Sent again with the same content, the charge counts once
             * @example cdr-20240120-000017
             */
            id: string;
            /**
             * @description Organization that is charged
             * @example org_456
             */
            orgId: string;
            /**
             * @description Price, in units of `currency`, with at most six decimals, as a string or as a number. A negative amount is a refund
             * @example 0.042
             */
            amount: string | number;
            /**
             * @description ISO 4217 code: the currency of the organization
             * @example EUR
             */
            currency: string;
            /**
             * Format: date-time
             * @description When the charged service was used (ISO 8601); its month in UTC is that of the charge. At most 62 days ago
             * @example 2024-01-20T09:15:00Z
             */
            occurredAt: string;
            /**
             * @description Kind of service, by which the spend is shown
             * @example voice
             */
            category?: string | null;
            /**
             * @description Text for people
             * @example Call to +49 30 901820, 84 s
             */
            description?: string | null;
        };
        CreateChargesDto: {
            /** @description The charges, in any order */
            charges: components["schemas"]["CreateChargeDto"][];
        };
        ChargeDto: {
            /**
             * @description Price in units of `currency`; negative for a refund
             * @example 0.042
             */
            amount: string;
            /**
             * Format: date-time
             * @description When the charged service was used (ISO 8601, UTC)
             * @example 2024-01-20T09:15:00.000Z
             */
            occurredAt: string;
            /**
             * Format: date-time
             * @description When the charge was recorded (ISO 8601, UTC)
             * @example 2024-01-20T09:16:02.118Z
             */
            createdAt: string;
            /**
             * @description The sender's own id of the charge. Charges of two senders can have the same
             * @example cdr-20240120-000017
             */
            id: string;
            /**
             * @description Organization that is charged
             * @example org_456
             */
            orgId: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             */
            currency: string;
            /**
             * @description Kind of service; absent if none was sent
             * @example voice
             */
            category?: string;
            /**
             * @description Text for people; absent if none was sent
             * @example Call to +49 30 901820, 84 s
             */
            description?: string;
        };
        CategorySpendDto: {
            /**
             * @description Charges of the organization and of all organizations below it, less refunds
             * @example 812.4
             */
            total: string;
            /**
             * @description Those of the organization itself
             * @example 12.4
             */
            own: string;
            /**
             * @description Those of the organizations below it
             * @example 800
             */
            below: string;
            /**
             * @description Kind of service; empty for charges without one
             * @example voice
             */
            category: string;
        };
        CurrencySpendDto: {
            /**
             * @description Charges of the organization and of all organizations below it, less refunds
             * @example 812.4
             */
            total: string;
            /**
             * @description Those of the organization itself
             * @example 12.4
             */
            own: string;
            /**
             * @description Those of the organizations below it
             * @example 800
             */
            below: string;
            /**
             * @description ISO 4217 code
             * @example USD
             */
            currency: string;
        };
        SpendDto: {
            /**
             * @description Charges of the organization and of all organizations below it, less refunds
             * @example 812.4
             */
            total: string;
            /**
             * @description Those of the organization itself
             * @example 12.4
             */
            own: string;
            /**
             * @description Those of the organizations below it
             * @example 800
             */
            below: string;
            /** @description The sums by kind of service, the largest total first */
            categories: components["schemas"]["CategorySpendDto"][];
            /** @description Charges below the organization in other currencies. The limit does not count them */
            otherCurrencies: components["schemas"]["CurrencySpendDto"][];
            /**
             * @description Amount at which the organization is blocked: the monthly cost limit and the extensions of the month; absent if there is
             *     no limit, and for a past month
             * @example 1000
             */
            limit?: string;
            /**
             * @description What is left until then, at least 0; absent without `limit`
             * @example 187.6
             */
            remaining?: string;
            /**
             * @description Organization
             * @example org_456
             */
            orgId: string;
            /**
             * @description Month in UTC
             * @example 2026-11
             */
            month: string;
            /**
             * @description ISO 4217 code: the currency of the organization, in which the limit counts
             * @example EUR
             */
            currency: string;
            /** @description Absent unless the organization is blocked, and for a past month */
            blocked?: components["schemas"]["BlockedDto"];
        };
        SpendMonthDto: {
            /**
             * @description Charges of the organization and of all organizations below it, less refunds
             * @example 812.4
             */
            total: string;
            /**
             * @description Those of the organization itself
             * @example 12.4
             */
            own: string;
            /**
             * @description Those of the organizations below it
             * @example 800
             */
            below: string;
            /**
             * @description Month in UTC
             * @example 2026-10
             */
            month: string;
            /**
             * @description ISO 4217 code
             * @example EUR
             */
            currency: string;
        };
        ExtensionDto: {
            /**
             * Format: int64
             * @description Id of the extension
             * @example 1
             */
            id: number;
            /**
             * @description Amount in units of the organization's currency
             * @example 250
             */
            amount: string;
            /**
             * Format: date-time
             * @description When it was given (ISO 8601, UTC)
             * @example 2026-11-24T08:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Organization
             * @example org_456
             */
            orgId: string;
            /**
             * @description Month in UTC
             * @example 2026-11
             */
            month: string;
            /**
             * @description Why
             * @example Campaign in the last week of the month
             */
            reason: string;
        };
        CreateExtensionDto: {
            /**
             * @description What the organization may spend in this month beyond its limit, in units of its currency, with at most six decimals
             * @example 250
             */
            amount: string | number;
            /**
             * @description Why; the history shows it
             * @example Campaign in the last week of the month
             */
            reason: string;
        };
        ApiKeyWithSecretDto: {
            /**
             * @description Name of the key, for people
             * @example Provisioning
             */
            name: string;
            /**
             * @description Organization that the key belongs to; absent for a key of the platform
             * @example org_456
             */
            orgId?: string;
            /**
             * Format: date-time
             * @description When the key expires (ISO 8601, UTC); absent if it does not expire
             * @example 2027-01-01T00:00:00Z
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description When the secret from before the last rotation stops working (ISO 8601, UTC); absent if it no longer works
             * @example 2024-01-21T09:15:00Z
             */
            previousSecretExpiresAt?: string;
            /**
             * Format: date-time
             * @description When the key was last used (ISO 8601, UTC), to the minute; absent if it was never used. It does not affect the ETag
             * @example 2024-01-20T09:15:00Z
             */
            lastUsedAt?: string;
            /**
             * Format: date-time
             * @description When the key was created (ISO 8601, UTC)
             * @example 2024-01-20T09:15:00Z
             */
            createdAt: string;
            /**
             * @description The secret. It is shown once and not stored, so a replayed response (`Idempotent-Replayed`) does not contain it
             * @example oak_7Hs91kQaV0pT3xZ8mN5rB2yL6wE4uJ1cG9dF7hK0sAq
             */
            secret?: string;
            /**
             * @description Id of the key
             * @example key_4fQ0nXrT2b9LwYcE
             */
            id: string;
            /**
             * @description `admin`, `manager`, `viewer`, `edge` (a SIP proxy) or `rating` (a rating engine)
             * @example manager
             * @enum {string}
             */
            role: "admin" | "manager" | "viewer" | "edge" | "rating";
            /**
             * @description Name of that organization
             * @example Company One
             */
            orgName?: string;
            /**
             * @description First characters of the secret
             * @example oak_7Hs91kQa
             */
            prefix: string;
        };
        CreateApiKeyDto: {
            /**
             * @description Name of the key, for people
             * @example Provisioning
             */
            name: string;
            /**
             * @description `admin`, `manager`, `viewer`, `edge` (a SIP proxy) or `rating` (a rating engine)
             * @example manager
             * @enum {string}
             */
            role: "admin" | "manager" | "viewer" | "edge" | "rating";
            /**
             * Format: date-time
             * @description When the key expires (ISO 8601, UTC); absent if it does not expire
             * @example 2027-01-01T00:00:00Z
             */
            expiresAt?: string | null;
            /**
             * @description Organization that the key belongs to; default: the caller's own. An administrator creates a key of the platform with null
             * @example org_456
             */
            orgId?: string | null;
        };
        ApiKeyDto: {
            /**
             * @description Name of the key, for people
             * @example Provisioning
             */
            name: string;
            /**
             * @description Organization that the key belongs to; absent for a key of the platform
             * @example org_456
             */
            orgId?: string;
            /**
             * Format: date-time
             * @description When the key expires (ISO 8601, UTC); absent if it does not expire
             * @example 2027-01-01T00:00:00Z
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description When the secret from before the last rotation stops working (ISO 8601, UTC); absent if it no longer works
             * @example 2024-01-21T09:15:00Z
             */
            previousSecretExpiresAt?: string;
            /**
             * Format: date-time
             * @description When the key was last used (ISO 8601, UTC), to the minute; absent if it was never used. It does not affect the ETag
             * @example 2024-01-20T09:15:00Z
             */
            lastUsedAt?: string;
            /**
             * Format: date-time
             * @description When the key was created (ISO 8601, UTC)
             * @example 2024-01-20T09:15:00Z
             */
            createdAt: string;
            /**
             * @description Id of the key
             * @example key_4fQ0nXrT2b9LwYcE
             */
            id: string;
            /**
             * @description `admin`, `manager`, `viewer`, `edge` (a SIP proxy) or `rating` (a rating engine)
             * @example manager
             * @enum {string}
             */
            role: "admin" | "manager" | "viewer" | "edge" | "rating";
            /**
             * @description Name of that organization
             * @example Company One
             */
            orgName?: string;
            /**
             * @description First characters of the secret
             * @example oak_7Hs91kQa
             */
            prefix: string;
        };
        RotateApiKeyDto: {
            /**
             * @description How many seconds the old secret keeps working: at most 30 days, 0 to end it at once; default: one day
             * @default 86400
             * @example 86400
             */
            overlapSeconds: number;
        };
        RevokedApiKeyDto: {
            /**
             * Format: date-time
             * @description When it was revoked (ISO 8601, UTC)
             * @example 2024-01-20T12:00:00Z
             */
            revokedAt: string;
            /**
             * @description Id of the key
             * @example key_4fQ0nXrT2b9LwYcE
             */
            id: string;
        };
        ActorDto: {
            /**
             * @description Role of the author; `system` for the service itself
             * @example manager
             * @enum {string}
             */
            role: "admin" | "manager" | "viewer" | "edge" | "rating" | "system";
            /**
             * @description The `sub` of the token, or the name of the API key
             * @example manager-456
             */
            subject?: string;
            /**
             * @description Organization of the author
             * @example org_456
             */
            orgId?: string;
            /**
             * @description Id of the API key that was used
             * @example key_4fQ0nXrT2b9LwYcE
             */
            apiKeyId?: string;
        };
        AuditEntryDto: {
            /**
             * Format: int64
             * @description Id of the entry; later entries have higher ids
             * @example 4711
             */
            id: number;
            /**
             * Format: date-time
             * @description Time of the change (ISO 8601, UTC)
             * @example 2024-01-20T09:15:00.123Z
             */
            time: string;
            /**
             * @description `created`, `updated`, `deleted`, `restored`, `moved` (to another parent), `transferred` (to another
             *     organization, with one entry for each of the two) or `rotated`
             * @example updated
             * @enum {string}
             */
            action: "created" | "updated" | "deleted" | "restored" | "moved" | "transferred" | "rotated";
            /**
             * @description Kind of the resource
             * @example orgip
             * @enum {string}
             */
            resourceType: "apikey" | "billingprofile" | "billingtransaction" | "block" | "contact" | "costlimitextension" | "costlimitwarning" | "domain" | "organization" | "orgip";
            /** @description The resource before the change, with the fields that responses to writes have; absent if it did not exist */
            before?: {
                [key: string]: unknown;
            };
            /** @description The resource after the change; absent if it no longer exists */
            after?: {
                [key: string]: unknown;
            };
            /**
             * @description Id of the resource; for a billing profile, the id of its organization
             * @example ip_001
             */
            resourceId: string;
            /**
             * @description Organization of the resource; absent for resources of the platform
             * @example org_456
             */
            orgId?: string;
            /**
             * @description Current name of that organization
             * @example Company One
             */
            orgName?: string;
            /** @description Author of the change */
            actor: components["schemas"]["ActorDto"];
            /**
             * @description Id of the request that made the change, as in `X-Request-Id`
             * @example 5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11
             */
            requestId?: string;
        };
        HealthDto: {
            /**
             * @description `ok`
             * @example ok
             */
            status: string;
        };
        ReadinessDto: {
            /**
             * @description `ok`
             * @example ok
             */
            status: string;
            /**
             * @description State of the routing index. `fresh`: it is up to date and answers all calls. `loading`, `stale` or `off` (by
             *     configuration): the database answers instead
             * @example fresh
             * @enum {string}
             */
            routing: "loading" | "fresh" | "stale" | "off";
        };
        RoutedOrganizationDto: {
            /**
             * @description Id of the organization
             * @example org_456
             */
            id: string;
            /**
             * @description Name of the organization
             * @example Company One
             */
            name: string;
            /**
             * @description `suspended` if the organization or one of its ancestors is suspended; otherwise `active`
             * @example active
             * @enum {string}
             */
            effectiveStatus: "active" | "suspended";
        };
        RoutedIpDto: {
            /**
             * @description First address of the network (IPv4 or IPv6)
             * @example 203.0.113.10
             */
            ipAddress: string;
            /**
             * @description Prefix length in bits: 8 to 32 for IPv4, 16 to 128 for IPv6; default: a single address
             * @example 32
             */
            cidr: number;
            /**
             * @description Id of the IP configuration
             * @example ip_001
             */
            id: string;
        };
        RoutedDomainDto: {
            /**
             * @description Domain name, in lower case; internationalized names are stored as A-labels, and must be permitted by IDNA2008, which
             *     disallows emoji. Unique on the platform
             * @example company1.voip.example.com
             */
            domain: string;
            /**
             * @description Id of the mapping, chosen by its creator
             * @example dom_123
             */
            id: string;
            /**
             * @description Whether TLS is enabled
             * @example true
             */
            tlsEnabled: boolean;
            /**
             * @description Whether SIP registration is enabled
             * @example true
             */
            registrationEnabled: boolean;
            /**
             * @description SIP realm that users authenticate with
             * @example company1.voip.example.com
             */
            sipRealm: string;
        };
        RoutingDecisionDto: {
            /**
             * @description Reason of the decision
             * @example allowed
             * @enum {string}
             */
            reason: "unknown_ip" | "unknown_domain" | "wrong_type" | "inactive_ip" | "protocol_not_allowed" | "port_not_allowed" | "domain_ip_mismatch" | "ambiguous_shared_ip" | "inactive_domain" | "cost_limit_reached" | "credit_limit_reached" | "organization_suspended" | "allowed";
            /**
             * @description Why the call would be refused if it were no emergency call; otherwise absent
             * @enum {string}
             */
            overridden?: "cost_limit_reached" | "credit_limit_reached" | "organization_suspended";
            /**
             * @description Whether the traffic is allowed
             * @example true
             */
            allow: boolean;
            /** @description Absent if it cannot be determined */
            organization?: components["schemas"]["RoutedOrganizationDto"];
            /** @description Absent if no IP configuration matches, or no address was given */
            ip?: components["schemas"]["RoutedIpDto"];
            /** @description Absent if the domain does not exist, or none was given */
            domain?: components["schemas"]["RoutedDomainDto"];
            /** @description `true` if the instance cannot reach the database, so that the answer may be out of date; otherwise absent */
            stale?: boolean;
        };
        EmergencyCallDto: {
            /**
             * Format: date-time
             * @description Beginning of the minute (ISO 8601, UTC)
             * @example 2026-11-24T08:15:00.000Z
             */
            time: string;
            /**
             * @description Why the calls would have been refused if they were no emergency calls; otherwise absent
             * @enum {string}
             */
            overridden?: "cost_limit_reached" | "credit_limit_reached" | "organization_suspended";
            /**
             * @description Number of decisions
             * @example 1
             */
            calls: number;
            /**
             * @description Organization that called
             * @example org_456
             */
            orgId: string;
            /**
             * @description Id of the IP configuration; absent if only the domain was known
             * @example ip_001
             */
            ipId?: string;
            /**
             * @description Id of the domain; absent if the call named none
             * @example dom_123
             */
            domainId?: string;
        };
        FieldErrorDto: {
            /**
             * @description The invalid field or parameter; a dot separates the names of nested fields
             * @example cidr
             */
            field: string;
            /**
             * @description What is wrong with the field
             * @example must not be greater than 32 for an IPv4 address
             */
            message: string;
        };
        ErrorDto: {
            /**
             * @description The HTTP status of the response
             * @example 404
             */
            statusCode: number;
            /**
             * @description Always false
             * @example false
             */
            success: boolean;
            /**
             * @description The reason phrase of the HTTP status
             * @example Not Found
             */
            error: string;
            /**
             * @description Stable code for programs, one per cause
             * @example domain_not_found
             */
            code: string;
            /**
             * @description Description of the error for people
             * @example Domain mapping not found
             */
            message: string;
            /** @description All invalid fields, if the error is about fields */
            details?: components["schemas"]["FieldErrorDto"][];
            /**
             * @description The id of the request. The operator finds the request in the log by this id
             * @example 5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11
             */
            requestId: string;
        };
    };
    responses: {
        /**
         * @description Bad Request:
         *     - [`validation_failed`](/guides/errors#validation_failed) Invalid parameters
         *     - [`malformed_path`](/guides/errors#malformed_path) The path is not valid percent-encoding
         */
        BadRequest: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "validation_failed" | "malformed_path";
                };
            };
        };
        /**
         * @description Unauthorized:
         *     - [`unauthenticated`](/guides/errors#unauthenticated) Invalid or missing authentication
         */
        Unauthorized: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `Bearer` */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "unauthenticated";
                };
            };
        };
        /**
         * @description Too Many Requests:
         *     - [`rate_limited`](/guides/errors#rate_limited) Too many requests: retry after the time in Retry-After
         */
        TooManyRequests: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description The number of seconds to wait before the next attempt */
                "Retry-After"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "rate_limited";
                };
            };
        };
        /**
         * @description Internal Server Error:
         *     - [`internal_error`](/guides/errors#internal_error) Server-side error occurred
         */
        InternalServerError: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "internal_error";
                };
            };
        };
        /**
         * @description Service Unavailable:
         *     - [`service_unavailable`](/guides/errors#service_unavailable) The service is temporarily unavailable: try again shortly
         */
        ServiceUnavailable: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description The number of seconds to wait before the next attempt */
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "service_unavailable";
                };
            };
        };
        /**
         * @description Not Found:
         *     - [`domain_not_found`](/guides/errors#domain_not_found) Domain mapping not found
         */
        NotFound: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "domain_not_found";
                };
            };
        };
        /**
         * @description Payload Too Large:
         *     - [`payload_too_large`](/guides/errors#payload_too_large) The body is larger than 100 kB
         */
        PayloadTooLarge: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "payload_too_large";
                };
            };
        };
        /**
         * @description Unsupported Media Type:
         *     - [`unsupported_media_type`](/guides/errors#unsupported_media_type) The body must be JSON (Content-Type: application/json)
         */
        UnsupportedMediaType: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "unsupported_media_type";
                };
            };
        };
        /**
         * @description Precondition Failed:
         *     - [`precondition_failed`](/guides/errors#precondition_failed) The resource does not match If-Match or If-None-Match: read it again
         */
        PreconditionFailed: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "precondition_failed";
                };
            };
        };
        /**
         * @description Forbidden:
         *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
         */
        Forbidden: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "insufficient_permissions";
                };
            };
        };
        /**
         * @description Forbidden:
         *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
         *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
         *     - [`shared_requires_admin`](/guides/errors#shared_requires_admin) Only an administrator may share an address between organizations
         */
        Forbidden2: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "insufficient_permissions" | "organization_suspended" | "shared_requires_admin";
                };
            };
        };
        /**
         * @description Bad Request:
         *     - [`malformed_json`](/guides/errors#malformed_json) The body is not valid JSON
         *     - [`validation_failed`](/guides/errors#validation_failed) Invalid parameters
         *     - [`malformed_path`](/guides/errors#malformed_path) The path is not valid percent-encoding
         */
        BadRequest2: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "malformed_json" | "validation_failed" | "malformed_path";
                };
            };
        };
        /**
         * @description Not Found:
         *     - [`ip_not_found`](/guides/errors#ip_not_found) IP configuration not found
         */
        NotFound2: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "ip_not_found";
                };
            };
        };
        /**
         * @description Forbidden:
         *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
         *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
         */
        Forbidden3: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "insufficient_permissions" | "organization_suspended";
                };
            };
        };
        /**
         * @description Not Found:
         *     - [`organization_not_found`](/guides/errors#organization_not_found) Organization not found
         */
        NotFound3: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "organization_not_found";
                };
            };
        };
        /**
         * @description Forbidden:
         *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
         *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
         *     - [`own_organization`](/guides/errors#own_organization) A manager may not change this in its own organization: only an ancestor or an administrator may
         */
        Forbidden4: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "insufficient_permissions" | "organization_suspended" | "own_organization";
                };
            };
        };
        /**
         * @description Forbidden:
         *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Admin access required
         */
        Forbidden5: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "insufficient_permissions";
                };
            };
        };
        /**
         * @description Unprocessable Entity:
         *     - [`idempotency_key_reused`](/guides/errors#idempotency_key_reused) This Idempotency-Key was used for a different request
         */
        UnprocessableEntity: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_reused";
                };
            };
        };
        /**
         * @description Conflict:
         *     - [`idempotency_key_in_use`](/guides/errors#idempotency_key_in_use) A request with this Idempotency-Key is still running
         */
        Conflict: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "idempotency_key_in_use";
                };
            };
        };
        /**
         * @description Not Found:
         *     - [`contact_not_found`](/guides/errors#contact_not_found) Contact not found
         */
        NotFound4: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "contact_not_found";
                };
            };
        };
        /**
         * @description Not Found:
         *     - [`lookup_not_found`](/guides/errors#lookup_not_found) Lookup value not found
         */
        NotFound5: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "lookup_not_found";
                };
            };
        };
        /**
         * @description Conflict:
         *     - [`billing_amount_conflict`](/guides/errors#billing_amount_conflict) An effective billing profile would have an amount with more decimals than its currency
         */
        Conflict2: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "billing_amount_conflict";
                };
            };
        };
        /**
         * @description Not Found:
         *     - [`billing_profile_not_found`](/guides/errors#billing_profile_not_found) Organization or billing profile not found
         *     - [`organization_not_found`](/guides/errors#organization_not_found) Organization or billing profile not found
         */
        NotFound6: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "billing_profile_not_found" | "organization_not_found";
                };
            };
        };
        /**
         * @description Not Found:
         *     - [`api_key_not_found`](/guides/errors#api_key_not_found) API key not found
         */
        NotFound7: {
            headers: {
                /** @description The id of the request. Every log line of the request has it */
                "X-Request-Id"?: string;
                /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                "RateLimit-Policy"?: string;
                /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                RateLimit?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"] & {
                    /** @enum {string} */
                    code?: "api_key_not_found";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listDomains: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Domains of this organization only; organizations below it are not included (for example `org_456`) */
                orgId?: string;
                /** @description The domain with this name, in any spelling: capitals, Unicode or A-labels, with or without a trailing dot */
                domain?: string;
                /** @description Sort order: one or more of `createdAt`, `updatedAt`, `domain`, `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Domains with this type */
                type?: "primary" | "alias";
                /** @description Domains with this status */
                status?: "active" | "inactive" | "suspended";
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "dom_123",
                     *           "domain": "company1.voip.example.com",
                     *           "orgId": "org_456",
                     *           "orgName": "Company One",
                     *           "type": "primary",
                     *           "status": "active",
                     *           "createdAt": "2024-01-15T10:30:00Z",
                     *           "updatedAt": "2024-01-15T10:30:00Z"
                     *         },
                     *         {
                     *           "id": "dom_124",
                     *           "domain": "company2.voip.example.com",
                     *           "orgId": "org_789",
                     *           "orgName": "Company Two",
                     *           "type": "primary",
                     *           "status": "active",
                     *           "createdAt": "2024-01-16T14:20:00Z",
                     *           "updatedAt": "2024-01-16T14:20:00Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "total": 2,
                     *         "limit": 50
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["DomainListItemDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions to list domains
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Domain mapping ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "dom_123",
                     *         "domain": "company1.voip.example.com",
                     *         "orgId": "org_456",
                     *         "orgName": "Company One",
                     *         "type": "primary",
                     *         "status": "active",
                     *         "sipRealm": "company1.voip.example.com",
                     *         "registrationEnabled": true,
                     *         "tlsEnabled": true,
                     *         "createdAt": "2024-01-15T10:30:00Z",
                     *         "updatedAt": "2024-01-15T10:30:00Z",
                     *         "metadata": {
                     *           "region": "us-east",
                     *           "cluster": "prod-1"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["DomainDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions to view domain
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Domain mapping ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateDomainDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "dom_123",
                     *         "domain": "company1.voip.example.com",
                     *         "orgId": "org_456",
                     *         "type": "primary",
                     *         "status": "inactive",
                     *         "sipRealm": "company1.voip.example.com",
                     *         "registrationEnabled": true,
                     *         "tlsEnabled": false,
                     *         "createdAt": "2024-01-15T10:30:00Z",
                     *         "updatedAt": "2024-01-20T11:45:00Z",
                     *         "metadata": {
                     *           "region": "us-east",
                     *           "maintenanceMode": true
                     *         }
                     *       },
                     *       "message": "Domain mapping updated successfully"
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["WrittenDomainDto"];
                        /** @example Domain mapping updated successfully */
                        message: string;
                    };
                };
            };
            /**
             * @description Bad Request:
             *     - [`validation_failed`](/guides/errors#validation_failed) Invalid field values
             *     - [`malformed_json`](/guides/errors#malformed_json) The body is not valid JSON
             *     - [`malformed_path`](/guides/errors#malformed_path) The path is not valid percent-encoding
             */
            400: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "validation_failed" | "malformed_json" | "malformed_path";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions to update domain
             *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions" | "organization_suspended";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Conflict:
             *     - [`domain_exists`](/guides/errors#domain_exists) Domain name conflict with existing mapping
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "domain_exists";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`organization_unknown`](/guides/errors#organization_unknown) Organization ID not found
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_unknown";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description ID of the new domain mapping */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDomainDto"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "dom_125",
                     *         "domain": "newcompany.voip.example.com",
                     *         "orgId": "org_999",
                     *         "type": "primary",
                     *         "status": "active",
                     *         "sipRealm": "newcompany.voip.example.com",
                     *         "registrationEnabled": true,
                     *         "tlsEnabled": true,
                     *         "createdAt": "2024-01-20T09:15:00Z",
                     *         "updatedAt": "2024-01-20T09:15:00Z",
                     *         "metadata": {
                     *           "region": "us-west",
                     *           "environment": "production"
                     *         }
                     *       },
                     *       "message": "Domain mapping created successfully"
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["WrittenDomainDto"];
                        /** @example Domain mapping created successfully */
                        message: string;
                    };
                };
            };
            /**
             * @description Bad Request:
             *     - [`validation_failed`](/guides/errors#validation_failed) Invalid domain format or missing required fields
             *     - [`malformed_json`](/guides/errors#malformed_json) The body is not valid JSON
             *     - [`malformed_path`](/guides/errors#malformed_path) The path is not valid percent-encoding
             */
            400: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "validation_failed" | "malformed_json" | "malformed_path";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions to create domain
             *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions" | "organization_suspended";
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`domain_exists`](/guides/errors#domain_exists) Domain already exists
             *     - [`domain_id_exists`](/guides/errors#domain_id_exists) Domain already exists
             *     - [`idempotency_key_in_use`](/guides/errors#idempotency_key_in_use) A request with this Idempotency-Key is still running
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "domain_exists" | "domain_id_exists" | "idempotency_key_in_use";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`organization_unknown`](/guides/errors#organization_unknown) Organization ID not found
             *     - [`idempotency_key_reused`](/guides/errors#idempotency_key_reused) This Idempotency-Key was used for a different request
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_unknown" | "idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteDomain: {
        parameters: {
            query?: {
                /** @description Delete the mapping even if it is in use */
                force?: boolean;
            };
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Domain mapping ID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Domain mapping deleted successfully",
                     *       "data": {
                     *         "id": "dom_123",
                     *         "deletedAt": "2024-01-20T12:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["DeletedDomainDto"];
                        /** @example Domain mapping deleted successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions to delete domain
             *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions" | "organization_suspended";
                    };
                };
            };
            404: components["responses"]["NotFound"];
            /**
             * @description Conflict:
             *     - [`domain_in_use`](/guides/errors#domain_in_use) Domain is in use and force=false
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "domain_in_use";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrgIps: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Networks that contain this address; an IPv4-mapped IPv6 address counts as the IPv4 address (for example `203.0.113.10`) */
                ipAddress?: string;
                /** @description Sort order: one or more of `createdAt`, `updatedAt`, `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Networks of this organization only; organizations below it are not included (for example `org_456`) */
                orgId?: string;
                /** @description Networks with this type */
                type?: "signaling" | "media" | "both";
                /** @description Networks with this status */
                status?: "active" | "inactive";
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": "ip_001",
                     *           "orgId": "org_456",
                     *           "ipAddress": "203.0.113.10",
                     *           "cidr": 32,
                     *           "type": "signaling",
                     *           "description": "Primary PBX",
                     *           "status": "active",
                     *           "createdAt": "2024-01-10T08:00:00Z"
                     *         },
                     *         {
                     *           "id": "ip_002",
                     *           "orgId": "org_456",
                     *           "ipAddress": "203.0.113.0",
                     *           "cidr": 24,
                     *           "type": "media",
                     *           "description": "Media subnet",
                     *           "status": "active",
                     *           "createdAt": "2024-01-10T08:05:00Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "total": 2,
                     *         "limit": 50
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrgIpListItemDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrgIp: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Networks that contain this address; an IPv4-mapped IPv6 address counts as the IPv4 address (for example `203.0.113.10`) */
                ipAddress?: string;
                /** @description Sort order: one or more of `createdAt`, `updatedAt`, `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Networks with this type */
                type?: "signaling" | "media" | "both";
                /** @description Networks with this status */
                status?: "active" | "inactive";
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description IP configuration ID (`ip_001`) or organization ID (`org_456`, `456`) */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrgIpDto"] | components["schemas"]["OrgIpListItemDto"][];
                        meta?: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /**
             * @description Not Found:
             *     - [`ip_not_found`](/guides/errors#ip_not_found) IP configuration not found
             *     - [`organization_not_found`](/guides/errors#organization_not_found) Organization not found
             */
            404: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "ip_not_found" | "organization_not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateOrgIp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description IP configuration ID */
                entity: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOrgIpDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "ip_003",
                     *         "orgId": "org_456",
                     *         "ipAddress": "203.0.113.50",
                     *         "cidr": 32,
                     *         "type": "signaling",
                     *         "description": "Primary PBX Server (promoted)",
                     *         "allowedPorts": [
                     *           5060,
                     *           5061
                     *         ],
                     *         "protocols": [
                     *           "UDP",
                     *           "TCP",
                     *           "TLS",
                     *           "WSS"
                     *         ],
                     *         "status": "active",
                     *         "createdAt": "2024-01-20T14:30:00Z",
                     *         "updatedAt": "2024-01-20T15:00:00Z"
                     *       },
                     *       "message": "Organization IP updated successfully"
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["WrittenOrgIpDto"];
                        /** @example Organization IP updated successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["NotFound2"];
            /**
             * @description Conflict:
             *     - [`ip_exists`](/guides/errors#ip_exists) IP address conflict
             *     - [`ip_conflict`](/guides/errors#ip_conflict) IP address conflict
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "ip_exists" | "ip_conflict";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createOrgIp: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Organization ID (the service chooses the new ID), or the ID of the new IP configuration */
                entity: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrgIpDto"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": "ip_003",
                     *         "orgId": "org_456",
                     *         "ipAddress": "203.0.113.50",
                     *         "cidr": 32,
                     *         "type": "signaling",
                     *         "description": "Backup PBX Server",
                     *         "allowedPorts": [
                     *           5060,
                     *           5061
                     *         ],
                     *         "protocols": [
                     *           "UDP",
                     *           "TCP",
                     *           "TLS"
                     *         ],
                     *         "status": "active",
                     *         "createdAt": "2024-01-20T14:30:00Z",
                     *         "updatedAt": "2024-01-20T14:30:00Z"
                     *       },
                     *       "message": "Organization IP created successfully"
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["WrittenOrgIpDto"];
                        /** @example Organization IP created successfully */
                        message: string;
                    };
                };
            };
            /**
             * @description Bad Request:
             *     - [`validation_failed`](/guides/errors#validation_failed) Invalid IP address format or parameters
             *     - [`malformed_json`](/guides/errors#malformed_json) The body is not valid JSON
             *     - [`malformed_path`](/guides/errors#malformed_path) The path is not valid percent-encoding
             */
            400: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "validation_failed" | "malformed_json" | "malformed_path";
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /**
             * @description Conflict:
             *     - [`ip_exists`](/guides/errors#ip_exists) IP address already configured
             *     - [`ip_id_exists`](/guides/errors#ip_id_exists) IP address already configured
             *     - [`ip_conflict`](/guides/errors#ip_conflict) IP address already configured
             *     - [`idempotency_key_in_use`](/guides/errors#idempotency_key_in_use) A request with this Idempotency-Key is still running
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "ip_exists" | "ip_id_exists" | "ip_conflict" | "idempotency_key_in_use";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`organization_unknown`](/guides/errors#organization_unknown) Organization not found
             *     - [`idempotency_key_reused`](/guides/errors#idempotency_key_reused) This Idempotency-Key was used for a different request
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_unknown" | "idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteOrgIp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description IP configuration ID */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Organization IP deleted successfully",
                     *       "data": {
                     *         "id": "ip_003",
                     *         "deletedAt": "2024-01-20T16:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["DeletedOrgIpDto"];
                        /** @example Organization IP deleted successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["NotFound2"];
            /**
             * @description Conflict:
             *     - [`ip_in_use`](/guides/errors#ip_in_use) IP is actively in use
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "ip_in_use";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Exact name */
                name?: string;
                /** @description Exact reference */
                ext_reference?: string;
                /** @description Id of the organization's own status */
                status?: number;
                /** @description Id of the type */
                type?: number;
                /** @description Id of the class */
                class?: number;
                /** @description Id of the country */
                country?: number;
                /** @description Sort order: one or more of `name`, `created`, `updated`, `ext_reference`, `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": [
                     *         {
                     *           "id": 12,
                     *           "name": "Tele17",
                     *           "ext_reference": "",
                     *           "class": {
                     *             "id": 0,
                     *             "description": "Commercial"
                     *           },
                     *           "type": {
                     *             "id": 1,
                     *             "description": "Provider"
                     *           },
                     *           "country": {
                     *             "id": 74,
                     *             "name": "Germany",
                     *             "mcc": "262",
                     *             "country_code": "49",
                     *             "isocode": "de"
                     *           },
                     *           "status": {
                     *             "id": 1,
                     *             "description": "Suspended"
                     *           },
                     *           "effective_status": {
                     *             "id": 1,
                     *             "description": "Suspended"
                     *           },
                     *           "relation": {
                     *             "id": 17,
                     *             "type": {
                     *               "id": 0,
                     *               "description": "Customer of"
                     *             },
                     *             "parent": {
                     *               "id": 1,
                     *               "name": "Example Telecom"
                     *             }
                     *           },
                     *           "monthly_cost_limit": 1000,
                     *           "currency": {
                     *             "id": 1,
                     *             "code": "EUR",
                     *             "symbol": "€"
                     *           },
                     *           "created": "2015-02-03T00:00:00.000+0000",
                     *           "updated": "2015-02-03T00:00:00.000+0000",
                     *           "verification_type": {
                     *             "id": 1,
                     *             "description": "Business registration number"
                     *           },
                     *           "verification": "123456789"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "total": 1,
                     *         "limit": 50
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrganizationDto"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"];
                        /** @example Organization created successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
             *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
             *     - [`root_requires_admin`](/guides/errors#root_requires_admin) Only an administrator may make an organization a root
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions" | "organization_suspended" | "root_requires_admin";
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`ext_reference_taken`](/guides/errors#ext_reference_taken) Another organization with the same parent has this ext_reference
             *     - [`hierarchy_too_deep`](/guides/errors#hierarchy_too_deep) Organizations can be nested at most 32 levels deep
             *     - [`idempotency_key_in_use`](/guides/errors#idempotency_key_in_use) A request with this Idempotency-Key is still running
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "ext_reference_taken" | "hierarchy_too_deep" | "idempotency_key_in_use";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`organization_unknown`](/guides/errors#organization_unknown) Organization not found
             *     - [`reference_unknown`](/guides/errors#reference_unknown) A referenced value does not exist
             *     - [`status_not_settable`](/guides/errors#status_not_settable) The status Deleted cannot be set: delete the organization with DELETE
             *     - [`idempotency_key_reused`](/guides/errors#idempotency_key_reused) This Idempotency-Key was used for a different request
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_unknown" | "reference_unknown" | "status_not_settable" | "idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMyOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /**
             * @description Not Found:
             *     - [`no_own_organization`](/guides/errors#no_own_organization) The caller does not belong to an organization
             */
            404: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "no_own_organization";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "id": 12,
                     *         "name": "Tele17",
                     *         "ext_reference": "",
                     *         "class": {
                     *           "id": 0,
                     *           "description": "Commercial"
                     *         },
                     *         "type": {
                     *           "id": 1,
                     *           "description": "Provider"
                     *         },
                     *         "country": {
                     *           "id": 74,
                     *           "name": "Germany",
                     *           "mcc": "262",
                     *           "country_code": "49",
                     *           "isocode": "de"
                     *         },
                     *         "status": {
                     *           "id": 1,
                     *           "description": "Suspended"
                     *         },
                     *         "effective_status": {
                     *           "id": 1,
                     *           "description": "Suspended"
                     *         },
                     *         "relation": {
                     *           "id": 17,
                     *           "type": {
                     *             "id": 0,
                     *             "description": "Customer of"
                     *           },
                     *           "parent": {
                     *             "id": 1,
                     *             "name": "Example Telecom"
                     *           }
                     *         },
                     *         "monthly_cost_limit": 1000,
                     *         "currency": {
                     *           "id": 1,
                     *           "code": "EUR",
                     *           "symbol": "€"
                     *         },
                     *         "created": "2015-02-03T00:00:00.000+0000",
                     *         "updated": "2015-02-03T00:00:00.000+0000",
                     *         "verification_type": {
                     *           "id": 1,
                     *           "description": "Business registration number"
                     *         },
                     *         "verification": "123456789"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteOrganization: {
        parameters: {
            query?: {
                /** @description Delete the whole subtree with its domains, IPs and contacts (administrators only) */
                force?: boolean;
            };
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["DeletedOrganizationDto"];
                        /** @example Organization deleted successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
             *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
             *     - [`own_organization`](/guides/errors#own_organization) A manager may not change this in its own organization: only an ancestor or an administrator may
             *     - [`force_requires_admin`](/guides/errors#force_requires_admin) Only an administrator may force the deletion
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions" | "organization_suspended" | "own_organization" | "force_requires_admin";
                    };
                };
            };
            404: components["responses"]["NotFound3"];
            /**
             * @description Conflict:
             *     - [`organization_not_empty`](/guides/errors#organization_not_empty) The organization still has children, domains or IPs
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_not_empty";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOrganizationDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"];
                        /** @example Organization updated successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            404: components["responses"]["NotFound3"];
            /**
             * @description Conflict:
             *     - [`ext_reference_taken`](/guides/errors#ext_reference_taken) Another organization with the same parent has this ext_reference
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "ext_reference_taken";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`reference_unknown`](/guides/errors#reference_unknown) A referenced value does not exist
             *     - [`status_not_settable`](/guides/errors#status_not_settable) The status Deleted cannot be set: delete the organization with DELETE
             *     - [`root_has_no_relation`](/guides/errors#root_has_no_relation) An organization without a parent has no relation
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "reference_unknown" | "status_not_settable" | "root_has_no_relation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"];
                        /** @example Organization restored successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden5"];
            404: components["responses"]["NotFound3"];
            /**
             * @description Conflict:
             *     - [`parent_deleted`](/guides/errors#parent_deleted) The parent is also deleted: restore it first
             *     - [`ext_reference_taken`](/guides/errors#ext_reference_taken) Another organization with the same parent has this ext_reference
             *     - [`idempotency_key_in_use`](/guides/errors#idempotency_key_in_use) A request with this Idempotency-Key is still running
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "parent_deleted" | "ext_reference_taken" | "idempotency_key_in_use";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrganizationParent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /**
             * @description Not Found:
             *     - [`organization_not_found`](/guides/errors#organization_not_found) Organization not found
             *     - [`parent_not_found`](/guides/errors#parent_not_found) The organization has no parent that the caller can see
             */
            404: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_not_found" | "parent_not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    moveOrganization: {
        parameters: {
            query?: {
                /** @description Change nothing; respond with what the move would change */
                preview?: boolean;
            };
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveOrganizationDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"] | components["schemas"]["MovePreviewDto"];
                        /** @example Organization moved successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
             *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
             *     - [`own_organization`](/guides/errors#own_organization) A manager may not change this in its own organization: only an ancestor or an administrator may
             *     - [`root_requires_admin`](/guides/errors#root_requires_admin) Only an administrator may make an organization a root
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions" | "organization_suspended" | "own_organization" | "root_requires_admin";
                    };
                };
            };
            404: components["responses"]["NotFound3"];
            /**
             * @description Conflict:
             *     - [`hierarchy_cycle`](/guides/errors#hierarchy_cycle) An organization cannot be moved into its own subtree
             *     - [`hierarchy_too_deep`](/guides/errors#hierarchy_too_deep) Organizations can be nested at most 32 levels deep
             *     - [`parent_changed`](/guides/errors#parent_changed) The parent of the organization has changed
             *     - [`move_ip_conflict`](/guides/errors#move_ip_conflict) The move would leave overlapping IP networks with unrelated organizations
             *     - [`move_billing_conflict`](/guides/errors#move_billing_conflict) After the move, an effective billing profile would have an amount with more decimals than its currency
             *     - [`ext_reference_taken`](/guides/errors#ext_reference_taken) Another organization with the same parent has this ext_reference
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "hierarchy_cycle" | "hierarchy_too_deep" | "parent_changed" | "move_ip_conflict" | "move_billing_conflict" | "ext_reference_taken";
                    };
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`organization_unknown`](/guides/errors#organization_unknown) Organization not found
             *     - [`reference_unknown`](/guides/errors#reference_unknown) A referenced value does not exist
             *     - [`root_has_no_relation`](/guides/errors#root_has_no_relation) An organization without a parent has no relation
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_unknown" | "reference_unknown" | "root_has_no_relation";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrganizationAncestors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrganizationChildren: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Exact name */
                name?: string;
                /** @description Exact reference */
                ext_reference?: string;
                /** @description Id of the organization's own status */
                status?: number;
                /** @description Id of the type */
                type?: number;
                /** @description Id of the class */
                class?: number;
                /** @description Id of the country */
                country?: number;
                /** @description Sort order: one or more of `name`, `created`, `updated`, `ext_reference`, `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrganizationDescendants: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Exact name */
                name?: string;
                /** @description Exact reference */
                ext_reference?: string;
                /** @description Id of the organization's own status */
                status?: number;
                /** @description Id of the type */
                type?: number;
                /** @description Id of the class */
                class?: number;
                /** @description Id of the country */
                country?: number;
                /** @description Sort order: one or more of `path`, `name`, `created`, `updated`, `ext_reference`, `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Number of levels below; 1 for the children only; default: all levels (for example `2`) */
                depth?: number;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["OrganizationDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrganizationTree: {
        parameters: {
            query?: {
                /** @description Number of levels below */
                depth?: number;
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["TreeNodeDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Id of the contact type */
                type?: number;
                /** @description Sort order: one or more of `id`, `name`, `created`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ContactDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateContactDto"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ContactDto"];
                        /** @example Contact created successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["NotFound3"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`reference_unknown`](/guides/errors#reference_unknown) A referenced value does not exist
             *     - [`idempotency_key_reused`](/guides/errors#idempotency_key_reused) This Idempotency-Key was used for a different request
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "reference_unknown" | "idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
                /** @description Contact id */
                contactId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ContactDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound4"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
                /** @description Contact id */
                contactId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["DeletedContactDto"];
                        /** @example Contact deleted successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["NotFound4"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
                /** @description Contact id */
                contactId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateContactDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ContactDto"];
                        /** @example Contact updated successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["NotFound4"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`reference_unknown`](/guides/errors#reference_unknown) A referenced value does not exist
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "reference_unknown";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listLookups: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["AllLookupsDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrganizationStatuses: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrganizationStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrganizationTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrganizationType: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listOrganizationClasses: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOrganizationClass: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listRelationTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRelationType: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listVerificationTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getVerificationType: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listContactTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getContactType: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["LookupDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listCountries: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["CountryDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getCountry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["CountryDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listCurrencies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["CurrencyDto"][];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getCurrency: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the value */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["CurrencyDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound5"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOwnBillingProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "orgId": "org_456",
                     *         "orgName": "Company One",
                     *         "billingPlan": "enterprise",
                     *         "billingCycle": "monthly",
                     *         "currency": "USD",
                     *         "paymentMethod": "invoice",
                     *         "billingContact": {
                     *           "name": "John Smith",
                     *           "email": "billing@company1.com",
                     *           "phone": "+1-555-123-4567"
                     *         },
                     *         "billingAddress": {
                     *           "street": "123 Business Ave",
                     *           "city": "New York",
                     *           "state": "NY",
                     *           "postalCode": "10001",
                     *           "country": "US"
                     *         },
                     *         "rateCard": {
                     *           "id": "rc_standard",
                     *           "name": "Standard Enterprise Rates"
                     *         },
                     *         "creditLimit": 10000,
                     *         "currentBalance": 2500,
                     *         "status": "active",
                     *         "nextBillingDate": "2024-02-01T00:00:00Z",
                     *         "createdAt": "2023-06-15T00:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["BillingProfileDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /**
             * @description Not Found:
             *     - [`billing_profile_not_found`](/guides/errors#billing_profile_not_found) Billing profile not configured
             *     - [`no_own_organization`](/guides/errors#no_own_organization) Billing profile not configured
             */
            404: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "billing_profile_not_found" | "no_own_organization";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getBillingProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Organization ID: `org_789` or `789` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "orgId": "org_789",
                     *         "orgName": "Company Two",
                     *         "billingPlan": "professional",
                     *         "billingCycle": "annual",
                     *         "currency": "EUR",
                     *         "paymentMethod": "credit_card",
                     *         "billingContact": {
                     *           "name": "Jane Doe",
                     *           "email": "finance@company2.com",
                     *           "phone": "+44-20-1234-5678"
                     *         },
                     *         "billingAddress": {
                     *           "street": "456 Corporate Blvd",
                     *           "city": "London",
                     *           "postalCode": "EC1A 1BB",
                     *           "country": "GB"
                     *         },
                     *         "rateCard": {
                     *           "id": "rc_eu_pro",
                     *           "name": "EU Professional Rates"
                     *         },
                     *         "creditLimit": 5000,
                     *         "currentBalance": 750,
                     *         "status": "active",
                     *         "nextBillingDate": "2025-01-01T00:00:00Z",
                     *         "createdAt": "2024-01-01T00:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["BillingProfileDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden5"];
            /**
             * @description Not Found:
             *     - [`billing_profile_not_found`](/guides/errors#billing_profile_not_found) Organization or billing profile not found
             */
            404: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "billing_profile_not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    setBillingProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization ID: `org_789` or `789` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetBillingProfileDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["BillingProfileDto"];
                        /** @example Billing profile saved successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden5"];
            404: components["responses"]["NotFound3"];
            409: components["responses"]["Conflict2"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteBillingProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization ID: `org_789` or `789` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["DeletedBillingProfileDto"];
                        /** @example Billing profile deleted successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden5"];
            404: components["responses"]["NotFound6"];
            409: components["responses"]["Conflict2"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getEffectiveBillingProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Organization ID: `org_789` or `789` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["EffectiveBillingProfileDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden5"];
            404: components["responses"]["NotFound6"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getCustomerBillingProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["BillingProfileDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /**
             * @description Not Found:
             *     - [`organization_not_found`](/guides/errors#organization_not_found) Organization not found
             *     - [`billing_profile_not_found`](/guides/errors#billing_profile_not_found) Billing profile not configured
             */
            404: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_not_found" | "billing_profile_not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    setCustomerBillingProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetBillingProfileDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["BillingProfileDto"];
                        /** @example Billing profile saved successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            404: components["responses"]["NotFound3"];
            409: components["responses"]["Conflict2"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listBillingTransactions: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Sort order: one or more of `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["BillingTransactionDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createBillingTransaction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBillingTransactionDto"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["BillingTransactionDto"];
                        /** @example Billing transaction recorded successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            404: components["responses"]["NotFound3"];
            /**
             * @description Conflict:
             *     - [`no_balance`](/guides/errors#no_balance) The organization has no balance of its own
             *     - [`idempotency_key_in_use`](/guides/errors#idempotency_key_in_use) A request with this Idempotency-Key is still running
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "no_balance" | "idempotency_key_in_use";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    recordCharges: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChargesDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ChargesResultDto"];
                        /** @example Charges processed */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            /**
             * @description Payload Too Large:
             *     - [`payload_too_large`](/guides/errors#payload_too_large) The body is larger than 1 MB
             */
            413: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "payload_too_large";
                    };
                };
            };
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listCharges: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description The sender's own id of the charge */
                id?: string;
                /** @description Charges of services used at this time or later (ISO 8601) */
                since?: string;
                /** @description Charges of services used before this time (ISO 8601) */
                until?: string;
                /** @description Kind of service */
                category?: string;
                /** @description Sort order: one or more of `occurredAt`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Only charges of the organization itself, without those of the organizations below it */
                own?: boolean;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ChargeDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSpend: {
        parameters: {
            query?: {
                /** @description Month in UTC, as `2026-11`; by default the current one */
                month?: string;
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["SpendDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listSpendMonths: {
        parameters: {
            query?: {
                /** @description How many months, the current one first */
                months?: number;
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["SpendMonthDto"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listCostLimitExtensions: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Sort order: one or more of `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ExtensionDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound3"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    extendCostLimit: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Organization id: `12` or `org_12` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExtensionDto"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ExtensionDto"];
                        /** @example Cost limit extended successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            404: components["responses"]["NotFound3"];
            /**
             * @description Conflict:
             *     - [`cost_limit_not_set`](/guides/errors#cost_limit_not_set) The organization has no monthly cost limit
             *     - [`idempotency_key_in_use`](/guides/errors#idempotency_key_in_use) A request with this Idempotency-Key is still running
             */
            409: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "cost_limit_not_set" | "idempotency_key_in_use";
                    };
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Keys of this organization only; organizations below it are not included (for example `org_456`) */
                orgId?: string;
                /** @description Sort order: one or more of `createdAt`, `id`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ApiKeyDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKeyDto"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ApiKeyWithSecretDto"];
                        /** @example API key created successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            /**
             * @description Forbidden:
             *     - [`insufficient_permissions`](/guides/errors#insufficient_permissions) Insufficient permissions
             *     - [`organization_suspended`](/guides/errors#organization_suspended) The organization is suspended: its users can read but not write
             *     - [`role_above_creator`](/guides/errors#role_above_creator) A key cannot have a higher role than its creator
             */
            403: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "insufficient_permissions" | "organization_suspended" | "role_above_creator";
                    };
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`organization_unknown`](/guides/errors#organization_unknown) Organization not found
             *     - [`organization_required`](/guides/errors#organization_required) A key with this role must belong to an organization
             *     - [`expiry_unusable`](/guides/errors#expiry_unusable) The expiry must be in the future and not after the expiry of the key in use
             *     - [`idempotency_key_reused`](/guides/errors#idempotency_key_reused) This Idempotency-Key was used for a different request
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "organization_unknown" | "organization_required" | "expiry_unusable" | "idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of a response that the caller has cached, or `*` for any */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ApiKeyDto"];
                    };
                };
            };
            /** @description Not Modified: the cached response is still current */
            304: {
                headers: {
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound7"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["RevokedApiKeyDto"];
                        /** @example API key revoked successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["NotFound7"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text that the caller chooses, unique for each operation. If the same request with the same key arrives again within 24 hours, it gets the response to the first one and changes nothing. Quotes around the key, as the draft of the IETF asks, are not part of it */
                "Idempotency-Key"?: string;
                /** @description The `ETag` of the resource as the caller last read it. The response is 412 if the resource has changed */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the key */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateApiKeyDto"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description Strong validator of the resource, for `If-Match` and `If-None-Match` */
                    ETag?: string;
                    /** @description `true` if this is the response to an earlier request with the same key */
                    "Idempotent-Replayed"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ApiKeyWithSecretDto"];
                        /** @example API key rotated successfully */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["NotFound7"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /**
             * @description Unprocessable Entity:
             *     - [`expiry_unusable`](/guides/errors#expiry_unusable) The expiry must be in the future and not after the expiry of the key in use
             *     - [`idempotency_key_reused`](/guides/errors#idempotency_key_reused) This Idempotency-Key was used for a different request
             */
            422: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"] & {
                        /** @enum {string} */
                        code?: "expiry_unusable" | "idempotency_key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Changes of the resource with this id (for example `ip_001`) */
                resourceId?: string;
                /** @description Changes of resources that belonged to this organization (for example `org_456`) */
                orgId?: string;
                /** @description Changes by this subject or API key id; only authors in the caller's subtree are found (for example `manager-456`) */
                actor?: string;
                /** @description Changes at or after this time (for example `2024-01-20T00:00:00Z`) */
                since?: string;
                /** @description Changes before this time (for example `2030-01-01T00:00:00Z`) */
                until?: string;
                /** @description The state at this time: for each resource that existed, the last change before it (for example `2030-01-01T00:00:00Z`) */
                at?: string;
                /**
                 * @description Changes after which an organization IP contained this address; with `at`, shows which organization had the address
                 *     then. An IPv4-mapped IPv6 address counts as the IPv4 address (for example `203.0.113.10`)
                 */
                ipAddress?: string;
                /** @description Sort order: one or more of `time`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Changes of this kind of resource */
                resourceType?: "apikey" | "billingprofile" | "billingtransaction" | "block" | "contact" | "costlimitextension" | "costlimitwarning" | "domain" | "organization" | "orgip";
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["AuditEntryDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["HealthDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["ReadinessDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRoutingDecision: {
        parameters: {
            query: {
                /** @description Source port of the traffic; not checked if absent (for example `5060`) */
                port?: number;
                /** @description Source address of the traffic (IPv4 or IPv6; an IPv4-mapped IPv6 address counts as the IPv4 address) */
                ip: string;
                /** @description SIP domain of the call or the registration; without it, or with an empty one, the address alone decides (for example `company1.voip.example.com`) */
                domain?: string;
                /** @description Transport protocol (`UDP`, `TCP`, `TLS`, `WS`, `WSS`), in any case; not checked if absent (for example `UDP`) */
                protocol?: "UDP" | "TCP" | "TLS" | "WS" | "WSS";
                /** @description Whether the traffic is media (RTP) instead of signaling (SIP) */
                media?: boolean;
                /** @description Whether it is an emergency call. It passes although the organization is suspended or has reached a limit */
                emergency?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "allow": true,
                     *         "reason": "allowed",
                     *         "organization": {
                     *           "id": "org_456",
                     *           "name": "Company One",
                     *           "effectiveStatus": "active"
                     *         },
                     *         "ip": {
                     *           "id": "ip_001",
                     *           "ipAddress": "203.0.113.10",
                     *           "cidr": 32
                     *         },
                     *         "domain": {
                     *           "id": "dom_123",
                     *           "domain": "company1.voip.example.com",
                     *           "sipRealm": "company1.voip.example.com",
                     *           "tlsEnabled": true,
                     *           "registrationEnabled": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["RoutingDecisionDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRoutingDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description SIP domain */
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "allow": true,
                     *         "reason": "allowed",
                     *         "organization": {
                     *           "id": "org_456",
                     *           "name": "Company One",
                     *           "effectiveStatus": "active"
                     *         },
                     *         "domain": {
                     *           "id": "dom_123",
                     *           "domain": "company1.voip.example.com",
                     *           "sipRealm": "company1.voip.example.com",
                     *           "tlsEnabled": true,
                     *           "registrationEnabled": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["RoutingDecisionDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRoutingIp: {
        parameters: {
            query?: {
                /** @description Source port of the traffic; not checked if absent (for example `5060`) */
                port?: number;
                /** @description Transport protocol (`UDP`, `TCP`, `TLS`, `WS`, `WSS`), in any case; not checked if absent (for example `UDP`) */
                protocol?: "UDP" | "TCP" | "TLS" | "WS" | "WSS";
                /** @description Whether the traffic is media (RTP) instead of signaling (SIP) */
                media?: boolean;
                /** @description Whether it is an emergency call. It passes although the organization is suspended or has reached a limit */
                emergency?: boolean;
            };
            header?: never;
            path: {
                /** @description Source address of the traffic */
                ip: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "data": {
                     *         "allow": true,
                     *         "reason": "allowed",
                     *         "organization": {
                     *           "id": "org_456",
                     *           "name": "Company One",
                     *           "effectiveStatus": "active"
                     *         },
                     *         "ip": {
                     *           "id": "ip_001",
                     *           "ipAddress": "203.0.113.10",
                     *           "cidr": 32
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["RoutingDecisionDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listEmergencyCalls: {
        parameters: {
            query?: {
                /** @description Maximum number of items per page */
                limit?: number;
                /** @description Calls of this organization alone */
                orgId?: string;
                /** @description Calls at this time or later (ISO 8601) */
                since?: string;
                /** @description Calls before this time (ISO 8601) */
                until?: string;
                /** @description Sort order: one or more of `time`, separated by commas. A leading `-` sorts descending */
                sort?: string;
                /** @description Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
                cursor?: string;
                /**
                 * @description How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
                 *     is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
                 */
                count?: "none" | "estimate" | "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The id of the request. Every log line of the request has it */
                    "X-Request-Id"?: string;
                    /** @description The next page, as `<…>; rel="next"`. Absent on the last page */
                    Link?: string;
                    /** @description `"principal";q=…;w=60`: the number of requests that the caller may send in 60 seconds */
                    "RateLimit-Policy"?: string;
                    /** @description `"principal";r=…;t=…`: the number of remaining requests, and the seconds until the limit resets */
                    RateLimit?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Always true */
                        success: boolean;
                        data: components["schemas"]["EmergencyCallDto"][];
                        meta: components["schemas"]["PageMetaDto"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
