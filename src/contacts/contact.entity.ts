import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  type Relation,
} from 'typeorm';
import { ContactType, Country } from '../lookups/lookup.entity.js';
import { Organization } from '../organizations/organization.entity.js';

/** A person or an address of an organization. */
@Entity('contacts')
@Index('contacts_path_idx', ['path'])
@Index('contacts_organization_id_idx', ['organizationId', 'id'])
@Index('contacts_organization_name_idx', ['organizationId', 'name', 'id'])
@Index('contacts_organization_type_id_idx', ['organizationId', 'typeId', 'id'])
@Index('contacts_organization_created_at_idx', ['organizationId', 'createdAt', 'id'])
@Check('contacts_name_check', `name <> ''`)
@Check('contacts_purchase_order_number_check', `purchase_order_number is null or type_id = 6`)
export class Contact {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'contacts_pkey',
  })
  id: number;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  @ManyToOne(() => Organization, { nullable: false })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'contacts_organization_id_fkey' })
  organization?: Relation<Organization>;

  @Column('smallint', { name: 'type_id' })
  typeId: number;

  @ManyToOne(() => ContactType, { nullable: false })
  @JoinColumn({ name: 'type_id', foreignKeyConstraintName: 'contacts_type_id_fkey' })
  type?: Relation<ContactType>;

  @Column('varchar', { length: 200 })
  name: string;

  @Column('varchar', { length: 100, nullable: true })
  title: string | null;

  @Column('varchar', { length: 200, nullable: true })
  department: string | null;

  @Column('varchar', { length: 200, nullable: true })
  street: string | null;

  @Column('varchar', { name: 'secondary_address', length: 200, nullable: true })
  secondaryAddress: string | null;

  @Column('varchar', { length: 20, nullable: true })
  zipcode: string | null;

  @Column('varchar', { length: 100, nullable: true })
  city: string | null;

  @Column('varchar', { length: 100, nullable: true })
  state: string | null;

  @Column('smallint', { name: 'country_id', nullable: true })
  countryId: number | null;

  @ManyToOne(() => Country)
  @JoinColumn({ name: 'country_id', foreignKeyConstraintName: 'contacts_country_id_fkey' })
  country?: Relation<Country> | null;

  @Column('varchar', { length: 254, nullable: true })
  email: string | null;

  @Column('varchar', { length: 50, nullable: true })
  phone: string | null;

  @Column('varchar', { length: 50, nullable: true })
  mobile: string | null;

  /** Only invoice addresses have one. */
  @Column('varchar', { name: 'purchase_order_number', length: 100, nullable: true })
  purchaseOrderNumber: string | null;

  /** The path of the organization, copied by a trigger. Row-level security compares it with the scope. */
  @Column({ type: 'text', collation: 'C', insert: false, update: false })
  path: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
