import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';

export const orgIpNotFound = new ErrorDefinition(404, 'ip_not_found', 'IP configuration not found', {
  cause:
    "There is no IP of this id in the caller's subtree. To change or delete one takes its id, not that of an organization.",
  remedy: 'Find the id (`ip_001`) with `GET /orgips/org_456` or `GET /orgips/index`.',
});
export const ipExists = new ErrorDefinition(409, 'ip_exists', 'IP address already configured', {
  cause:
    'The same network is configured already for the same kind of traffic (`both` is signaling and media): by the caller, by somebody whom the caller cannot see, or by an organization that was deleted less than 30 days ago.',
  remedy:
    'Look for your own with `GET /orgips/index?ipAddress=…`. For an address that several organizations share an administrator makes `shared` entries.',
});
export const ipIdExists = new ErrorDefinition(409, 'ip_id_exists', 'IP address already configured', {
  cause: 'Another IP has the id in the path, perhaps one that the caller cannot see.',
  remedy: 'Choose another id, or put the id of the organization into the path: then one is made.',
});
export const ipConflict = new ErrorDefinition(409, 'ip_conflict', 'IP address conflict', {
  cause:
    'The network overlaps one of an organization that is neither above nor below. Whose it is is not said.',
  remedy:
    "Use a network that is the organization's alone. For an address that several share an administrator makes `shared` entries.",
});
export const ipInUse = new ErrorDefinition(409, 'ip_in_use', 'IP is actively in use', {
  cause: 'A call was let through by this IP in the last minutes (`IN_USE_WINDOW_SECONDS`).',
  remedy: 'Set its `status` to `inactive`, wait for that time, and delete it then.',
});
export const sharedRequiresAdmin = new ErrorDefinition(
  403,
  'shared_requires_admin',
  'Only an administrator may share an address between organizations',
  {
    cause: 'A manager has sent `shared`.',
    remedy: 'Leave the field out, or let an administrator make the entry.',
  },
);

onConstraint('org_ips_pkey', ipIdExists, 'entity', 'is taken');
onConstraint(
  'org_ips_no_overlap_between_strangers',
  ipConflict,
  'ipAddress',
  'overlaps a network that is configured elsewhere',
);
for (const constraint of [
  'org_ips_network_taken',
  'org_ips_signaling_network_key',
  'org_ips_media_network_key',
  'org_ips_shared_signaling_network_key',
  'org_ips_shared_media_network_key',
])
  onConstraint(constraint, ipExists, 'ipAddress', 'is configured already for this kind of traffic');
