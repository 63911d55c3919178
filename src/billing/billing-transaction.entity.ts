import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { amount } from '../lookups/amount.js';

export const transactionTypes = ['charges', 'payment', 'correction'] as const;
export type TransactionType = (typeof transactionTypes)[number];

/** One change of the balance of an organization. Rows are only added; the balance is their sum. */
@Entity('billing_transactions')
@Index('billing_transactions_organization_id_idx', ['organizationId', 'id'])
@Check('billing_transactions_type_check', `type in ('charges', 'payment', 'correction')`)
@Check('billing_transactions_charges_check', `(type = 'charges') = (charges is not null)`)
export class BillingTransaction {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'billing_transactions_pkey',
  })
  id: string;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  @Column('varchar', { length: 20 })
  type: TransactionType;

  /** What it adds to the balance: negative for a payment. */
  @Column('numeric', { precision: 38, scale: 6, transformer: amount })
  amount: string;

  /** ISO 4217. */
  @Column('varchar', { length: 3 })
  currency: string;

  /** How many charges it adds up; null for other types. */
  @Column('integer', { nullable: true })
  charges: number | null;

  @Column('varchar', { length: 128, nullable: true })
  reference: string | null;

  @Column('varchar', { length: 500, nullable: true })
  description: string | null;

  @CreateDateColumn({
    name: 'created_at',
    type: 'timestamptz',
    precision: 3,
    default: () => 'clock_timestamp()',
  })
  createdAt: Date;
}
