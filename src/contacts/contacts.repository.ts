import { Repository, type SelectQueryBuilder } from 'typeorm';
import { living } from '../organizations/subtree.js';
import { paginate, type Page, type SortKeys } from '../http/pages.js';
import type { ContactQuery } from './contact.dto.js';
import { Contact } from './contact.entity.js';

export class ContactsRepository extends Repository<Contact> {
  page(organizationId: number, query: ContactQuery): Promise<Page<Contact>> {
    const source = this.visible(organizationId);
    if (query.type !== undefined) source.andWhere('contact.typeId = :type', { type: query.type });
    return paginate(this, source, query, sortKeys, query.sort);
  }

  findVisible(organizationId: number, id: number): Promise<Contact | null> {
    return this.visible(organizationId).andWhere('contact.id = :id', { id }).getOne();
  }

  /** The same, kept from others' changes to the end of the transaction, and read when that is sure. */
  async lockVisible(organizationId: number, id: number): Promise<Contact | null> {
    await this.query('select from contacts where id = $1 for update', [id]);
    return this.findVisible(organizationId, id);
  }

  private visible(organizationId: number): SelectQueryBuilder<Contact> {
    const contacts = this.createQueryBuilder('contact')
      .innerJoin('contact.organization', 'organization')
      .where('contact.organizationId = :organizationId', { organizationId });
    return living(contacts);
  }
}

const sortKeys: SortKeys<Contact> = {
  id: { column: 'contact.id', kind: 'number', value: ({ id }) => id },
  name: { column: 'contact.name', kind: 'text', value: ({ name }) => name },
  created: { column: 'contact.createdAt', kind: 'time', value: ({ createdAt }) => createdAt },
};
