import { ApiError } from '../errors/api-error.js';
import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';
import { validationFailed } from '../errors/common.errors.js';

export const organizationNotFound = new ErrorDefinition(
  404,
  'organization_not_found',
  'Organization not found',
  {
    cause:
      "The caller's subtree has no organization with this id. An organization outside the subtree and a deleted organization give the same error.",
    remedy:
      'List all organizations with `GET /organizations`. An administrator can restore a deleted organization within 30 days.',
  },
);
export const organizationUnknown = new ErrorDefinition(
  422,
  'organization_unknown',
  'Organization not found',
  {
    cause:
      "The body, or a charge in `POST /charges`, refers to an organization (`orgId`, `parent`, `relation.parent`) that is not in the caller's subtree or is deleted.",
    remedy:
      '`details`, or `error.field` of a charge, has the field. List all organizations with `GET /organizations`.',
  },
);
/** The error for a `field` of the body that refers to an organization that the caller cannot see. */
export function unknownOrganization(field: string): ApiError {
  return new ApiError(organizationUnknown, [
    { field, message: 'must be the id of an existing organization' },
  ]);
}

export const noOwnOrganization = new ErrorDefinition(
  404,
  'no_own_organization',
  'The caller does not belong to an organization',
  {
    cause:
      "The request is for the caller's own organization, but the caller is an administrator without an organization.",
    remedy: 'Request an organization by its id.',
  },
);
export const ownOrganization = new ErrorDefinition(
  403,
  'own_organization',
  'A manager may not change this in its own organization: only an ancestor or an administrator may',
  {
    cause:
      'A manager tried to move, suspend or delete its own organization, to set its billing profile, to record its payment or to extend its cost limit, or to change a field that only its ancestors may change, such as the class, the type, the currency or the cost limit.',
    remedy:
      'Ask an ancestor or an administrator to make the change. If there are `details`, they list the fields: without them the rest of the change works.',
  },
);
export const rootRequiresAdmin = new ErrorDefinition(
  403,
  'root_requires_admin',
  'Only an administrator may make an organization a root',
  {
    cause:
      'A manager tried to create a root, which is an organization without a parent, or to make an organization a root.',
    remedy: 'Choose a parent in your subtree, or ask an administrator.',
  },
);
export const forceRequiresAdmin = new ErrorDefinition(
  403,
  'force_requires_admin',
  'Only an administrator may force the deletion',
  {
    cause: 'A manager sent `force=true` to delete an organization.',
    remedy: 'Delete its contents first, or ask an administrator to delete the subtree.',
  },
);
export const organizationNotEmpty = new ErrorDefinition(
  409,
  'organization_not_empty',
  'The organization still has children, domains or IPs',
  {
    cause: 'The organization has children, domains or IPs. `details` has the number of each.',
    remedy: 'Move or delete them first. An administrator can delete the whole subtree with `force=true`.',
  },
);
export const extReferenceTaken = new ErrorDefinition(
  409,
  'ext_reference_taken',
  'Another organization with the same parent has this ext_reference',
  {
    cause: 'Another organization with the same parent has this `ext_reference`.',
    remedy:
      'Choose another value or leave it empty. `GET /organizations?ext_reference=…` finds the other organization.',
  },
);
export const hierarchyTooDeep = new ErrorDefinition(
  409,
  'hierarchy_too_deep',
  'Organizations can be nested at most 32 levels deep',
  {
    cause: 'The organization, or one of its descendants, would be more than 32 levels deep.',
    remedy: 'Choose a parent higher up in the tree.',
  },
);
export const parentDeleted = new ErrorDefinition(
  409,
  'parent_deleted',
  'The parent is also deleted: restore it first',
  {
    cause: 'The parent of the organization is deleted too.',
    remedy: 'Restore the parent first. This also restores everything that was deleted together with it.',
  },
);
export const statusNotSettable = new ErrorDefinition(
  422,
  'status_not_settable',
  'The status Deleted cannot be set: delete the organization with DELETE',
  {
    cause: 'The body has the `status` Deleted.',
    remedy: 'Use `DELETE /organizations/{id}`.',
  },
);
export const rootHasNoRelation = new ErrorDefinition(
  422,
  'root_has_no_relation',
  'An organization without a parent has no relation',
  {
    cause: 'The body has a `relation`, but the organization has no parent.',
    remedy: 'Omit `relation`, or give the organization a parent with `PUT /organizations/{id}/parent`.',
  },
);

onConstraint('organizations_ext_reference_key', extReferenceTaken, 'ext_reference', 'is already in use');
onConstraint('organizations_depth_check', hierarchyTooDeep);
onConstraint(
  'organizations_verification_check',
  validationFailed,
  'verification_type',
  'is required if verification is set',
);
