import { Repository, type SelectQueryBuilder } from 'typeorm';
import { parseOrganizationId } from '../auth/organization-id.js';
import { living } from '../organizations/subtree.js';
import { paginate, type Page, type SortKeys } from '../http/pages.js';
import type { ApiKeyQuery } from './api-key.dto.js';
import { ApiKey } from './api-key.entity.js';

export class ApiKeysRepository extends Repository<ApiKey> {
  page(query: ApiKeyQuery): Promise<Page<ApiKey>> {
    const source = this.visible();
    if (query.orgId !== undefined)
      source.andWhere('key.organizationId = :orgId', { orgId: parseOrganizationId(query.orgId) });
    return paginate(this, source, query, sortKeys, query.sort);
  }

  findVisible(id: string): Promise<ApiKey | null> {
    return this.visible().andWhere('key.id = :id', { id }).getOne();
  }

  /** The same, kept from others' changes to the end of the transaction, and read when that is sure. */
  async lockVisible(id: string): Promise<ApiKey | null> {
    await this.query('select from api_keys where id = $1 for update', [id]);
    return this.findVisible(id);
  }

  private visible(): SelectQueryBuilder<ApiKey> {
    return living(
      this.createQueryBuilder('key')
        .leftJoin('key.organization', 'organization')
        .addSelect(['organization.id', 'organization.name']),
    );
  }
}

const sortKeys: SortKeys<ApiKey> = {
  id: { column: 'key.id', kind: 'text', value: ({ id }) => id },
  createdAt: { column: 'key.createdAt', kind: 'time', value: ({ createdAt }) => createdAt },
};
