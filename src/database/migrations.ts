import { CreateLookups1763700000000 } from '../../migrations/1763700000000-create-lookups.js';
import { CreateOrganizations1763700100000 } from '../../migrations/1763700100000-create-organizations.js';
import { CreateTenantResources1763700200000 } from '../../migrations/1763700200000-create-tenant-resources.js';
import { IsolateTenants1763800000000 } from '../../migrations/1763800000000-isolate-tenants.js';
import { CreateApiKeys1763800100000 } from '../../migrations/1763800100000-create-api-keys.js';
import { RecordHistory1763800200000 } from '../../migrations/1763800200000-record-history.js';
import { RememberRequests1763800300000 } from '../../migrations/1763800300000-remember-requests.js';
import { VersionRights1763900000000 } from '../../migrations/1763900000000-version-rights.js';
import { ListSubtrees1763900100000 } from '../../migrations/1763900100000-list-subtrees.js';
import { CoverFilters1763900200000 } from '../../migrations/1763900200000-cover-filters.js';
import { FeedRouting1764000000000 } from '../../migrations/1764000000000-feed-routing.js';
import { CountTraffic1764000100000 } from '../../migrations/1764000100000-count-traffic.js';
import { ShowKamailio1764000200000 } from '../../migrations/1764000200000-show-kamailio.js';
import { RegisterTenantTables1764000300000 } from '../../migrations/1764000300000-register-tenant-tables.js';
import { RecordUpdatesByTriggers1764100000000 } from '../../migrations/1764100000000-record-updates-by-triggers.js';

/** Every migration, oldest first. */
export const migrations = [
  CreateLookups1763700000000,
  CreateOrganizations1763700100000,
  CreateTenantResources1763700200000,
  IsolateTenants1763800000000,
  CreateApiKeys1763800100000,
  RecordHistory1763800200000,
  RememberRequests1763800300000,
  VersionRights1763900000000,
  ListSubtrees1763900100000,
  CoverFilters1763900200000,
  FeedRouting1764000000000,
  CountTraffic1764000100000,
  ShowKamailio1764000200000,
  RegisterTenantTables1764000300000,
  RecordUpdatesByTriggers1764100000000,
];
