import { Failure, onConstraint } from '../http/api-error.js';

export const orgIpNotFound = new Failure(404, 'ip_not_found', 'IP configuration not found');
export const ipExists = new Failure(409, 'ip_exists', 'IP address already configured');
export const ipIdExists = new Failure(409, 'ip_id_exists', 'IP address already configured');
export const ipConflict = new Failure(409, 'ip_conflict', 'IP address conflict');
export const ipInUse = new Failure(409, 'ip_in_use', 'IP is actively in use');
export const sharedRequiresAdmin = new Failure(
  403,
  'shared_requires_admin',
  'Only an administrator may share an address between organizations',
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
