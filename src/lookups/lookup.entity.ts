import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';

/** A value with an id, to which other tables refer, and a description: `{ id, description }`. */
export abstract class LookupValue {
  id: number;

  @Column('varchar', { length: 100 })
  description: string;
}

/** Declares the table of one kind of lookup value. Its constraints have the names that the migrations give them. */
function LookupTable(table: string): ClassDecorator {
  return (target) => {
    Entity(table)(target);
    Unique(`${table}_description_key`, ['description'])(target);
    PrimaryColumn('smallint', { primaryKeyConstraintName: `${table}_pkey` })(
      target.prototype as object,
      'id',
    );
  };
}

@LookupTable('organization_statuses')
export class OrganizationStatus extends LookupValue {}

@LookupTable('organization_types')
export class OrganizationType extends LookupValue {}

@LookupTable('organization_classes')
export class OrganizationClass extends LookupValue {}

@LookupTable('relation_types')
export class RelationType extends LookupValue {}

@LookupTable('verification_types')
export class VerificationType extends LookupValue {}

@LookupTable('contact_types')
export class ContactType extends LookupValue {}

@Entity('countries')
@Unique('countries_isocode_key', ['isocode'])
@Check('countries_isocode_check', `isocode ~ '^[a-z]{2}$'`)
@Check('countries_mcc_check', `mcc ~ '^[0-9]{3}$'`)
@Check('countries_country_code_check', `country_code ~ '^[0-9]{1,7}$'`)
export class Country {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'countries_pkey' })
  id: number;

  /** ISO 3166-1 alpha-2, in lower case. */
  @Column('varchar', { length: 2 })
  isocode: string;

  @Column('varchar', { length: 100 })
  name: string;

  /** Mobile country code, ITU-T E.212. */
  @Column('varchar', { length: 3, nullable: true })
  mcc: string | null;

  /** Calling code, ITU-T E.164. */
  @Column('varchar', { name: 'country_code', length: 7, nullable: true })
  countryCode: string | null;
}

@Entity('currencies')
@Unique('currencies_code_key', ['code'])
@Check('currencies_code_check', `code ~ '^[A-Z]{3}$'`)
@Check('currencies_minor_units_check', `minor_units between 0 and 4`)
@Check('currencies_successor_check', `successor is null or withdrawn is not null`)
export class Currency {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'currencies_pkey' })
  id: number;

  /** ISO 4217 alphabetic code. */
  @Column('varchar', { length: 3 })
  code: string;

  @Column('varchar', { length: 10 })
  symbol: string;

  /** ISO 4217: how many decimals an amount has. */
  @Column('smallint', { name: 'minor_units', default: 2 })
  minorUnits: number;

  /** The day from which the currency is no longer valid; null for a current one. */
  @Column('date', { nullable: true })
  withdrawn: string | null;

  /** The code of the currency that has replaced it. */
  @Column('varchar', { length: 3, nullable: true })
  successor: string | null;

  @ManyToOne(() => Currency)
  @JoinColumn({
    name: 'successor',
    referencedColumnName: 'code',
    foreignKeyConstraintName: 'currencies_successor_fkey',
  })
  successorRow?: Relation<Currency> | null;
}
