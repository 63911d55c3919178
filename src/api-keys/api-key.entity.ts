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
import type { Role } from '../auth/principal.js';
import { Organization } from '../organizations/organization.entity.js';

/** The credential of a program. Only the hash and the first characters of the secret are stored. */
@Entity('api_keys')
@Unique('api_keys_hash_key', ['hash'])
@Unique('api_keys_previous_hash_key', ['previousHash'])
@Index('api_keys_path_idx', ['path'])
@Index('api_keys_created_at_idx', ['createdAt', 'id'])
@Index('api_keys_organization_id_idx', ['organizationId', 'createdAt', 'id'])
@Check('api_keys_name_check', `name <> ''`)
@Check('api_keys_role_check', `role in ('admin', 'manager', 'viewer', 'edge', 'rating')`)
@Check('api_keys_organization_check', `organization_id is not null or role in ('admin', 'edge', 'rating')`)
@Check('api_keys_previous_check', `(previous_hash is null) = (previous_expires_at is null)`)
export class ApiKey {
  @PrimaryColumn({ type: 'varchar', length: 40, collation: 'C', primaryKeyConstraintName: 'api_keys_pkey' })
  id: string;

  @Column('integer', { name: 'organization_id', nullable: true })
  organizationId: number | null;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'api_keys_organization_id_fkey' })
  organization?: Relation<Organization> | null;

  @Column('varchar', { length: 100 })
  name: string;

  @Column('varchar', { length: 10 })
  role: Role;

  /** The first characters of the secret. */
  @Column('varchar', { length: 20 })
  prefix: string;

  /** SHA-256 of the secret in hexadecimal. */
  @Column({ type: 'varchar', length: 64, collation: 'C' })
  hash: string;

  /** The hash of the secret before the last rotation, valid until `previousExpiresAt`. */
  @Column({ type: 'varchar', name: 'previous_hash', length: 64, collation: 'C', nullable: true })
  previousHash: string | null;

  @Column({ type: 'timestamptz', name: 'previous_expires_at', precision: 3, nullable: true })
  previousExpiresAt: Date | null;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3, nullable: true })
  expiresAt: Date | null;

  /** Accurate to a minute. */
  @Column({ type: 'timestamptz', name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt: Date | null;

  /** The path of the organization, copied by a trigger; `/` for a key of the platform. */
  @Column({ type: 'text', collation: 'C', insert: false, update: false })
  path: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
