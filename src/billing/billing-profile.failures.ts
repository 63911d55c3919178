import { Failure, onConstraint } from '../http/api-error.js';
import { invalid } from '../http/failures.js';

export const billingProfileNotConfigured = new Failure(
  404,
  'billing_profile_not_found',
  'Billing profile not configured',
);

onConstraint('billing_profiles_currency_fkey', invalid, 'currency', 'must be an ISO 4217 code');
