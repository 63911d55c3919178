import { Failure, onConstraint } from '../http/api-error.js';

export const domainNotFound = new Failure(404, 'domain_not_found', 'Domain mapping not found');
export const domainExists = new Failure(409, 'domain_exists', 'Domain already exists');
export const domainIdExists = new Failure(409, 'domain_id_exists', 'Domain already exists');
export const domainInUse = new Failure(409, 'domain_in_use', 'Domain is in use and force=false');

onConstraint('domains_pkey', domainIdExists, 'id', 'is taken');
onConstraint('domains_domain_key', domainExists, 'domain', 'is taken');
