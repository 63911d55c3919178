import { Failure, onConstraint } from '../http/api-error.js';
import { organizationUnknown } from '../organizations/organization.failures.js';

export const parentNotFound = new Failure(404, 'parent_not_found', 'The organization has no parent here');
export const hierarchyCycle = new Failure(
  409,
  'hierarchy_cycle',
  'An organization cannot be moved into its own subtree',
);
export const parentChanged = new Failure(409, 'parent_changed', 'The organization has another parent by now');
export const networksApart = new Failure(
  409,
  'move_ip_conflict',
  'The move would leave overlapping IP networks with unrelated organizations',
);

onConstraint('organizations_no_cycle', hierarchyCycle, 'parent', 'is inside the organization');
onConstraint('organizations_networks_apart', networksApart);
onConstraint(
  'organizations_parent_id_fkey',
  organizationUnknown,
  'parent',
  'is no organization that exists here',
);
