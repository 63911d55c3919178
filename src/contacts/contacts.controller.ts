import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { Precondition, Preconditions } from '../http/etag.js';
import type { Page } from '../pagination/page.js';
import { ApiBodyExample, ApiEtagResponse, ApiListResponse, ApiWriteResponse } from '../openapi/responses.js';
import { referenceUnknown } from '../lookups/lookup.errors.js';
import { OrganizationParams } from '../organizations/organization.dto.js';
import { organizationNotFound } from '../organizations/organization.errors.js';
import {
  ContactDto,
  ContactParams,
  ContactQuery,
  CreateContactDto,
  DeletedContactDto,
  UpdateContactDto,
} from './contact.dto.js';
import * as examples from './contact.examples.js';
import { contactNotFound } from './contact.errors.js';
import { ContactsService } from './contacts.service.js';

@ApiGroup({
  name: 'Contacts',
  description: 'The people and addresses to contact at an organization.',
})
@Controller('organizations/:id/contacts')
export class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  /**
   * List the contacts of an organization
   * @remarks The contacts of this organization, without those of its descendants.
   */
  @Get()
  @TenantRoute('read')
  @ApiListResponse(ContactDto)
  @ApiErrors(organizationNotFound)
  listContacts(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Query() query: ContactQuery,
  ): Promise<Page<ContactDto>> {
    return this.contacts.list(principal, id, query);
  }

  /**
   * Create a contact
   * @remarks `type` and `name` are required. `purchase_order_number` is allowed for invoice addresses only.
   */
  @Post()
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(CreateContactDto, examples.createBody)
  @ApiWriteResponse(201, ContactDto, 'Contact created successfully')
  @ApiErrors(organizationNotFound, referenceUnknown)
  createContact(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: OrganizationParams,
    @Body() body: CreateContactDto,
  ): Promise<ContactDto> {
    return this.contacts.create(principal, id, body);
  }

  /**
   * Get a contact
   * @remarks One contact of the organization.
   */
  @Get(':contactId')
  @TenantRoute('read')
  @ApiEtagResponse(ContactDto)
  @ApiErrors(contactNotFound)
  getContact(
    @CurrentPrincipal() principal: Principal,
    @Param() { id, contactId }: ContactParams,
  ): Promise<ContactDto> {
    return this.contacts.get(principal, id, contactId);
  }

  /**
   * Update a contact
   * @remarks Changes only the fields in the body. Null clears an optional field.
   */
  @Patch(':contactId')
  @TenantRoute('write')
  @ApiBodyExample(UpdateContactDto, examples.updateBody)
  @ApiWriteResponse(200, ContactDto, 'Contact updated successfully')
  @ApiErrors(contactNotFound, referenceUnknown)
  updateContact(
    @CurrentPrincipal() principal: Principal,
    @Param() { id, contactId }: ContactParams,
    @Body() body: UpdateContactDto,
    @Preconditions() precondition: Precondition,
  ): Promise<ContactDto> {
    return this.contacts.update(principal, id, contactId, body, precondition);
  }

  /**
   * Delete a contact
   * @remarks Deletes the contact permanently.
   */
  @Delete(':contactId')
  @TenantRoute('write')
  @ApiWriteResponse(200, DeletedContactDto, 'Contact deleted successfully')
  @ApiErrors(contactNotFound)
  deleteContact(
    @CurrentPrincipal() principal: Principal,
    @Param() { id, contactId }: ContactParams,
    @Preconditions() precondition: Precondition,
  ): Promise<DeletedContactDto> {
    return this.contacts.delete(principal, id, contactId, precondition);
  }
}
