import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { parseOrganizationId } from '../auth/organization-id.js';
import { lockThenRead } from '../database/locks.js';
import { Selection } from '../database/selection.js';
import { sendInOrder } from '../database/send-in-order.js';
import { excludeDeleted, withOrganization } from '../organizations/organization.selections.js';
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

  /** Locks the row until the transaction ends and then reads it. */
  lockVisible(id: string): Promise<Domain | null> {
    return lockThenRead(this.manager, { row: { table: 'domains', id } }, () => this.findVisible(id));
  }

  /** Like `findVisible`, with the usage by calls. */
  findWithUsage(id: string): Promise<Domain | null> {
    return Selection.of<Domain>(this.metadata, 'domain', 'with usage', () =>
      withUsage(this.visible(), 'domain', 'domain'),
    )
      .where('domain.id = ?', id)
      .one(this.manager);
  }

  /**
   * Like `lockVisible`, and tells whether something needs the domain: calls within the last `seconds`, or aliases of the
   * organization that would have no primary domain without it.
   */
  async lockWithNeed(id: string, seconds: number): Promise<{ domain: Domain | null; isNeeded: boolean }> {
    const [domain, isUsed, [last]] = await lockThenRead(
      this.manager,
      {
        row: { table: 'domains', id },
        // Of two deletions in one organization at the same time, the second waits for the first and sees its result.
        owner: { table: 'domains', id, condition: `type = 'primary'` },
      },
      () =>
        Promise.all([
          this.findVisible(id),
          isInUse(this.manager, 'domain', id, seconds),
          this.query<unknown[]>(
            `select from domains last where id = $1 and type = 'primary'
                and exists (select from domains where organization_id = last.organization_id and type = 'alias')
                and not exists (select from domains where organization_id = last.organization_id
                                   and type = 'primary' and id <> last.id)`,
            [id],
          ),
        ]),
    );
    return { domain, isNeeded: isUsed || last !== undefined };
  }

  /** Releases the id and the name, and inserts the domain. */
  insertReleased(
    domain: Pick<Domain, 'id' | 'domain' | 'organizationId'> & Partial<Domain>,
  ): Promise<Domain> {
    return lockThenRead(this.manager, { hierarchy: { path: domain.organizationId } }, () =>
      sendInOrder(this.manager, [releaseExpired(domain.id, domain.domain)], () =>
        this.visible().insert(this.manager, domain),
      ),
    );
  }

  async deleteVisible(id: string): Promise<void> {
    await this.query('delete from domains where id = $1', [id]);
  }

  updateVisible(id: string, changes: Partial<Domain>): Promise<Domain> {
    return this.visible().update(this.manager, id, changes);
  }

  /** Releases the id and the name of a domain whose organization was deleted and can no longer be restored. */
  async releaseExpired(id: string, domain: string): Promise<void> {
    await this.query(...releaseExpired(id, domain));
  }

  /** The columns that lists show. */
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

function releaseExpired(id: string, domain: string): [text: string, values: string[]] {
  return ['select release_expired_domains($1, $2)', [id, domain]];
}

const sortKeys: SortKeys<Domain> = {
  id: { column: 'domain.id', kind: 'text', value: ({ id }) => id },
  domain: { column: 'domain.domain', kind: 'text', value: ({ domain }) => domain },
  createdAt: { column: 'domain.created_at', kind: 'time', value: ({ createdAt }) => createdAt },
  updatedAt: { column: 'domain.updated_at', kind: 'time', value: ({ updatedAt }) => updatedAt },
};
