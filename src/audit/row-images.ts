import { Injectable } from '@nestjs/common';
import { ApiKeyDto } from '../api-keys/api-key.dto.js';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { BillingProfileDto } from '../billing/billing-profile.dto.js';
import { BillingProfile } from '../billing/billing-profile.entity.js';
import { ContactDto } from '../contacts/contact.dto.js';
import { Contact } from '../contacts/contact.entity.js';
import { WrittenDomainDto } from '../domains/domain.dto.js';
import { Domain } from '../domains/domain.entity.js';
import { LookupsService } from '../lookups/lookups.service.js';
import { WrittenOrgIpDto } from '../org-ips/org-ip.dto.js';
import { OrgIp } from '../org-ips/org-ip.entity.js';
import { OrganizationDto } from '../organizations/organization.dto.js';
import { Organization } from '../organizations/organization.entity.js';
import { AuditRepository } from './audit.repository.js';
import type { ResourceType, RowImage } from './audit-entry.entity.js';

/** The names of the organizations that exist, or existed, for the reader. */
export type Names = Map<number, string>;

/** The organizations that an image speaks of. */
export function organizationsIn(image: RowImage | null): number[] {
  return [image?.organization_id, image?.parent_id].filter((id) => typeof id === 'number');
}

/** Shows recorded rows as the API shows the resources, through the same mappings. */
@Injectable()
export class RowImages {
  constructor(
    private readonly entries: AuditRepository,
    private readonly lookups: LookupsService,
  ) {}

  show(type: ResourceType, image: RowImage, names: Names): object {
    switch (type) {
      case 'organization': {
        const organization = this.restore(Organization, image);
        const parent = organization.parentId === null ? undefined : names.get(organization.parentId);
        organization.parent =
          parent === undefined ? null : ({ id: organization.parentId, name: parent } as Organization);
        return OrganizationDto.from(organization, this.lookups);
      }
      case 'domain':
        return WrittenDomainDto.from(this.restore(Domain, image));
      case 'orgip':
        return WrittenOrgIpDto.from(this.restore(OrgIp, image));
      case 'contact':
        return ContactDto.from(this.restore(Contact, image), this.lookups);
      case 'billingprofile': {
        const profile = this.restore(BillingProfile, image);
        profile.organization = { name: names.get(profile.organizationId) } as Organization;
        return BillingProfileDto.from(profile);
      }
      case 'apikey':
        return ApiKeyDto.from(this.restore(ApiKey, image));
    }
  }

  /** The entity that a row was. What a table has got since then is null. */
  private restore<T extends object>(entity: new () => T, image: RowImage): T {
    const restored = new entity() as Record<string, unknown>;
    for (const { propertyName, databaseName, type } of this.entries.manager.dataSource.getMetadata(entity)
      .columns) {
      const value = image[databaseName] ?? null;
      restored[propertyName] = type === 'timestamptz' && typeof value === 'string' ? new Date(value) : value;
    }
    return restored as T;
  }
}
