import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';

export const orgIpNotFound = new ErrorDefinition(404, 'ip_not_found', 'IP configuration not found', {
  cause:
    "The caller's subtree has no IP configuration with this id. Changing or deleting one needs its own id, not the id of the organization.",
  remedy: 'Find the id (`ip_001`) with `GET /orgips/org_456` or `GET /orgips/index`.',
});
export const ipExists = new ErrorDefinition(409, 'ip_exists', 'IP address already configured', {
  cause:
    "The same network is already configured for the same kind of traffic (`both` means signaling and media): by the caller, by an organization outside the caller's subtree, or by an organization that was deleted less than 30 days ago.",
  remedy:
    'Look for it in your own networks with `GET /orgips/index?ipAddress=…`. If several organizations share the address, an administrator can create `shared` entries.',
});
export const ipIdExists = new ErrorDefinition(409, 'ip_id_exists', 'IP address already configured', {
  cause: "Another IP configuration already has the id in the path. It may be outside the caller's subtree.",
  remedy: 'Choose another id, or put the id of the organization into the path to get a generated id.',
});
export const ipConflict = new ErrorDefinition(409, 'ip_conflict', 'IP address conflict', {
  cause:
    'The network overlaps a network of an organization that is neither an ancestor nor a descendant. The response does not name that organization.',
  remedy:
    'Use a network that belongs to this organization only. If several organizations share the address, an administrator can create `shared` entries.',
});
export const ipInUse = new ErrorDefinition(409, 'ip_in_use', 'IP is actively in use', {
  cause: 'A call was allowed because of this IP in the last few minutes (`IN_USE_WINDOW_SECONDS`).',
  remedy: 'Set its `status` to `inactive`, wait for that time, then delete it.',
});
export const sharedRequiresAdmin = new ErrorDefinition(
  403,
  'shared_requires_admin',
  'Only an administrator may share an address between organizations',
  {
    cause: 'A manager sent the field `shared`.',
    remedy: 'Omit the field, or ask an administrator to create the entry.',
  },
);

onConstraint('org_ips_pkey', ipIdExists, 'entity', 'is already in use');
onConstraint(
  'org_ips_no_overlap_between_strangers',
  ipConflict,
  'ipAddress',
  'overlaps a network of another organization',
);
for (const constraint of [
  'org_ips_network_taken',
  'org_ips_signaling_network_key',
  'org_ips_media_network_key',
  'org_ips_shared_signaling_network_key',
  'org_ips_shared_media_network_key',
])
  onConstraint(constraint, ipExists, 'ipAddress', 'is already configured for this kind of traffic');
