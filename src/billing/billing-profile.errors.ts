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
      'An administrator creates it with `PUT /billingprofile/{id}`, or a manager above with `PUT /organizations/{id}/billing-profile`. `GET /billingprofile/{id}/effective` returns the inherited values.',
  },
);

export const billingAmountConflict = new ErrorDefinition(
  409,
  'billing_amount_conflict',
  'An effective billing profile would have an amount with more decimals than its currency',
  {
    cause:
      'An organization inherits the fields of a billing profile one by one. After the change, the effective profile of this organization, or of one below it, would have a `creditLimit` or `currentBalance` that its `currency` cannot express, such as 0.5 in JPY.',
    remedy:
      '`GET /billingprofile/{id}/effective` returns the currency, the amounts and where they come from. Set the currency or a suitable amount in the profile of the organization that would not fit, or together with this change.',
  },
);

export const noBalance = new ErrorDefinition(
  409,
  'no_balance',
  'The organization has no balance of its own',
  {
    cause:
      'The organization has no billing profile, or its profile has no `currentBalance`: its charges are part of the balance of an ancestor, or of none.',
    remedy:
      'Set `currentBalance` in its billing profile, 0 for a new account, or choose the organization that has the balance.',
  },
);

onConstraint('billing_profiles_amounts_fit', billingAmountConflict);
onConstraint('billing_profiles_currency_fkey', validationFailed, 'currency', 'must be an ISO 4217 code');
