import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { lockThenRead } from '../database/locks.js';
import { Selection } from '../database/selection.js';
import { excludeDeleted } from '../organizations/organization.selections.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import type { ContactQuery } from './contact.dto.js';
import { Contact } from './contact.entity.js';

@Injectable()
export class ContactsRepository extends Repository<Contact> {
  override readonly target = Contact;

  page(organizationId: number, query: ContactQuery): Promise<Page<Contact>> {
    let source = this.visible(organizationId);
    if (query.type !== undefined) source = source.where('contact.type_id = ?', query.type);
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  findVisible(organizationId: number, id: number): Promise<Contact | null> {
    return this.visible(organizationId).where('contact.id = ?', id).one(this.manager);
  }

  /** Locks the row until the transaction ends and then reads it. */
  lockVisible(organizationId: number, id: number): Promise<Contact | null> {
    return lockThenRead(this.manager, { row: { table: 'contacts', id } }, () =>
      this.findVisible(organizationId, id),
    );
  }

  private visible(organizationId: number): Selection<Contact> {
    const all = Selection.of<Contact>(this.metadata, 'contact', 'visible', (contacts) =>
      excludeDeleted(contacts, 'contact'),
    );
    return all.where('contact.organization_id = ?', organizationId);
  }
}

const sortKeys: SortKeys<Contact> = {
  id: { column: 'contact.id', kind: 'number', value: ({ id }) => id },
  name: { column: 'contact.name', kind: 'text', value: ({ name }) => name },
  created: { column: 'contact.created_at', kind: 'time', value: ({ createdAt }) => createdAt },
};
