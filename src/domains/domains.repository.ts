import { Repository, type SelectQueryBuilder } from 'typeorm';
import { parseOrganizationId } from '../auth/organization-id.js';
import { living } from '../organizations/subtree.js';
import { paginate, type Page, type SortKeys } from '../http/pages.js';
import type { DomainQuery } from './domain.dto.js';
import { Domain } from './domain.entity.js';

export class DomainsRepository extends Repository<Domain> {
  page(query: DomainQuery): Promise<Page<Domain>> {
    const source = this.visible();
    if (query.orgId !== undefined)
      source.andWhere('domain.organizationId = :orgId', { orgId: parseOrganizationId(query.orgId) });
    if (query.type !== undefined) source.andWhere('domain.type = :type', { type: query.type });
    if (query.status !== undefined) source.andWhere('domain.status = :status', { status: query.status });
    if (query.domain !== undefined) source.andWhere('domain.domain = :domain', { domain: query.domain });
    return paginate(this, source, query, sortKeys, query.sort);
  }

  findVisible(id: string): Promise<Domain | null> {
    return this.visible().andWhere('domain.id = :id', { id }).getOne();
  }

  /** The same, kept from others' changes to the end of the transaction, and read when that is sure. */
  async lockVisible(id: string): Promise<Domain | null> {
    await this.query('select from domains where id = $1 for update', [id]);
    return this.findVisible(id);
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

  private visible(): SelectQueryBuilder<Domain> {
    const domains = this.createQueryBuilder('domain')
      .innerJoin('domain.organization', 'organization')
      .addSelect(['organization.id', 'organization.name']);
    return living(domains);
  }
}

const sortKeys: SortKeys<Domain> = {
  id: { column: 'domain.id', kind: 'text', value: ({ id }) => id },
  domain: { column: 'domain.domain', kind: 'text', value: ({ domain }) => domain },
  createdAt: { column: 'domain.createdAt', kind: 'time', value: ({ createdAt }) => createdAt },
  updatedAt: { column: 'domain.updatedAt', kind: 'time', value: ({ updatedAt }) => updatedAt },
};
