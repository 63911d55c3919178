import { onConstraint } from '../errors/constraint-errors.js';
import { ErrorDefinition } from '../errors/error-definition.js';
import { validationFailed } from '../errors/common.errors.js';

export const contactNotFound = new ErrorDefinition(404, 'contact_not_found', 'Contact not found', {
  cause:
    "The organization has no contact with this id, or the organization does not exist in the caller's subtree.",
  remedy: 'Find the id with `GET /organizations/{id}/contacts`.',
});

onConstraint(
  'contacts_purchase_order_number_check',
  validationFailed,
  'purchase_order_number',
  'is allowed for invoice addresses only',
);
