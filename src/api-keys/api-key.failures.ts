import { Failure } from '../http/api-error.js';

export const apiKeyNotFound = new Failure(404, 'api_key_not_found', 'API key not found');
export const roleAboveCreator = new Failure(
  403,
  'role_above_creator',
  'Nobody gives a key a role above their own',
);
export const organizationRequired = new Failure(
  422,
  'organization_required',
  'A key of this role belongs to an organization',
);
export const expiryUnusable = new Failure(
  422,
  'expiry_unusable',
  'A key ends in the future, and one made with a key not after that one',
);
