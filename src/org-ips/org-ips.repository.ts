import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { lockThenRead } from '../database/locks.js';
import { Selection } from '../database/selection.js';
import { sendInOrder, type Statement } from '../database/send-in-order.js';
import { excludeDeleted, withOrganization } from '../organizations/organization.selections.js';
import { isInUse, withUsage } from '../usage/usage.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import type { OrganizationIpQuery } from './org-ip.dto.js';
import { OrgIp } from './org-ip.entity.js';

@Injectable()
export class OrgIpsRepository extends Repository<OrgIp> {
  override readonly target = OrgIp;

  /** Reads one page of the IPs that the caller can see; with `organizationId`, only those of that organization. */
  page(query: OrganizationIpQuery, organizationId?: number): Promise<Page<OrgIp>> {
    let source = this.visible();
    if (organizationId !== undefined) source = source.where('entry.organization_id = ?', organizationId);
    if (query.type !== undefined) source = source.whereSkewed('entry.type = ?', query.type);
    if (query.status !== undefined) source = source.whereSkewed('entry.status = ?', query.status);
    if (query.ipAddress !== undefined)
      source = source.where('entry.network = any (networks_around(?::cidr))', query.ipAddress);
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  findVisible(id: string): Promise<OrgIp | null> {
    return this.visible().where('entry.id = ?', id).one(this.manager);
  }

  /** Locks the row until the transaction ends and then reads it. */
  lockVisible(id: string): Promise<OrgIp | null> {
    return lockThenRead(this.manager, { row: { table: 'org_ips', id } }, () => this.findVisible(id));
  }

  /** Releases the id and the network, and inserts the IP. */
  insertReleased(entry: Pick<OrgIp, 'id' | 'network' | 'organizationId'> & Partial<OrgIp>): Promise<OrgIp> {
    return lockThenRead(this.manager, { hierarchy: { path: entry.organizationId } }, () =>
      sendInOrder(this.manager, [releaseExpired(entry.id, entry.network)], () =>
        this.visible().insert(this.manager, entry),
      ),
    );
  }

  /** Releases the network and changes the IP. */
  updateReleased(id: string, network: string, changes: Partial<OrgIp>): Promise<OrgIp> {
    return sendInOrder(this.manager, [releaseExpired(id, network)], () =>
      this.visible().update(this.manager, id, changes),
    );
  }

  /** Like `findVisible`, with the usage by calls. */
  findWithUsage(id: string): Promise<OrgIp | null> {
    return Selection.of<OrgIp>(this.metadata, 'entry', 'with usage', () =>
      withUsage(this.visible(), 'ip', 'entry'),
    )
      .where('entry.id = ?', id)
      .one(this.manager);
  }

  /** Like `lockVisible`, and tells whether calls used the IP within the last `seconds`. */
  async lockWithUse(id: string, seconds: number): Promise<{ entry: OrgIp | null; isUsed: boolean }> {
    const [entry, isUsed] = await lockThenRead(this.manager, { row: { table: 'org_ips', id } }, () =>
      Promise.all([this.findVisible(id), isInUse(this.manager, 'ip', id, seconds)]),
    );
    return { entry, isUsed };
  }

  async deleteVisible(id: string): Promise<void> {
    await this.query('delete from org_ips where id = $1', [id]);
  }

  /** The next unused id of the form `ip_003`. */
  async nextId(): Promise<string> {
    const [{ id }] = await this.query<[{ id: string }]>('select next_org_ip_id() as id');
    return id;
  }

  private visible(): Selection<OrgIp> {
    return Selection.of<OrgIp>(this.metadata, 'entry', 'visible', (all) =>
      withOrganization(excludeDeleted(all, 'entry'), 'entry'),
    );
  }
}

/** Releases the id and the network of an IP whose organization was deleted and can no longer be restored. */
function releaseExpired(id: string, network: string): Statement {
  return ['select release_expired_org_ips($1, $2)', [id, network]];
}

const sortKeys: SortKeys<OrgIp> = {
  id: { column: 'entry.id', kind: 'text', value: ({ id }) => id },
  createdAt: { column: 'entry.created_at', kind: 'time', value: ({ createdAt }) => createdAt },
  updatedAt: { column: 'entry.updated_at', kind: 'time', value: ({ updatedAt }) => updatedAt },
};
