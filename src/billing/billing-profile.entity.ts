import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  UpdateDateColumn,
  VirtualColumn,
  type Relation,
  type ValueTransformer,
} from 'typeorm';
import { Currency } from '../lookups/lookup.entity.js';
import { Organization } from '../organizations/organization.entity.js';

export type BillingCycle = 'monthly' | 'quarterly' | 'annual';
export type PaymentMethod = 'invoice' | 'credit_card' | 'direct_debit' | 'prepaid';
export type BillingStatus = 'active' | 'suspended' | 'closed';

export interface BillingContact {
  name?: string | null;
  email?: string | null;
  phone?: string | null;
}

export interface BillingAddress {
  street?: string | null;
  city?: string | null;
  state?: string | null;
  postalCode?: string | null;
  country?: string | null;
}

export interface RateCard {
  id: string;
  name?: string | null;
}

/** `pg` returns numeric(16, 4) as text. A double holds the amounts that the API accepts exactly. */
const money: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/** The billing settings of an organization. A null field has the value of the nearest ancestor that sets it. */
@Entity('billing_profiles')
@Index('billing_profiles_path_idx', ['path'])
@Check('billing_profiles_billing_cycle_check', `billing_cycle in ('monthly', 'quarterly', 'annual')`)
@Check(
  'billing_profiles_payment_method_check',
  `payment_method in ('invoice', 'credit_card', 'direct_debit', 'prepaid')`,
)
@Check('billing_profiles_status_check', `status in ('active', 'suspended', 'closed')`)
@Check('billing_profiles_credit_limit_check', `credit_limit >= 0`)
export class BillingProfile {
  @PrimaryColumn('integer', { name: 'organization_id', primaryKeyConstraintName: 'billing_profiles_pkey' })
  organizationId: number;

  @OneToOne(() => Organization, { nullable: false })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'billing_profiles_organization_id_fkey' })
  organization?: Relation<Organization>;

  @Column('varchar', { name: 'billing_plan', length: 100, nullable: true })
  billingPlan: string | null;

  @Column('varchar', { name: 'billing_cycle', length: 10, nullable: true })
  billingCycle: BillingCycle | null;

  /** ISO 4217. */
  @Column('varchar', { length: 3, nullable: true })
  currency: string | null;

  @ManyToOne(() => Currency)
  @JoinColumn({
    name: 'currency',
    referencedColumnName: 'code',
    foreignKeyConstraintName: 'billing_profiles_currency_fkey',
  })
  currencyRow?: Relation<Currency> | null;

  @Column('varchar', { name: 'payment_method', length: 20, nullable: true })
  paymentMethod: PaymentMethod | null;

  @Column('json', { name: 'billing_contact', nullable: true })
  billingContact: BillingContact | null;

  @Column('json', { name: 'billing_address', nullable: true })
  billingAddress: BillingAddress | null;

  @Column('json', { name: 'rate_card', nullable: true })
  rateCard: RateCard | null;

  @Column('numeric', { name: 'credit_limit', precision: 16, scale: 4, nullable: true, transformer: money })
  creditLimit: number | null;

  @Column('numeric', { name: 'current_balance', precision: 16, scale: 4, nullable: true, transformer: money })
  currentBalance: number | null;

  /** The balance now, in the decimals of its currency; null without one. `currentBalance` is what it was last set to. */
  @VirtualColumn({
    type: 'numeric',
    query: (alias) =>
      `case when ${alias}.current_balance is not null
            then round(balance_of(${alias}.organization_id), effective_decimals(${alias}.path)) end`,
    transformer: money,
  })
  balance: number | null;

  @Column('varchar', { length: 10, nullable: true })
  status: BillingStatus | null;

  @Column({ type: 'timestamptz', name: 'next_billing_date', precision: 3, nullable: true })
  nextBillingDate: Date | null;

  /** The path of the organization, copied by a trigger. Row-level security compares it with the scope. */
  @Column({ type: 'text', collation: 'C', insert: false, update: false })
  path: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
