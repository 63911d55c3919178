import { ErrorDefinition } from '../errors/error-definition.js';

export const lookupNotFound = new ErrorDefinition(404, 'lookup_not_found', 'Lookup value not found', {
  cause: 'The lookup has no value with this id.',
  remedy: 'See all values with `GET /lookups`.',
});
export const referenceUnknown = new ErrorDefinition(
  422,
  'reference_unknown',
  'A referenced value does not exist',
  {
    cause: 'An id in the body, such as the id of a country or a type, is not a lookup value.',
    remedy: '`details` lists the fields. See all values with `GET /lookups`.',
  },
);
