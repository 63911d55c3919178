import { ApiKey } from './api-keys/api-key.entity.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { BillingProfile } from './billing/billing-profile.entity.js';
import { Contact } from './contacts/contact.entity.js';
import { Domain } from './domains/domain.entity.js';
import {
  ContactType,
  Country,
  Currency,
  OrganizationClass,
  OrganizationStatus,
  OrganizationType,
  RelationType,
  VerificationType,
} from './lookups/lookup.entity.js';
import { OrgIp } from './org-ips/org-ip.entity.js';
import { Organization } from './organizations/organization.entity.js';

/** Every table's class, for whoever opens the database. */
export const entities = [
  ApiKey,
  AuditEntry,
  BillingProfile,
  Contact,
  ContactType,
  Country,
  Currency,
  Domain,
  Organization,
  OrganizationClass,
  OrganizationStatus,
  OrganizationType,
  OrgIp,
  RelationType,
  VerificationType,
];
