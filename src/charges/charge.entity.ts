import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { amount } from '../lookups/amount.js';

/** What an organization has used, priced by a rating engine. Written by `record_charges` only. */
@Entity('charges')
@Unique('charges_sender_id_key', ['id', 'sender'])
@Index('charges_organization_id_idx', { synchronize: false })
@Index('charges_occurred_at_idx', { synchronize: false })
export class Charge {
  /** The order in which charges of the same time are listed. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'charges_pkey',
  })
  seq: string;

  /** Stands for the API key, or for the subject of the token, that sent the charge. */
  @Column('uuid')
  sender: string;

  /** The sender's own id. */
  @Column({ type: 'varchar', length: 128, collation: 'C' })
  id: string;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  /** The organization whose balance the charge is part of; null if none has a balance in its currency. */
  @Column('integer', { name: 'account_id', nullable: true })
  accountId: number | null;

  @Column('numeric', { precision: 20, scale: 6, transformer: amount })
  amount: string;

  @Column('smallint', { name: 'currency_id' })
  currencyId: number;

  @Column({ type: 'timestamptz', name: 'occurred_at', precision: 3 })
  occurredAt: Date;

  /** '' if there is none. */
  @Column({ type: 'varchar', length: 100, collation: 'C', default: '' })
  category: string;

  @Column('varchar', { length: 500, nullable: true })
  description: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
