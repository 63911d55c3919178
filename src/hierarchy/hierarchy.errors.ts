import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';
import { organizationUnknown } from '../organizations/organization.errors.js';

export const parentNotFound = new ErrorDefinition(
  404,
  'parent_not_found',
  'The organization has no parent that the caller can see',
  {
    cause:
      "The organization is a root, or it is the caller's own organization, whose parent is outside the caller's subtree.",
    remedy: 'None is needed: this organization is the top of the tree that the caller can see.',
  },
);
export const hierarchyCycle = new ErrorDefinition(
  409,
  'hierarchy_cycle',
  'An organization cannot be moved into its own subtree',
  {
    cause: 'The new parent is the organization itself or lies below it.',
    remedy:
      'Choose a parent outside the subtree that moves. `GET /organizations/{id}/tree` returns that subtree.',
  },
);
export const parentChanged = new ErrorDefinition(
  409,
  'parent_changed',
  'The parent of the organization has changed',
  {
    cause:
      'The current parent of the organization is not `expected_parent`, because another caller has moved the organization.',
    remedy: 'Read the organization again and check whether the move still makes sense.',
  },
);
export const moveIpConflict = new ErrorDefinition(
  409,
  'move_ip_conflict',
  'The move would leave overlapping IP networks with unrelated organizations',
  {
    cause:
      'A network in the subtree that moves overlaps a network of an organization that would no longer be an ancestor or a descendant.',
    remedy:
      'Change or delete one of the two networks first, or choose a parent under which one organization remains an ancestor of the other. The move changed nothing.',
  },
);
export const moveBillingConflict = new ErrorDefinition(
  409,
  'move_billing_conflict',
  'After the move, an effective billing profile would have an amount with more decimals than its currency',
  {
    cause:
      'An organization in the subtree that moves would inherit a currency or an amount from its new ancestors that does not fit the rest of its billing profile, such as a credit limit of 0.5 in JPY.',
    remedy:
      'Ask an administrator to set the currency and the amounts in the billing profile of the organization first. The move changed nothing.',
  },
);

onConstraint('organizations_amounts_fit', moveBillingConflict);
onConstraint('organizations_no_cycle', hierarchyCycle, 'parent', 'must not be inside the organization');
onConstraint('organizations_networks_apart', moveIpConflict);
onConstraint(
  'organizations_parent_id_fkey',
  organizationUnknown,
  'parent',
  'must be the id of an existing organization',
);
