import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';

export const domainNotFound = new ErrorDefinition(404, 'domain_not_found', 'Domain mapping not found', {
  cause:
    "There is no domain mapping of this id in the caller's subtree. One of somebody else's looks the same as none.",
  remedy: 'The path takes the id of the mapping (`dom_123`), not the name. `GET /domains?domain=…` finds it.',
});
export const domainExists = new ErrorDefinition(409, 'domain_exists', 'Domain already exists', {
  cause:
    'The domain name is mapped already, in whatever case it is written: by the caller, by somebody whom the caller cannot see, or by an organization that was deleted less than 30 days ago.',
  remedy:
    'Look for your own with `GET /domains?domain=…`. Otherwise choose another name, or ask an administrator whose it is.',
});
export const domainIdExists = new ErrorDefinition(409, 'domain_id_exists', 'Domain already exists', {
  cause: 'Another mapping has the id in the path, perhaps one that the caller cannot see.',
  remedy: 'Choose another id: up to 64 letters, digits, `_` and `-`.',
});
export const domainInUse = new ErrorDefinition(409, 'domain_in_use', 'Domain is in use and force=false', {
  cause:
    'A call was let through by this domain in the last minutes (`IN_USE_WINDOW_SECONDS`), or it is the last primary domain of an organization that has aliases.',
  remedy:
    'Set its `status` to `inactive` and wait, or delete the aliases first. `force=true` deletes it at once.',
});

onConstraint('domains_pkey', domainIdExists, 'id', 'is taken');
onConstraint('domains_domain_key', domainExists, 'domain', 'is taken');
