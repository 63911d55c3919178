import { ErrorDefinition } from '../errors/error-definition.js';

export const apiKeyNotFound = new ErrorDefinition(404, 'api_key_not_found', 'API key not found', {
  cause: "There is no key of this id in the caller's subtree.",
  remedy:
    'Find the id with `GET /apikeys`. A revoked key is gone for good; the [history](tenancy.md#history) has it.',
});
export const roleAboveCreator = new ErrorDefinition(
  403,
  'role_above_creator',
  'Nobody gives a key a role above their own',
  {
    cause: 'A manager asked for a key of the role `admin`.',
    remedy: 'Ask for `manager`, `viewer` or `edge`, or let an administrator make the key.',
  },
);
export const organizationRequired = new ErrorDefinition(
  422,
  'organization_required',
  'A key of this role belongs to an organization',
  {
    cause:
      'A key for a `manager` or a `viewer` was asked for without `orgId`, by a caller that belongs to no organization.',
    remedy: 'Send `orgId`.',
  },
);
export const expiryUnusable = new ErrorDefinition(
  422,
  'expiry_unusable',
  'A key ends in the future, and one made with a key not after that one',
  {
    cause:
      '`expiresAt` is over, or after the end of the key that the request was made with; or that key ends before the one that is to be rotated.',
    remedy:
      'Choose a time in the future and not after the end of the key in use, or make the request with a token.',
  },
);
