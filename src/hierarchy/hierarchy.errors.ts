import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';
import { organizationUnknown } from '../organizations/organization.errors.js';

export const parentNotFound = new ErrorDefinition(
  404,
  'parent_not_found',
  'The organization has no parent here',
  {
    cause: "The organization is a root, or it is the caller's own, whose parent the caller cannot see.",
    remedy: 'Nothing is wrong: this is the top of what there is for the caller.',
  },
);
export const hierarchyCycle = new ErrorDefinition(
  409,
  'hierarchy_cycle',
  'An organization cannot be moved into its own subtree',
  {
    cause: 'The new parent is the organization itself or lies below it.',
    remedy: 'Choose a parent outside the subtree that moves. `GET /organizations/{id}/tree` shows it.',
  },
);
export const parentChanged = new ErrorDefinition(
  409,
  'parent_changed',
  'The organization has another parent by now',
  {
    cause: 'The organization has another parent than `expected_parent` says: somebody else has moved it.',
    remedy: 'Read the organization again, and decide anew.',
  },
);
export const moveIpConflict = new ErrorDefinition(
  409,
  'move_ip_conflict',
  'The move would leave overlapping IP networks with unrelated organizations',
  {
    cause:
      'A network in the subtree that moves overlaps one of an organization that it would no longer be above or below.',
    remedy:
      'Change or delete one of the two networks first, or choose a parent that keeps both on one line. Nothing has moved.',
  },
);

onConstraint('organizations_no_cycle', hierarchyCycle, 'parent', 'is inside the organization');
onConstraint('organizations_networks_apart', moveIpConflict);
onConstraint(
  'organizations_parent_id_fkey',
  organizationUnknown,
  'parent',
  'is no organization that exists here',
);
