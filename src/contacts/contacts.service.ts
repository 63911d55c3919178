import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../auth/principal.js';
import { changedColumns } from '../database/changed-columns.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { withEtag, type Precondition } from '../http/etag.js';
import { omitUndefined } from '../http/optional-fields.js';
import { withoutReadOnly } from '../http/read-only.js';
import type { Page } from '../pagination/page.js';
import { organizationTime } from '../http/times.js';
import { LookupsService } from '../lookups/lookups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import {
  ContactDto,
  DeletedContactDto,
  type ContactQuery,
  type CreateContactDto,
  type UpdateContactDto,
} from './contact.dto.js';
import type { Contact } from './contact.entity.js';
import { contactNotFound } from './contact.errors.js';
import { ContactsRepository } from './contacts.repository.js';

@Injectable()
export class ContactsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly contacts: ContactsRepository,
    private readonly organizations: OrganizationsService,
    private readonly lookups: LookupsService,
  ) {}

  async list(principal: Principal, organizationId: number, query: ContactQuery): Promise<Page<ContactDto>> {
    const page = await this.work.read(principal, async (manager) => {
      await this.organizations.require(manager, organizationId);
      return manager.withRepository(this.contacts).page(organizationId, query);
    });
    return page.map((contact) => ContactDto.from(contact, this.lookups));
  }

  async get(principal: Principal, organizationId: number, id: number): Promise<ContactDto> {
    const contact = await this.work.read(principal, (manager) =>
      manager.withRepository(this.contacts).findVisible(organizationId, id),
    );
    if (!contact) throw new ApiError(contactNotFound);
    return this.toDto(contact);
  }

  async create(principal: Principal, organizationId: number, body: CreateContactDto): Promise<ContactDto> {
    this.requireReferences(body);
    return this.work.write(principal, async (manager) => {
      const contacts = manager.withRepository(this.contacts);
      await this.organizations.lockInPlaceFromPath(manager, organizationId);
      const { id } = await contacts.save(contacts.create({ ...columns(body), organizationId }));
      return this.toDto(await contacts.findOneByOrFail({ id }));
    });
  }

  async update(
    principal: Principal,
    organizationId: number,
    id: number,
    body: UpdateContactDto,
    precondition: Precondition,
  ): Promise<ContactDto> {
    this.requireReferences(body);
    return this.work.write(principal, async (manager) => {
      const contacts = manager.withRepository(this.contacts);
      const contact = await this.requireLocked(manager, organizationId, id, precondition);
      const changes = changedColumns(contact, columns(withoutReadOnly(body, this.toDto(contact))));
      if (Object.keys(changes).length > 0) await contacts.update(id, changes);
      return this.toDto(await contacts.findOneByOrFail({ id }));
    });
  }

  async delete(
    principal: Principal,
    organizationId: number,
    id: number,
    precondition: Precondition,
  ): Promise<DeletedContactDto> {
    return this.work.write(principal, async (manager) => {
      const contacts = manager.withRepository(this.contacts);
      await this.requireLocked(manager, organizationId, id, precondition);
      await contacts.delete(id);
      return { id, deleted: organizationTime(new Date()) };
    });
  }

  /**
   * Reads the contact with its row locked until the transaction ends. 404 if the caller cannot see it, 412 if the
   * precondition fails.
   */
  private async requireLocked(
    manager: EntityManager,
    organizationId: number,
    id: number,
    precondition: Precondition,
  ): Promise<Contact> {
    const contact = await manager.withRepository(this.contacts).lockVisible(organizationId, id);
    if (!contact) throw new ApiError(contactNotFound);
    precondition.check(this.toDto(contact));
    return contact;
  }

  private toDto(contact: Contact): ContactDto {
    return withEtag(ContactDto.from(contact, this.lookups));
  }

  private requireReferences({ type, country }: UpdateContactDto): void {
    this.lookups.require([
      { field: 'type', kind: 'contact-types', reference: type },
      { field: 'country', kind: 'countries', reference: country },
    ]);
  }
}

/** The columns that a body sets. A null clears a column; undefined leaves it as it is. */
function columns({
  type,
  country,
  secondary_address,
  purchase_order_number,
  ...same
}: UpdateContactDto): Partial<Contact> {
  return omitUndefined({
    ...same,
    typeId: type?.id,
    countryId: country === null ? null : country?.id,
    secondaryAddress: secondary_address,
    purchaseOrderNumber: purchase_order_number,
  });
}
