import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
  VirtualColumn,
  type Relation,
} from 'typeorm';
import type { EffectiveBlock } from './blocked.dto.js';
import {
  Country,
  Currency,
  OrganizationClass,
  OrganizationStatus,
  OrganizationType,
  RelationType,
  VerificationType,
} from '../lookups/lookup.entity.js';

const alive = { where: 'deleted_at is null' };

/**
 * A tenant. Organizations form trees. `path` has the ids from the root down to this organization (`/1/12/`), so that a
 * subtree is one range of an index. A trigger derives it from `parentId`.
 */
@Entity('organizations')
@Unique('organizations_path_key', ['path'])
@Unique('organizations_relation_id_key', ['relationId'])
@Index('organizations_ext_reference_key', { synchronize: false })
@Index('organizations_parent_id_idx', ['parentId', 'id'], alive)
@Index('organizations_name_idx', ['name', 'id'], alive)
@Index('organizations_created_at_idx', ['createdAt', 'id'], alive)
@Index('organizations_updated_at_idx', ['updatedAt', 'id'], alive)
@Index('organizations_ext_reference_idx', ['extReference', 'id'], alive)
@Index('organizations_type_id_idx', ['typeId', 'id'], alive)
@Index('organizations_class_id_idx', ['classId', 'id'], alive)
@Index('organizations_country_id_idx', ['countryId', 'id'], alive)
@Index('organizations_status_id_idx', ['statusId', 'id'], alive)
@Index('organizations_deleted_with_id_idx', ['deletedWithId'], { where: 'deleted_at is not null' })
@Check('organizations_name_check', `name <> ''`)
@Check('organizations_status_check', `status_id in (0, 1)`)
@Check('organizations_monthly_cost_limit_check', `monthly_cost_limit >= 0`)
@Check(
  'organizations_cost_limit_thresholds_check',
  `cardinality(cost_limit_thresholds) between 1 and 10 and 1 <= all (cost_limit_thresholds) and 100 >= all (cost_limit_thresholds)`,
)
@Check('organizations_verification_check', `verification is null or verification_type_id is not null`)
@Check(
  'organizations_relation_check',
  `(parent_id is null) = (relation_id is null) and (parent_id is null) = (relation_type_id is null)`,
)
@Check('organizations_path_check', `path like '%/' || id || '/'`)
@Check(
  'organizations_depth_check',
  `depth between 1 and 32 and depth = length(path) - length(replace(path, '/', '')) - 1`,
)
@Check('organizations_deleted_check', `(deleted_at is null) = (deleted_with_id is null)`)
export class Organization {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'organizations_pkey',
  })
  id: number;

  @Column('varchar', { length: 200 })
  name: string;

  /** A reference of the parent's own, for example a customer number; '' if there is none. */
  @Column('varchar', { name: 'ext_reference', length: 100, default: '' })
  extReference: string;

  @Column('smallint', { name: 'class_id', default: 0 })
  classId: number;

  @ManyToOne(() => OrganizationClass)
  @JoinColumn({ name: 'class_id', foreignKeyConstraintName: 'organizations_class_id_fkey' })
  class: Relation<OrganizationClass>;

  @Column('smallint', { name: 'type_id' })
  typeId: number;

  @ManyToOne(() => OrganizationType, { nullable: false })
  @JoinColumn({ name: 'type_id', foreignKeyConstraintName: 'organizations_type_id_fkey' })
  type: Relation<OrganizationType>;

  @Column('smallint', { name: 'country_id' })
  countryId: number;

  @ManyToOne(() => Country, { nullable: false })
  @JoinColumn({ name: 'country_id', foreignKeyConstraintName: 'organizations_country_id_fkey' })
  country: Relation<Country>;

  /** The organization's own status. The effective status also depends on its ancestors. */
  @Column('smallint', { name: 'status_id', default: 0 })
  statusId: number;

  /** The worst status from the root down to this organization. */
  @VirtualColumn({
    type: 'smallint',
    query: (alias) => `effective_status_id(${alias}.path)`,
  })
  effectiveStatusId: number;

  @ManyToOne(() => OrganizationStatus, { nullable: false })
  @JoinColumn({ name: 'status_id', foreignKeyConstraintName: 'organizations_status_id_fkey' })
  status: Relation<OrganizationStatus>;

  @Column('smallint', { name: 'currency_id', default: 1 })
  currencyId: number;

  @ManyToOne(() => Currency, { nullable: false })
  @JoinColumn({ name: 'currency_id', foreignKeyConstraintName: 'organizations_currency_id_fkey' })
  currency: Relation<Currency>;

  /** Whole currency units per calendar month; null if there is no limit. */
  @Column('integer', { name: 'monthly_cost_limit', nullable: true })
  monthlyCostLimit: number | null;

  /** The shares of the cost limit, in percent, at which the history warns; null for 50, 80 and 100. */
  @Column('smallint', { name: 'cost_limit_thresholds', array: true, nullable: true })
  costLimitThresholds: number[] | null;

  @Column('smallint', { name: 'verification_type_id', nullable: true })
  verificationTypeId: number | null;

  @ManyToOne(() => VerificationType)
  @JoinColumn({
    name: 'verification_type_id',
    foreignKeyConstraintName: 'organizations_verification_type_id_fkey',
  })
  verificationType: Relation<VerificationType> | null;

  @Column('varchar', { length: 200, nullable: true })
  verification: string | null;

  @Column('integer', { name: 'parent_id', nullable: true })
  parentId: number | null;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'parent_id', foreignKeyConstraintName: 'organizations_parent_id_fkey' })
  parent: Relation<Organization> | null;

  /** The database gives a new id for each parent. */
  @Column({ type: 'integer', name: 'relation_id', nullable: true, insert: false, update: false })
  relationId: number | null;

  @Column('smallint', { name: 'relation_type_id', nullable: true })
  relationTypeId: number | null;

  @ManyToOne(() => RelationType)
  @JoinColumn({ name: 'relation_type_id', foreignKeyConstraintName: 'organizations_relation_type_id_fkey' })
  relationType: Relation<RelationType> | null;

  @Column({ type: 'text', collation: 'C', insert: false, update: false })
  path: string;

  /** 1 for a root. */
  @Column({ type: 'smallint', insert: false, update: false })
  depth: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt: Date;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;

  /** The organization whose deletion deleted this one, too. Only restoring that organization restores this one. */
  @Column('integer', { name: 'deleted_with_id', nullable: true })
  deletedWithId: number | null;

  /** The block that is in force, by a limit of this organization or of one above it. Only in `visibleOrganizations`. */
  block?: EffectiveBlock | null;

  /** The organization whose limit it is; null if the caller does not see it. */
  blocker?: Pick<Organization, 'id' | 'name'> | null;
}
