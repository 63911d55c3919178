import { DomainTable } from './domain-table.js';
import { OrgIpTable } from './org-ip-table.js';
import { OrganizationTree } from './organization-tree.js';

/**
 * What routing needs of all organizations, domains and networks, in memory. A million of each must fit beside the
 * program, so each field is an array and a row is a slot in these arrays.
 */
export class RoutingIndex {
  readonly tree = new OrganizationTree();
  readonly domains = new DomainTable(this.tree);
  readonly orgIps = new OrgIpTable(this.tree);

  get sizes(): Record<'organizations' | 'domains' | 'networks', number> {
    return {
      organizations: this.tree.size,
      domains: this.domains.size,
      networks: this.orgIps.networkCount,
    };
  }
}
