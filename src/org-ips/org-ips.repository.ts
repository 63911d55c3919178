import { Repository, type SelectQueryBuilder } from 'typeorm';
import { living } from '../organizations/subtree.js';
import { paginate, type Page, type SortKeys } from '../http/pages.js';
import type { OrganizationIpQuery } from './org-ip.dto.js';
import { OrgIp } from './org-ip.entity.js';

export class OrgIpsRepository extends Repository<OrgIp> {
  /** One page of what exists for the caller; with `organizationId`, of that organization alone. */
  page(query: OrganizationIpQuery, organizationId?: number): Promise<Page<OrgIp>> {
    const source = this.visible();
    if (organizationId !== undefined)
      source.andWhere('entry.organizationId = :organizationId', { organizationId });
    if (query.type !== undefined) source.andWhere('entry.type = :type', { type: query.type });
    if (query.status !== undefined) source.andWhere('entry.status = :status', { status: query.status });
    if (query.ipAddress !== undefined)
      source.andWhere('entry.network = any (networks_around(:address::cidr))', { address: query.ipAddress });
    return paginate(this, source, query, sortKeys, query.sort);
  }

  findVisible(id: string): Promise<OrgIp | null> {
    return this.visible().andWhere('entry.id = :id', { id }).getOne();
  }

  /** The same, kept from others' changes to the end of the transaction, and read when that is sure. */
  async lockVisible(id: string): Promise<OrgIp | null> {
    await this.query('select from org_ips where id = $1 for update', [id]);
    return this.findVisible(id);
  }

  /** An id that nobody has: the next number, as in `ip_003`. */
  async nextId(): Promise<string> {
    const [{ id }] = await this.query<[{ id: string }]>('select next_org_ip_id() as id');
    return id;
  }

  /** Frees the id and the networks that only organizations hold that can no longer be restored. */
  async releaseExpired(id: string, network: string): Promise<void> {
    await this.query('select release_expired_org_ips($1, $2)', [id, network]);
  }

  private visible(): SelectQueryBuilder<OrgIp> {
    const entries = this.createQueryBuilder('entry')
      .innerJoin('entry.organization', 'organization')
      .addSelect(['organization.id', 'organization.name']);
    return living(entries);
  }
}

const sortKeys: SortKeys<OrgIp> = {
  id: { column: 'entry.id', kind: 'text', value: ({ id }) => id },
  createdAt: { column: 'entry.createdAt', kind: 'time', value: ({ createdAt }) => createdAt },
  updatedAt: { column: 'entry.updatedAt', kind: 'time', value: ({ updatedAt }) => updatedAt },
};
