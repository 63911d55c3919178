import { Injectable } from '@nestjs/common';
import { DataSource, type EntityTarget } from 'typeorm';
import {
  ContactType,
  Country,
  Currency,
  OrganizationClass,
  OrganizationStatus,
  OrganizationType,
  RelationType,
  VerificationType,
} from './lookup.entity.js';

@Injectable()
export class LookupsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** All rows of all lookup tables, in the order of their ids. */
  async loadAll() {
    const load = <T extends { id: number }>(entity: EntityTarget<T>): Promise<T[]> =>
      this.dataSource.getRepository(entity).createQueryBuilder('row').orderBy('row.id').getMany();
    return {
      'organization-statuses': await load(OrganizationStatus),
      'organization-types': await load(OrganizationType),
      'organization-classes': await load(OrganizationClass),
      'relation-types': await load(RelationType),
      'verification-types': await load(VerificationType),
      'contact-types': await load(ContactType),
      countries: await load(Country),
      currencies: await load(Currency),
    };
  }
}
