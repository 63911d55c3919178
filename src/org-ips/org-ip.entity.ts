import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  UpdateDateColumn,
  type Relation,
} from 'typeorm';
import { Organization } from '../organizations/organization.entity.js';
import type { UsageStats } from '../usage/usage.js';

export type OrgIpType = 'signaling' | 'media' | 'both';
export type OrgIpStatus = 'active' | 'inactive';
export type TransportProtocol = 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS';

/**
 * A network whose SIP traffic belongs to one organization. The database allows one entry per network and kind of traffic,
 * and refuses overlapping networks of unrelated organizations.
 */
@Entity('org_ips')
@Index('org_ips_path_idx', { synchronize: false })
@Index('org_ips_signaling_network_key', ['network'], {
  unique: true,
  where: `not shared and type <> 'media'`,
})
@Index('org_ips_media_network_key', ['network'], {
  unique: true,
  where: `not shared and type <> 'signaling'`,
})
@Index('org_ips_shared_signaling_network_key', ['network', 'organizationId'], {
  unique: true,
  where: `shared and type <> 'media'`,
})
@Index('org_ips_shared_media_network_key', ['network', 'organizationId'], {
  unique: true,
  where: `shared and type <> 'signaling'`,
})
@Index('org_ips_network_idx', ['network'])
@Index('org_ips_organization_id_idx', { synchronize: false })
@Index('org_ips_type_idx', { synchronize: false })
@Index('org_ips_status_idx', { synchronize: false })
@Index('org_ips_created_at_idx', { synchronize: false })
@Index('org_ips_updated_at_idx', { synchronize: false })
@Check('org_ips_id_check', `id ~ '^ip_[A-Za-z0-9_-]{1,64}$'`)
@Check('org_ips_network_check', `masklen(network) >= case family(network) when 4 then 8 else 16 end`)
@Check('org_ips_type_check', `type in ('signaling', 'media', 'both')`)
@Check('org_ips_status_check', `status in ('active', 'inactive')`)
@Check(
  'org_ips_allowed_ports_check',
  `allowed_ports <> '{}' and 1 <= all (allowed_ports) and 65535 >= all (allowed_ports)`,
)
@Check(
  'org_ips_protocols_check',
  `protocols <> '{}' and protocols <@ array['UDP', 'TCP', 'TLS', 'WS', 'WSS']`,
)
export class OrgIp {
  @PrimaryColumn({ type: 'varchar', length: 67, collation: 'C', primaryKeyConstraintName: 'org_ips_pkey' })
  id: string;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  @ManyToOne(() => Organization, { nullable: false })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'org_ips_organization_id_fkey' })
  organization?: Relation<Organization>;

  /** Null if no call ever used the IP; undefined if it was not read. */
  usage?: UsageStats | null;

  /** In the CIDR notation of PostgreSQL, for example `203.0.113.0/24` or `2001:db8::/32`. */
  @Column('cidr')
  network: string;

  @Column('varchar', { length: 10, default: 'both' })
  type: OrgIpType;

  /** Whether other organizations can have the same network. Routing then tells them apart by the SIP domain. */
  @Column('boolean', { default: false })
  shared: boolean;

  @Column('varchar', { length: 255, nullable: true })
  description: string | null;

  @Column('varchar', { length: 10, default: 'active' })
  status: OrgIpStatus;

  /** Null allows every port. */
  @Column('integer', { name: 'allowed_ports', array: true, nullable: true })
  allowedPorts: number[] | null;

  /** Null allows every protocol. */
  @Column('text', { array: true, nullable: true })
  protocols: TransportProtocol[] | null;

  /** The path of the organization, copied by a trigger. Row-level security compares it with the scope. */
  @Column({ type: 'text', collation: 'C', insert: false, update: false })
  path: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt: Date;

  get ipAddress(): string {
    return this.network.split('/')[0]!;
  }

  /** Prefix length in bits. */
  get cidr(): number {
    return Number(this.network.split('/')[1]);
  }
}
