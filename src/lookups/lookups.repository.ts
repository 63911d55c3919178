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

  /** Every row of every lookup table, by id. */
  async loadAll() {
    const all = <T extends { id: number }>(entity: EntityTarget<T>): Promise<T[]> =>
      this.dataSource.getRepository(entity).createQueryBuilder('row').orderBy('row.id').getMany();
    return {
      'organization-statuses': await all(OrganizationStatus),
      'organization-types': await all(OrganizationType),
      'organization-classes': await all(OrganizationClass),
      'relation-types': await all(RelationType),
      'verification-types': await all(VerificationType),
      'contact-types': await all(ContactType),
      countries: await all(Country),
      currencies: await all(Currency),
    };
  }
}
