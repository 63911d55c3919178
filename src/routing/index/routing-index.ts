import { DomainTable } from './domain-table.js';
import { OrgIpTable } from './org-ip-table.js';
import { PagePool } from './page-pool.js';
import { OrganizationTree } from './organization-tree.js';

/**
 * What routing needs of all organizations, domains and networks, in memory. A million of each must fit beside the program
 * and must not slow down its garbage collection, so everything that grows with them lies outside of V8's heap:
 *
 * - A row is a slot in a `RowStore`: 32-bit fields that lie side by side. The fields stand at the top of each table's file.
 *   One more field costs 4 MB for a million rows, one more flag costs nothing.
 * - A text is an address in a `TextStore`: its length and its bytes.
 * - A `HashTable` finds a slot by the hash of a name or of a network.
 *
 * All three consist of pages or segments, so that growth never copies more than one of them at once.
 */
export class RoutingIndex {
  private readonly pool = new PagePool();
  readonly tree = new OrganizationTree(this.pool);
  readonly domains = new DomainTable(this.tree, this.pool);
  readonly orgIps = new OrgIpTable(this.tree, this.pool);

  get sizes(): Record<'organizations' | 'domains' | 'networks', number> {
    return {
      organizations: this.tree.size,
      domains: this.domains.size,
      networks: this.orgIps.networkCount,
    };
  }

  /** The memory outside of V8's heap. */
  get bytes(): number {
    return this.tree.bytes + this.domains.bytes + this.orgIps.bytes;
  }
}
