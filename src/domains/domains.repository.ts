import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { parseOrganizationId } from '../auth/organization-id.js';
import { Selection } from '../database/selection.js';
import { excludeDeleted, withOrganization } from '../organizations/subtree.js';
import { isInUse, withUsage } from '../usage/usage.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import type { DomainQuery } from './domain.dto.js';
import { Domain } from './domain.entity.js';

@Injectable()
export class DomainsRepository extends Repository<Domain> {
  override readonly target = Domain;

  page(query: DomainQuery): Promise<Page<Domain>> {
    let source = this.listed();
    if (query.orgId !== undefined)
      source = source.where('domain.organization_id = ?', parseOrganizationId(query.orgId));
    if (query.type !== undefined) source = source.whereSkewed('domain.type = ?', query.type);
    if (query.status !== undefined) source = source.whereSkewed('domain.status = ?', query.status);
    if (query.domain !== undefined) source = source.where('domain.domain = ?', query.domain);
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  findVisible(id: string): Promise<Domain | null> {
    return this.visible().where('domain.id = ?', id).one(this.manager);
  }

  /** The same, kept from others' changes to the end of the transaction, and read when that is sure. */
  async lockVisible(id: string): Promise<Domain | null> {
    const [, domain] = await Promise.all([
      this.query('select from domains where id = $1 for update', [id]),
      this.findVisible(id),
    ]);
    return domain;
  }

  /** As `findVisible`, with what came through it. */
  findWithUsage(id: string): Promise<Domain | null> {
    return Selection.of<Domain>(this.metadata, 'domain', 'with traffic', () =>
      withUsage(this.visible(), 'domain', 'domain'),
    )
      .where('domain.id = ?', id)
      .one(this.manager);
  }

  /** Whether calls came through it in the last seconds. */
  isInUse(id: string, seconds: number): Promise<boolean> {
    return isInUse(this.manager, 'domain', id, seconds);
  }

  /** Whether aliases of the organization would be left without a primary domain. */
  async isLastPrimary(domain: Domain): Promise<boolean> {
    if (domain.type !== 'primary') return false;
    // One at a time for each organization: of two deletions at once, the second sees the first.
    await this.query('select from organizations where id = $1 for no key update', [domain.organizationId]);
    const [{ last }] = await this.query<[{ last: boolean }]>(
      `select exists (select from domains where organization_id = $1 and type = 'alias')
          and not exists (select from domains where organization_id = $1 and type = 'primary' and id <> $2) as last`,
      [domain.organizationId, domain.id],
    );
    return last;
  }

  /** Frees the id and the name where only an organization holds them that can no longer be restored. */
  async releaseExpired(id: string, domain: string): Promise<void> {
    await this.query('select release_expired_domains($1, $2)', [id, domain]);
  }

  /** What a list shows of them. */
  private listed(): Selection<Domain> {
    return Selection.of<Domain>(this.metadata, 'domain', 'listed', () =>
      this.visible().select('id', 'domain', 'organizationId', 'type', 'status', 'createdAt', 'updatedAt'),
    );
  }

  private visible(): Selection<Domain> {
    return Selection.of<Domain>(this.metadata, 'domain', 'visible', (all) =>
      withOrganization(excludeDeleted(all, 'domain'), 'domain'),
    );
  }
}

const sortKeys: SortKeys<Domain> = {
  id: { column: 'domain.id', kind: 'text', value: ({ id }) => id },
  domain: { column: 'domain.domain', kind: 'text', value: ({ domain }) => domain },
  createdAt: { column: 'domain.created_at', kind: 'time', value: ({ createdAt }) => createdAt },
  updatedAt: { column: 'domain.updated_at', kind: 'time', value: ({ updatedAt }) => updatedAt },
};
