import { Repository, type SelectQueryBuilder } from 'typeorm';
import type { Principal } from '../auth/principal.js';
import { withinScope } from '../auth/scope.js';
import { paginate, type Page, type SortKeys } from '../http/pages.js';
import type { ContactQuery } from './contact.dto.js';
import { Contact } from './contact.entity.js';

export class ContactsRepository extends Repository<Contact> {
  page(principal: Principal, organizationId: number, query: ContactQuery): Promise<Page<Contact>> {
    const source = this.visible(principal, organizationId);
    if (query.type !== undefined) source.andWhere('contact.typeId = :type', { type: query.type });
    return paginate(this, source, query, sortKeys, query.sort);
  }

  findVisible(principal: Principal, organizationId: number, id: number): Promise<Contact | null> {
    return this.visible(principal, organizationId).andWhere('contact.id = :id', { id }).getOne();
  }

  /** The same, kept from others' changes to the end of the transaction. */
  lockVisible(principal: Principal, organizationId: number, id: number): Promise<Contact | null> {
    return this.visible(principal, organizationId)
      .andWhere('contact.id = :id', { id })
      .setLock('pessimistic_write', undefined, ['contact'])
      .getOne();
  }

  private visible(principal: Principal, organizationId: number): SelectQueryBuilder<Contact> {
    const contacts = this.createQueryBuilder('contact')
      .innerJoin('contact.organization', 'organization')
      .where('contact.organizationId = :organizationId', { organizationId });
    return withinScope(contacts, principal);
  }
}

const sortKeys: SortKeys<Contact> = {
  id: { column: 'contact.id', kind: 'number', value: ({ id }) => id },
  name: { column: 'contact.name', kind: 'text', value: ({ name }) => name },
  created: { column: 'contact.createdAt', kind: 'time', value: ({ createdAt }) => createdAt },
};
