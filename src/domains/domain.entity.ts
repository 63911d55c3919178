import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
  type Relation,
} from 'typeorm';
import { Organization } from '../organizations/organization.entity.js';
import type { UsageStats } from '../usage/usage.js';

export type DomainType = 'primary' | 'alias';
export type DomainStatus = 'active' | 'inactive' | 'suspended';
export type Metadata = Record<string, string | number | boolean>;

/** A SIP domain of an organization, unique on the platform. */
@Entity('domains')
@Index('domains_path_idx', { synchronize: false })
@Unique('domains_domain_key', ['domain'])
@Index('domains_organization_id_idx', { synchronize: false })
@Index('domains_type_idx', { synchronize: false })
@Index('domains_status_idx', { synchronize: false })
@Index('domains_created_at_idx', { synchronize: false })
@Index('domains_updated_at_idx', { synchronize: false })
@Check('domains_id_check', `id ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'`)
@Check('domains_domain_check', `domain ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{1,63}$'`)
@Check('domains_type_check', `type in ('primary', 'alias')`)
@Check('domains_status_check', `status in ('active', 'inactive', 'suspended')`)
@Check('domains_metadata_check', `json_typeof(metadata) = 'object'`)
export class Domain {
  @PrimaryColumn({ type: 'varchar', length: 64, collation: 'C', primaryKeyConstraintName: 'domains_pkey' })
  id: string;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  @ManyToOne(() => Organization, { nullable: false })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'domains_organization_id_fkey' })
  organization?: Relation<Organization>;

  /** Null if no call ever used the domain; undefined if it was not read. */
  usage?: UsageStats | null;

  /** In lower case, with A-labels and no trailing dot. */
  @Column({ type: 'varchar', length: 253, collation: 'C' })
  domain: string;

  @Column('varchar', { length: 10, default: 'primary' })
  type: DomainType;

  @Column('varchar', { length: 10, default: 'active' })
  status: DomainStatus;

  /** Null if it was never set. The realm is then the same as `domain`. */
  @Column('varchar', { name: 'sip_realm', length: 253, nullable: true })
  sipRealm: string | null;

  @Column('boolean', { name: 'registration_enabled', default: true })
  registrationEnabled: boolean;

  @Column('boolean', { name: 'tls_enabled', default: false })
  tlsEnabled: boolean;

  @Column('json', { nullable: true })
  metadata: Metadata | null;

  /** The path of the organization, copied by a trigger. Row-level security compares it with the scope. */
  @Column({ type: 'text', collation: 'C', insert: false, update: false })
  path: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
