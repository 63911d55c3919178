import { Failure } from '../http/api-error.js';

export const lookupNotFound = new Failure(404, 'lookup_not_found', 'Lookup value not found');
export const referenceUnknown = new Failure(422, 'reference_unknown', 'A referenced value does not exist');
