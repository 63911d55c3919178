import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';
import { validationFailed } from '../errors/common.errors.js';

export const billingProfileNotConfigured = new ErrorDefinition(
  404,
  'billing_profile_not_found',
  'Billing profile not configured',
  {
    cause:
      'The organization has no billing profile of its own. For the effective profile: none of its ancestors has one either.',
    remedy:
      'An administrator creates it with `PUT /billingprofile/{id}`. `GET /billingprofile/{id}/effective` returns the inherited values.',
  },
);

onConstraint('billing_profiles_currency_fkey', validationFailed, 'currency', 'must be an ISO 4217 code');
