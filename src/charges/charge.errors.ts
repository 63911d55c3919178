import { ErrorDefinition } from '../errors/error-definition.js';

/** These errors refuse one charge; the others of the request are recorded. */
const IN_RESULTS = '`POST /charges`, as the `error` of one charge.';

export const chargeConflict = new ErrorDefinition(
  409,
  'charge_conflict',
  'A charge with this id was recorded with other content',
  {
    cause:
      'The sender has already sent a charge with this `id`, but with another organization, amount, currency, time, category or description. The charge that was recorded first counts.',
    remedy:
      'Give each charge an id of its own. To correct a charge, send a negative one with a new id, and then the right one.',
    place: IN_RESULTS,
  },
);
export const currencyMismatch = new ErrorDefinition(
  422,
  'currency_mismatch',
  'The currency of the charge is not that of the organization',
  {
    cause:
      'A charge is in the currency of its organization (`currency` of `GET /organizations/{id}`). There is no conversion.',
    remedy: 'Price the charge in that currency, or change the currency of the organization.',
    place: IN_RESULTS,
  },
);
export const chargeOutOfTime = new ErrorDefinition(
  422,
  'charge_out_of_time',
  'The time of the charge is too far in the past or in the future',
  {
    cause: '`occurredAt` is more than 62 days ago, or more than 10 minutes in the future.',
    remedy:
      'Check the clock of the sender. For older services, send a charge of today, with the period in its `description`.',
    place: IN_RESULTS,
  },
);
export const costLimitNotSet = new ErrorDefinition(
  409,
  'cost_limit_not_set',
  'The organization has no monthly cost limit',
  {
    cause:
      'An extension raises the `monthly_cost_limit` of an organization for one month, and there is none.',
    remedy:
      'Nothing is blocked without a limit, so no extension is needed. Set a limit with `PATCH /organizations/{id}`.',
  },
);
