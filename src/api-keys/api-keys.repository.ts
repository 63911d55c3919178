import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { parseOrganizationId } from '../auth/organization-id.js';
import { lockThenRead } from '../database/locks.js';
import { Selection } from '../database/selection.js';
import { excludeDeleted, withOrganization } from '../organizations/organization.selections.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import type { ApiKeyQuery } from './api-key.dto.js';
import { ApiKey } from './api-key.entity.js';

@Injectable()
export class ApiKeysRepository extends Repository<ApiKey> {
  override readonly target = ApiKey;

  page(query: ApiKeyQuery): Promise<Page<ApiKey>> {
    let source = this.visible();
    if (query.orgId !== undefined)
      source = source.where('key.organization_id = ?', parseOrganizationId(query.orgId));
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  findVisible(id: string): Promise<ApiKey | null> {
    return this.visible().where('key.id = ?', id).one(this.manager);
  }

  /** Locks the row until the transaction ends and then reads it. */
  lockVisible(id: string): Promise<ApiKey | null> {
    return lockThenRead(this.manager, { row: { table: 'api_keys', id } }, () => this.findVisible(id));
  }

  private visible(): Selection<ApiKey> {
    return Selection.of<ApiKey>(this.metadata, 'key', 'visible', (all) =>
      withOrganization(
        excludeDeleted(all, 'key')
          // The key of an administrator has the path of the platform even if it belongs to an organization.
          .where(
            'not exists (select from organizations deleted where deleted.id = key.organization_id and deleted.deleted_at is not null)',
          ),
        'key',
      ),
    );
  }
}

const sortKeys: SortKeys<ApiKey> = {
  id: { column: 'key.id', kind: 'text', value: ({ id }) => id },
  createdAt: { column: 'key.created_at', kind: 'time', value: ({ createdAt }) => createdAt },
};
