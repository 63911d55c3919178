import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../auth/principal.js';

export const auditActions = [
  'created',
  'updated',
  'deleted',
  'restored',
  'moved',
  'transferred',
  'rotated',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** A recorded row, by column names. */
export type RowImage = Record<string, unknown>;

/** One write, recorded by triggers. The program only reads this table. */
@Entity('audit_entries')
@Index('audit_entries_time_idx', ['time', 'id'])
@Index('audit_entries_organization_id_idx', ['organizationId', 'time', 'id'])
@Index('audit_entries_resource_idx', ['resourceId', 'resourceType', 'time', 'id'])
@Index('audit_entries_resource_type_idx', ['resourceType', 'time', 'id'])
@Index('audit_entries_actor_idx', ['actorSubject', 'time', 'id'])
@Index('audit_entries_api_key_idx', ['actorApiKeyId', 'time', 'id'], {
  where: 'actor_api_key_id is not null',
})
@Index('audit_entries_network_idx', ['network', 'time', 'id'], { where: 'network is not null' })
@Check('audit_entries_content_check', `before is not null or after is not null`)
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_entries_pkey',
  })
  id: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  time: Date;

  @Column('varchar', { length: 20 })
  action: AuditAction;

  @Column('varchar', { name: 'resource_type', length: 20 })
  resourceType: string;

  @Column({ type: 'varchar', name: 'resource_id', length: 67, collation: 'C' })
  resourceId: string;

  /** Null for a resource of the platform. */
  @Column('integer', { name: 'organization_id', nullable: true })
  organizationId: number | null;

  @Column('varchar', { name: 'actor_subject', length: 255, nullable: true })
  actorSubject: string | null;

  /** `system` for a write of the program itself. */
  @Column('varchar', { name: 'actor_role', length: 10 })
  actorRole: Role | 'system';

  @Column('integer', { name: 'actor_organization_id', nullable: true })
  actorOrganizationId: number | null;

  @Column('varchar', { name: 'actor_api_key_id', length: 40, nullable: true })
  actorApiKeyId: string | null;

  @Column('varchar', { name: 'request_id', length: 128, nullable: true })
  requestId: string | null;

  /** The network of an organization IP after the write. */
  @Column('cidr', { nullable: true })
  network: string | null;

  @Column('jsonb', { nullable: true })
  before: RowImage | null;

  @Column('jsonb', { nullable: true })
  after: RowImage | null;
}
