import { Injectable } from '@nestjs/common';
import { formatOrganizationId, parseOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { Environment } from '../config/environment.js';
import { changedColumns } from '../database/changed-columns.js';
import { violatesConstraint } from '../database/database-errors.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { withEtag, type Precondition } from '../http/etag.js';
import { omitUndefined } from '../http/optional-fields.js';
import { withoutReadOnly } from '../http/read-only.js';
import type { Page } from '../pagination/page.js';
import { voipTime } from '../http/times.js';
import { withVisibleOwner } from '../organizations/organization.rules.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { readUsage } from '../usage/usage.dto.js';
import { ipVersion, parseNetwork } from './network.js';
import {
  DeletedOrgIpDto,
  OrgIpDto,
  OrgIpListItemDto,
  WrittenOrgIpDto,
  type CreateOrgIpDto,
  type OrganizationIpQuery,
  type OrgIpQuery,
  type UpdateOrgIpDto,
} from './org-ip.dto.js';
import type { OrgIp } from './org-ip.entity.js';
import { ipInUse, orgIpNotFound, sharedRequiresAdmin } from './org-ip.errors.js';
import { OrgIpsRepository } from './org-ips.repository.js';

const ID = /^ip_[A-Za-z0-9_-]{1,64}$/;

@Injectable()
export class OrgIpsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly orgIps: OrgIpsRepository,
    private readonly organizations: OrganizationsService,
    private readonly environment: Environment,
  ) {}

  async list(principal: Principal, { orgId, ...query }: OrgIpQuery): Promise<Page<OrgIpListItemDto>> {
    const page = await this.work.read(principal, (manager) =>
      manager.withRepository(this.orgIps).page(query, parseOrganizationId(orgId)),
    );
    return page.map((entry) => OrgIpListItemDto.from(entry));
  }

  /** The IP with this id or, for the id of an organization, the list of its IPs. */
  async get(
    principal: Principal,
    entity: string,
    query: OrganizationIpQuery,
  ): Promise<OrgIpDto | Page<OrgIpListItemDto>> {
    const organizationId = parseOrganizationId(entity);
    return this.work.read(principal, async (manager) => {
      const orgIps = manager.withRepository(this.orgIps);
      if (organizationId !== undefined) {
        await this.organizations.require(manager, organizationId);
        const page = await orgIps.page(query, organizationId);
        return page.map((entry) => OrgIpListItemDto.from(entry));
      }
      const entry = await orgIps.findWithUsage(entity);
      if (!entry) throw new ApiError(orgIpNotFound);
      return withEtag(OrgIpDto.withUsage(entry), OrgIpDto.from(entry));
    });
  }

  async create(principal: Principal, entity: string, body: CreateOrgIpDto): Promise<WrittenOrgIpDto> {
    const { orgId, ipAddress, cidr, ...settings } = body;
    const organizationId = assertSameOrganization(entity, orgId);
    assertMayShare(principal, body);
    const network = this.requireNetwork(ipAddress, cidr);
    const insert = (): Promise<WrittenOrgIpDto> =>
      this.work.write(principal, async (manager, commitWith) => {
        const orgIps = manager.withRepository(this.orgIps);
        const id = ID.test(entity) ? entity : await orgIps.nextId();
        const row = { id, organizationId, network, ...omitUndefined(settings) };
        return written(
          await withVisibleOwner(
            'orgId',
            'org_ips',
            commitWith(() => orgIps.insertReleased(row)),
          ),
        );
      });
    if (ID.test(entity)) return insert();
    // Another request can choose the same id at the same time. Then the next number does as well.
    return insert().catch((error: unknown) => {
      if (violatesConstraint(error, 'org_ips_pkey')) return insert();
      throw error;
    });
  }

  async update(
    principal: Principal,
    id: string,
    body: UpdateOrgIpDto,
    precondition: Precondition,
  ): Promise<WrittenOrgIpDto> {
    return this.work.write(principal, async (manager, commitWith) => {
      const orgIps = manager.withRepository(this.orgIps);
      const entry = await orgIps.lockVisible(id);
      if (!entry) throw new ApiError(orgIpNotFound);
      precondition.check(OrgIpDto.from(entry));
      const usage = await readUsage(body, () => orgIps.findWithUsage(id));
      const { ipAddress, cidr, ...settings } = withoutReadOnly(body, { ...OrgIpDto.from(entry), ...usage });
      const network = this.changedNetwork(entry, ipAddress, cidr);
      const changes = changedColumns(entry, omitUndefined({ ...settings, network }));
      assertMayShare(principal, changes);
      if (Object.keys(changes).length === 0) return written(entry);
      return written(await commitWith(() => orgIps.updateReleased(id, network ?? entry.network, changes)));
    });
  }

  async delete(principal: Principal, id: string, precondition: Precondition): Promise<DeletedOrgIpDto> {
    return this.work.write(principal, async (manager, commitWith) => {
      const orgIps = manager.withRepository(this.orgIps);
      const { entry, isUsed } = await orgIps.lockWithUse(id, this.environment.inUseWindowSeconds);
      if (!entry) throw new ApiError(orgIpNotFound);
      precondition.check(OrgIpDto.from(entry));
      if (isUsed) throw new ApiError(ipInUse);
      await commitWith(() => orgIps.deleteVisible(id));
      return { id, deletedAt: voipTime(new Date()) };
    });
  }

  private requireNetwork(address: string, prefix: number | undefined): string {
    const parsed = parseNetwork(address, prefix, this.environment.allowLoopbackIps);
    if ('fieldErrors' in parsed) throw new ApiError(validationFailed, parsed.fieldErrors);
    return parsed.network;
  }

  /** The new network. Without a new prefix length, an address of the same IP version keeps the old one. */
  private changedNetwork(entry: OrgIp, address?: string, prefix?: number): string | undefined {
    if ((address ?? entry.ipAddress) === entry.ipAddress && (prefix ?? entry.cidr) === entry.cidr)
      return undefined;
    const next = address ?? entry.ipAddress;
    const currentPrefix = ipVersion(next) === ipVersion(entry.ipAddress) ? entry.cidr : undefined;
    return this.requireNetwork(next, prefix ?? currentPrefix);
  }
}

function written(entry: OrgIp): WrittenOrgIpDto {
  return withEtag(WrittenOrgIpDto.from(entry), OrgIpDto.from(entry));
}

/** The organization of the body. Throws if the path names another one. */
function assertSameOrganization(entity: string, orgId: string): number {
  const organizationId = parseOrganizationId(orgId)!;
  const inPath = parseOrganizationId(entity);
  if (inPath === undefined && !ID.test(entity))
    throw new ApiError(validationFailed, [
      { field: 'entity', message: 'must be an organization id such as org_456 or an IP id such as ip_003' },
    ]);
  if (inPath !== undefined && inPath !== organizationId)
    throw new ApiError(validationFailed, [
      { field: 'orgId', message: `must be ${formatOrganizationId(inPath)}, as in the path` },
    ]);
  return organizationId;
}

function assertMayShare(principal: Principal, { shared }: { shared?: boolean }): void {
  if (shared !== undefined && principal.role !== 'admin')
    throw new ApiError(sharedRequiresAdmin, [
      { field: 'shared', message: 'may be set by administrators only' },
    ]);
}
