import { Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../http/api-error.js';
import { given } from '../http/given.js';
import type { Page } from '../http/pages.js';
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
import { contactNotFound } from './contact.failures.js';
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
    return ContactDto.from(contact, this.lookups);
  }

  async create(principal: Principal, organizationId: number, body: CreateContactDto): Promise<ContactDto> {
    this.requireReferences(body);
    return this.work.write(principal, async (manager) => {
      const contacts = manager.withRepository(this.contacts);
      await this.organizations.holdPath(manager, organizationId);
      const { id } = await contacts.save(contacts.create({ ...columns(body), organizationId }));
      return ContactDto.from(await contacts.findOneByOrFail({ id }), this.lookups);
    });
  }

  async update(
    principal: Principal,
    organizationId: number,
    id: number,
    body: UpdateContactDto,
  ): Promise<ContactDto> {
    this.requireReferences(body);
    return this.work.write(principal, async (manager) => {
      const contacts = manager.withRepository(this.contacts);
      if (!(await contacts.lockVisible(organizationId, id))) throw new ApiError(contactNotFound);
      const changes = columns(body);
      if (Object.keys(changes).length > 0) await contacts.update(id, changes);
      return ContactDto.from(await contacts.findOneByOrFail({ id }), this.lookups);
    });
  }

  async delete(principal: Principal, organizationId: number, id: number): Promise<DeletedContactDto> {
    return this.work.write(principal, async (manager) => {
      const contacts = manager.withRepository(this.contacts);
      if (!(await contacts.lockVisible(organizationId, id))) throw new ApiError(contactNotFound);
      await contacts.delete(id);
      return { id, deleted: organizationTime(new Date()) };
    });
  }

  private requireReferences({ type, country }: UpdateContactDto): void {
    this.lookups.require([
      { field: 'type', kind: 'contact-types', id: type?.id },
      { field: 'country', kind: 'countries', id: country?.id },
    ]);
  }
}

/** The columns that a body sets; null clears, undefined leaves alone. */
function columns({
  type,
  country,
  secondary_address,
  purchase_order_number,
  ...same
}: UpdateContactDto): Partial<Contact> {
  return given({
    ...same,
    typeId: type?.id,
    countryId: country === null ? null : country?.id,
    secondaryAddress: secondary_address,
    purchaseOrderNumber: purchase_order_number,
  });
}
