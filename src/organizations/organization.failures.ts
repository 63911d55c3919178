import { Failure, onConstraint } from '../http/api-error.js';
import { invalid } from '../http/failures.js';

export const organizationNotFound = new Failure(404, 'organization_not_found', 'Organization not found');
export const organizationUnknown = new Failure(422, 'organization_unknown', 'Organization not found');
export const noOwnOrganization = new Failure(
  404,
  'no_own_organization',
  'The caller does not belong to an organization',
);
export const ownOrganization = new Failure(
  403,
  'own_organization',
  'Of its own organization a manager may not change this; an ancestor or an administrator may',
);
export const rootRequiresAdmin = new Failure(
  403,
  'root_requires_admin',
  'Only an administrator may have an organization without a parent',
);
export const forceRequiresAdmin = new Failure(
  403,
  'force_requires_admin',
  'Only an administrator may force this',
);
export const organizationNotEmpty = new Failure(
  409,
  'organization_not_empty',
  'The organization still has children, domains or IPs',
);
export const extReferenceTaken = new Failure(
  409,
  'ext_reference_taken',
  'Another organization below the same parent has this ext_reference',
);
export const hierarchyTooDeep = new Failure(
  409,
  'hierarchy_too_deep',
  'Organizations can be nested 32 deep at most',
);
export const parentDeleted = new Failure(
  409,
  'parent_deleted',
  'The parent is deleted itself: restore it first',
);
export const statusNotSettable = new Failure(
  422,
  'status_not_settable',
  'Organizations are deleted with DELETE, not by their status',
);
export const rootHasNoRelation = new Failure(
  422,
  'root_has_no_relation',
  'An organization without a parent has no relation',
);

onConstraint('organizations_ext_reference_key', extReferenceTaken, 'ext_reference', 'is taken');
onConstraint('organizations_depth_check', hierarchyTooDeep);
onConstraint(
  'organizations_verification_check',
  invalid,
  'verification_type',
  'is required with a verification',
);
