import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';

export const domainNotFound = new ErrorDefinition(404, 'domain_not_found', 'Domain mapping not found', {
  cause:
    "The caller's subtree has no domain mapping with this id. A mapping outside the subtree gives the same error.",
  remedy:
    'Put the id of the mapping into the path (`dom_123`), not the domain name. Find the id with `GET /domains?domain=…`.',
});
export const domainExists = new ErrorDefinition(409, 'domain_exists', 'Domain already exists', {
  cause:
    "The domain name is already mapped, regardless of case: by the caller, by an organization outside the caller's subtree, or by an organization that was deleted less than 30 days ago.",
  remedy:
    'Look for it in your own mappings with `GET /domains?domain=…`. Otherwise choose another name, or ask an administrator who owns it.',
});
export const domainIdExists = new ErrorDefinition(409, 'domain_id_exists', 'Domain already exists', {
  cause: "Another mapping already has the id in the path. It may be outside the caller's subtree.",
  remedy: 'Choose another id: up to 64 letters, digits, `_` and `-`.',
});
export const domainInUse = new ErrorDefinition(409, 'domain_in_use', 'Domain is in use and force=false', {
  cause:
    'A call was allowed because of this domain in the last few minutes (`IN_USE_WINDOW_SECONDS`), or this is the last primary domain of an organization that still has aliases.',
  remedy:
    'Set its `status` to `inactive` and wait, or delete the aliases first. `force=true` deletes the domain immediately.',
});

onConstraint('domains_pkey', domainIdExists, 'id', 'is already in use');
onConstraint('domains_domain_key', domainExists, 'domain', 'is already in use');
