import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Page } from '../pagination/page.js';
import type { ActorDto, AuditEntryDto, AuditQuery } from './audit-entry.dto.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditRepository } from './audit.repository.js';
import type { OrganizationNames } from '../organizations/owned-resources.js';
import { organizationsIn, RowImages } from './row-images.js';

@Injectable()
export class AuditService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly entries: AuditRepository,
    private readonly images: RowImages,
  ) {}

  async list(principal: Principal, query: AuditQuery): Promise<Page<AuditEntryDto>> {
    return this.work.read(principal, async (manager) => {
      const entries = manager.withRepository(this.entries);
      const page = await entries.page(principal, query);
      const names = await entries.namesOf([...new Set(page.items.flatMap(organizationsOf))]);
      return page.map((entry) => this.toDto(manager, principal, entry, names));
    });
  }

  private toDto(
    manager: EntityManager,
    principal: Principal,
    entry: AuditEntry,
    names: OrganizationNames,
  ): AuditEntryDto {
    const { resourceType, organizationId, before, after } = entry;
    const orgName = organizationId === null ? undefined : names.get(organizationId);
    return {
      id: Number(entry.id),
      time: entry.time.toISOString(),
      action: entry.action,
      resourceType,
      resourceId: entry.resourceId,
      ...(organizationId !== null && { orgId: formatOrganizationId(organizationId) }),
      ...(orgName !== undefined && { orgName }),
      actor: actorOf(principal, entry, names),
      ...(entry.requestId !== null && { requestId: entry.requestId }),
      ...(before && { before: this.images.show(manager, resourceType, before, names) }),
      ...(after && { after: this.images.show(manager, resourceType, after, names) }),
    };
  }
}

function organizationsOf({ organizationId, actorOrganizationId, before, after }: AuditEntry): number[] {
  const own = [organizationId, actorOrganizationId].filter((id) => id !== null);
  return [...own, ...organizationsIn(before), ...organizationsIn(after)];
}

/** The author of a write. A reader sees only the role of an author outside the reader's subtree. */
function actorOf(principal: Principal, entry: AuditEntry, names: OrganizationNames): ActorDto {
  const { actorRole: role, actorSubject, actorOrganizationId, actorApiKeyId } = entry;
  const visible =
    principal.role === 'admin' || (actorOrganizationId !== null && names.has(actorOrganizationId));
  if (!visible) return { role };
  return {
    role,
    ...(actorSubject !== null && { subject: actorSubject }),
    ...(actorOrganizationId !== null && { orgId: formatOrganizationId(actorOrganizationId) }),
    ...(actorApiKeyId !== null && { apiKeyId: actorApiKeyId }),
  };
}
