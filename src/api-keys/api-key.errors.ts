import { ErrorDefinition } from '../errors/error-definition.js';

export const apiKeyNotFound = new ErrorDefinition(404, 'api_key_not_found', 'API key not found', {
  cause: "The caller's subtree has no key with this id.",
  remedy:
    'Find the id with `GET /apikeys`. A revoked key is deleted permanently; only the [history](tenancy.md#history) still has it.',
});
export const roleAboveCreator = new ErrorDefinition(
  403,
  'role_above_creator',
  'A key cannot have a higher role than its creator',
  {
    cause: 'A manager tried to create a key with the role `admin` or `rating`.',
    remedy: 'Choose `manager`, `viewer` or `edge`, or ask an administrator to create the key.',
  },
);
export const organizationRequired = new ErrorDefinition(
  422,
  'organization_required',
  'A key with this role must belong to an organization',
  {
    cause:
      'The request for a key with the role `manager` or `viewer` has no `orgId`, and the caller does not belong to an organization.',
    remedy: 'Send `orgId`.',
  },
);
export const expiryUnusable = new ErrorDefinition(
  422,
  'expiry_unusable',
  'The expiry must be in the future and not after the expiry of the key in use',
  {
    cause:
      '`expiresAt` is in the past, or after the expiry of the key that authenticates the request. Or that key expires before the key to rotate.',
    remedy:
      'Choose a time in the future that is not after the expiry of the key in use, or send the request with a token.',
  },
);
