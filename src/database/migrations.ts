import { CreateLookups1763700000000 } from '../../migrations/1763700000000-create-lookups.js';
import { CreateOrganizations1763700100000 } from '../../migrations/1763700100000-create-organizations.js';
import { CreateTenantResources1763700200000 } from '../../migrations/1763700200000-create-tenant-resources.js';
import { IsolateTenants1763800000000 } from '../../migrations/1763800000000-isolate-tenants.js';

/** Every migration, oldest first. */
export const migrations = [
  CreateLookups1763700000000,
  CreateOrganizations1763700100000,
  CreateTenantResources1763700200000,
  IsolateTenants1763800000000,
];
