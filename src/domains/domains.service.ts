import { Injectable } from '@nestjs/common';
import { parseOrganizationId } from '../auth/organization-id.js';
import type { Principal } from '../auth/principal.js';
import { Environment } from '../config/environment.js';
import { changedColumns } from '../database/changed-columns.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { withEtag, type Precondition } from '../http/etag.js';
import { omitUndefined } from '../http/optional-fields.js';
import { withoutReadOnly } from '../http/read-only.js';
import type { Page } from '../pagination/page.js';
import { voipTime } from '../http/times.js';
import { unknownOrganization } from '../organizations/organization.errors.js';
import { withVisibleOwner } from '../organizations/organization.rules.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { readUsage } from '../usage/usage.dto.js';
import {
  DeletedDomainDto,
  DomainDto,
  DomainListItemDto,
  WrittenDomainDto,
  type CreateDomainDto,
  type DomainQuery,
  type UpdateDomainDto,
} from './domain.dto.js';
import type { Domain } from './domain.entity.js';
import { idnaFault } from './domain-name.js';
import { domainInUse, domainNotFound } from './domain.errors.js';
import { DomainsRepository } from './domains.repository.js';

@Injectable()
export class DomainsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly domains: DomainsRepository,
    private readonly organizations: OrganizationsService,
    private readonly environment: Environment,
  ) {}

  async list(principal: Principal, query: DomainQuery): Promise<Page<DomainListItemDto>> {
    const page = await this.work.read(principal, (manager) =>
      manager.withRepository(this.domains).page(query),
    );
    return page.map((domain) => DomainListItemDto.from(domain));
  }

  async get(principal: Principal, id: string): Promise<DomainDto> {
    const domain = await this.work.read(principal, (manager) =>
      manager.withRepository(this.domains).findWithUsage(id),
    );
    if (!domain) throw new ApiError(domainNotFound);
    return withEtag(DomainDto.withUsage(domain), DomainDto.from(domain));
  }

  async create(
    principal: Principal,
    id: string,
    { orgId, ...body }: CreateDomainDto,
  ): Promise<WrittenDomainDto> {
    assertRegistrable(body.domain);
    const row = {
      ...omitUndefined(body),
      id,
      domain: body.domain,
      organizationId: parseOrganizationId(orgId)!,
    };
    return this.work.write(principal, async (manager, commitWith) => {
      const domains = manager.withRepository(this.domains);
      return written(
        await withVisibleOwner(
          'orgId',
          'domains',
          commitWith(() => domains.insertReleased(row)),
        ),
      );
    });
  }

  async update(
    principal: Principal,
    id: string,
    sent: UpdateDomainDto,
    precondition: Precondition,
  ): Promise<WrittenDomainDto> {
    return this.work.write(principal, async (manager, commitWith) => {
      const domains = manager.withRepository(this.domains);
      // Before the row is locked, as the order of locks demands.
      const owner =
        sent.orgId === undefined
          ? undefined
          : await this.organizations.findInPlace(manager, parseOrganizationId(sent.orgId)!);
      const domain = await domains.lockVisible(id);
      if (!domain) throw new ApiError(domainNotFound);
      precondition.check(DomainDto.from(domain));
      const usage = await readUsage(sent, () => domains.findWithUsage(id));
      const { orgId: _orgId, ...body } = withoutReadOnly(sent, { ...DomainDto.from(domain), ...usage });
      if (owner === null) throw unknownOrganization('orgId');
      // A name from before this rule stays usable.
      if (body.domain !== undefined && body.domain !== domain.domain) assertRegistrable(body.domain);
      const changes = changedColumns(domain, omitUndefined({ ...body, organizationId: owner?.id }));
      // The realm that responses show is the domain name, until another one is set.
      if (domain.sipRealm === null && [domain.domain, changes.domain].includes(changes.sipRealm ?? undefined))
        delete changes.sipRealm;
      if (changes.domain !== undefined) await domains.releaseExpired(id, changes.domain);
      if (Object.keys(changes).length === 0) return written(domain);
      return written(await commitWith(() => domains.updateVisible(id, changes)));
    });
  }

  async delete(
    principal: Principal,
    id: string,
    force: boolean,
    precondition: Precondition,
  ): Promise<DeletedDomainDto> {
    return this.work.write(principal, async (manager, commitWith) => {
      const domains = manager.withRepository(this.domains);
      const { domain, isNeeded } = await domains.lockWithNeed(id, this.environment.inUseWindowSeconds);
      if (!domain) throw new ApiError(domainNotFound);
      precondition.check(DomainDto.from(domain));
      if (!force && isNeeded) throw new ApiError(domainInUse);
      await commitWith(() => domains.deleteVisible(id));
      return { id, deletedAt: voipTime(new Date()) };
    });
  }
}

function assertRegistrable(domain: string): void {
  const fault = idnaFault(domain);
  if (fault !== undefined)
    throw new ApiError(validationFailed, [
      { field: 'domain', message: `must be a domain name that IDNA2008 permits: ${fault}` },
    ]);
}

function written(domain: Domain): WrittenDomainDto {
  return withEtag(WrittenDomainDto.from(domain), DomainDto.from(domain));
}
