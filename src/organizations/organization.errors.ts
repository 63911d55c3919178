import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';
import { validationFailed } from '../errors/common.errors.js';

export const organizationNotFound = new ErrorDefinition(
  404,
  'organization_not_found',
  'Organization not found',
  {
    cause:
      "There is no organization of this id in the caller's subtree. One of somebody else's looks the same as none, and so does a deleted one.",
    remedy:
      'See what there is with `GET /organizations`. An administrator restores a deleted one within 30 days.',
  },
);
export const organizationUnknown = new ErrorDefinition(
  422,
  'organization_unknown',
  'Organization not found',
  {
    cause:
      "The body names an organization (`orgId`, `parent`, `relation.parent`) that is not in the caller's subtree.",
    remedy: '`details` names the field. See what there is with `GET /organizations`.',
  },
);
export const noOwnOrganization = new ErrorDefinition(
  404,
  'no_own_organization',
  'The caller does not belong to an organization',
  {
    cause: 'The question is about the own organization of the caller, which is an administrator without one.',
    remedy: 'Ask for an organization by its id.',
  },
);
export const ownOrganization = new ErrorDefinition(
  403,
  'own_organization',
  'Of its own organization a manager may not change this; an ancestor or an administrator may',
  {
    cause:
      'A manager tried to move, suspend or delete its own organization, or to change what belongs to those above, such as class, type, currency or the cost limit.',
    remedy:
      'Ask an organization above, or an administrator. `details` names the fields; without them the rest of the change works.',
  },
);
export const rootRequiresAdmin = new ErrorDefinition(
  403,
  'root_requires_admin',
  'Only an administrator may have an organization without a parent',
  {
    cause: 'A manager asked for an organization without a parent.',
    remedy: 'Name a parent in your subtree, or let an administrator do it.',
  },
);
export const forceRequiresAdmin = new ErrorDefinition(
  403,
  'force_requires_admin',
  'Only an administrator may force this',
  {
    cause: 'A manager sent `force=true` for an organization.',
    remedy: 'Delete what is inside first, or let an administrator delete the subtree.',
  },
);
export const organizationNotEmpty = new ErrorDefinition(
  409,
  'organization_not_empty',
  'The organization still has children, domains or IPs',
  {
    cause: 'The organization has children, domains or IPs; `details` has the numbers.',
    remedy: 'Move or delete them first. An administrator deletes the whole subtree with `force=true`.',
  },
);
export const extReferenceTaken = new ErrorDefinition(
  409,
  'ext_reference_taken',
  'Another organization below the same parent has this ext_reference',
  {
    cause: 'Another organization below the same parent has this `ext_reference`.',
    remedy: 'Choose another one or leave it empty. `GET /organizations?ext_reference=…` finds the other.',
  },
);
export const hierarchyTooDeep = new ErrorDefinition(
  409,
  'hierarchy_too_deep',
  'Organizations can be nested 32 deep at most',
  {
    cause: 'The organization, or one that moves along, would be more than 32 levels deep.',
    remedy: 'Choose a parent further up.',
  },
);
export const parentDeleted = new ErrorDefinition(
  409,
  'parent_deleted',
  'The parent is deleted itself: restore it first',
  {
    cause: 'The organization above is deleted too.',
    remedy: 'Restore that one first. It brings back everything that was deleted together with it.',
  },
);
export const statusNotSettable = new ErrorDefinition(
  422,
  'status_not_settable',
  'Organizations are deleted with DELETE, not by their status',
  {
    cause: 'The `status` Deleted was sent in a body.',
    remedy: 'Use `DELETE /organizations/{id}`.',
  },
);
export const rootHasNoRelation = new ErrorDefinition(
  422,
  'root_has_no_relation',
  'An organization without a parent has no relation',
  {
    cause: 'A `relation` was sent for an organization without a parent.',
    remedy: 'Leave `relation` out, or give the organization a parent with `PUT /organizations/{id}/parent`.',
  },
);

onConstraint('organizations_ext_reference_key', extReferenceTaken, 'ext_reference', 'is taken');
onConstraint('organizations_depth_check', hierarchyTooDeep);
onConstraint(
  'organizations_verification_check',
  validationFailed,
  'verification_type',
  'is required with a verification',
);
