import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
  type ValueTransformer,
} from 'typeorm';
import type { BlockReason } from '../organizations/blocked.dto.js';
import { Organization } from '../organizations/organization.entity.js';
import { amount } from '../lookups/amount.js';

/** `pg` returns a date as midnight of its own time zone. JSON, in the history, has the text. */
const firstDay: ValueTransformer = {
  to: (value: string | null) => value,
  from: (value: Date | string | null) =>
    value instanceof Date
      ? `${value.getFullYear()}-${String(value.getMonth() + 1).padStart(2, '0')}-01`
      : value,
};

/** An organization that has reached a limit: its traffic and that of all organizations below it is refused. */
@Entity('blocks')
@Index('blocks_month_idx', ['month'], { where: 'month is not null' })
@Check('blocks_reason_check', `reason in ('cost_limit', 'credit_limit')`)
@Check('blocks_month_check', `(reason = 'cost_limit') = (month is not null)`)
export class Block {
  @PrimaryColumn('integer', { name: 'organization_id', primaryKeyConstraintName: 'blocks_pkey' })
  organizationId: number;

  @PrimaryColumn('varchar', { length: 20, primaryKeyConstraintName: 'blocks_pkey' })
  reason: BlockReason;

  /** The first day of the month that the cost limit is for. */
  @Column('date', { nullable: true, transformer: firstDay })
  month: string | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  since: Date;

  /** The limit, and the spend or the balance that reached it. */
  @Column('numeric', { name: 'limit_amount', precision: 38, scale: 6, transformer: amount })
  limitAmount: string;

  @Column('numeric', { precision: 38, scale: 6, transformer: amount })
  amount: string;
}

/** A share of the monthly cost limit that the spend of an organization has reached. */
@Entity('cost_limit_warnings')
@Index('cost_limit_warnings_month_idx', ['month', 'organizationId'], { where: 'threshold >= 80' })
export class CostLimitWarning {
  @PrimaryColumn('integer', {
    name: 'organization_id',
    primaryKeyConstraintName: 'cost_limit_warnings_pkey',
  })
  organizationId: number;

  @PrimaryColumn('date', {
    primaryKeyConstraintName: 'cost_limit_warnings_pkey',
    transformer: firstDay,
  })
  month: string;

  /** In percent. */
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'cost_limit_warnings_pkey' })
  threshold: number;

  @Column('numeric', { name: 'limit_amount', precision: 38, scale: 6, transformer: amount })
  limitAmount: string;

  @Column('numeric', { precision: 38, scale: 6, transformer: amount })
  amount: string;

  @CreateDateColumn({
    name: 'created_at',
    type: 'timestamptz',
    precision: 3,
    default: () => 'clock_timestamp()',
  })
  createdAt: Date;
}

/** What an organization may spend in one month beyond its monthly cost limit. */
@Entity('cost_limit_extensions')
@Index('cost_limit_extensions_organization_id_idx', ['organizationId', 'month', 'id'])
@Index('cost_limit_extensions_path_idx', ['path'])
@Check('cost_limit_extensions_amount_check', 'amount > 0')
export class CostLimitExtension {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'cost_limit_extensions_pkey',
  })
  id: string;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  @ManyToOne(() => Organization, { nullable: false })
  @JoinColumn({
    name: 'organization_id',
    foreignKeyConstraintName: 'cost_limit_extensions_organization_id_fkey',
  })
  organization?: Relation<Organization>;

  @Column('date', { transformer: firstDay })
  month: string;

  @Column('numeric', { precision: 20, scale: 6, transformer: amount })
  amount: string;

  @Column('varchar', { length: 500 })
  reason: string;

  /** The path of the organization, copied by a trigger. Row-level security compares it with the scope. */
  @Column({ type: 'text', collation: 'C', insert: false, update: false })
  path: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
