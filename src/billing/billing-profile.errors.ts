import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';
import { validationFailed } from '../errors/common.errors.js';

export const billingProfileNotConfigured = new ErrorDefinition(
  404,
  'billing_profile_not_found',
  'Billing profile not configured',
  {
    cause:
      'The organization has no billing profile of its own, and for the effective profile none of those above has one.',
    remedy:
      'An administrator sets one with `PUT /billingprofile/{id}`; `GET /billingprofile/{id}/effective` shows what is inherited.',
  },
);

onConstraint('billing_profiles_currency_fkey', validationFailed, 'currency', 'must be an ISO 4217 code');
