import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { OrganizationRefusal } from '../index/organization-tree.js';

/** The emergency calls of one minute from the same IP to the same domain that routing has allowed. */
@Entity('emergency_calls')
@Index('emergency_calls_minute_key', { synchronize: false })
@Index('emergency_calls_organization_id_idx', ['organizationId', 'time', 'id'])
@Index('emergency_calls_time_idx', ['time', 'id'])
export class EmergencyCall {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'emergency_calls_pkey',
  })
  id: string;

  /** The beginning of the minute. */
  @Column({ type: 'timestamptz', precision: 3 })
  time: Date;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  @Column({ type: 'varchar', name: 'org_ip_id', length: 67, collation: 'C', nullable: true })
  orgIpId: string | null;

  @Column({ type: 'varchar', name: 'domain_id', length: 64, collation: 'C', nullable: true })
  domainId: string | null;

  /** Why the calls would have been refused; null if they would have been allowed anyway. */
  @Column('varchar', { length: 30, nullable: true })
  overridden: OrganizationRefusal | null;

  @Column('integer')
  calls: number;
}
