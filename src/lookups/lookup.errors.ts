import { ErrorDefinition } from '../errors/error-definition.js';

export const lookupNotFound = new ErrorDefinition(404, 'lookup_not_found', 'Lookup value not found', {
  cause: 'The list of values has none of this id.',
  remedy: 'See what there is with `GET /lookups`.',
});
export const referenceUnknown = new ErrorDefinition(
  422,
  'reference_unknown',
  'A referenced value does not exist',
  {
    cause: 'An id in the body, such as that of a country or a type, is none of the values that there are.',
    remedy: '`details` names the fields. See what there is with `GET /lookups`.',
  },
);
