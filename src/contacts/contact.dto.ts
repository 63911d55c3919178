import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { OrganizationParams } from '../organizations/organization.dto.js';
import { omitNullish } from '../http/optional-fields.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { ReadOnlyFields } from '../http/read-only.js';
import { organizationTime } from '../http/times.js';
import { IsEmailAddress, IsInteger, IsLookupFilter, IsText, ToId } from '../http/validators.js';
import { CountryDto, LookupDto, IsReference, ReferenceDto } from '../lookups/lookup.dto.js';
import type { LookupsService } from '../lookups/lookups.service.js';
import type { Contact } from './contact.entity.js';

/** A person or an address of an organization. */
export class ContactDto {
  /**
   * Unique id of this contact
   * @example 1
   */
  @IsInteger()
  id: number;

  /** Type of the contact */
  type: LookupDto;

  /**
   * Name of the person or of the address
   * @example "John Smith"
   */
  @IsText(200, { filled: true })
  name: string;

  /**
   * Title of the person
   * @example "Dr."
   */
  @IsOptional()
  @IsText(100)
  title?: string | null;

  /**
   * Department
   * @example "Network operations"
   */
  @IsOptional()
  @IsText(200)
  department?: string | null;

  /**
   * Street and number
   * @example "123 Business Ave"
   */
  @IsOptional()
  @IsText(200)
  street?: string | null;

  /**
   * Second line of the address
   * @example "Building 4"
   */
  @IsOptional()
  @IsText(200)
  secondary_address?: string | null;

  /**
   * Postal code
   * @example "10001"
   */
  @IsOptional()
  @IsText(20)
  zipcode?: string | null;

  /**
   * City
   * @example "New York"
   */
  @IsOptional()
  @IsText(100)
  city?: string | null;

  /**
   * State or province
   * @example "NY"
   */
  @IsOptional()
  @IsText(100)
  state?: string | null;

  /** Country */
  country?: CountryDto;

  /**
   * E-mail address
   * @example "billing@company1.com"
   */
  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  /**
   * Telephone number
   * @example "+1-555-123-4567"
   */
  @IsOptional()
  @IsText(50)
  phone?: string | null;

  /**
   * Mobile number
   * @example "+1-555-765-4321"
   */
  @IsOptional()
  @IsText(50)
  mobile?: string | null;

  /**
   * Purchase order number; only for invoice addresses
   * @example "PO-4711"
   */
  @IsOptional()
  @IsText(100)
  purchase_order_number?: string | null;

  /**
   * When the contact was created (ISO 8601)
   * @example "2015-02-03T00:00:00.000+0000"
   */
  created: string;

  /**
   * When the contact was last changed (ISO 8601)
   * @example "2015-02-03T00:00:00.000+0000"
   */
  updated: string;

  static from(contact: Contact, lookups: LookupsService): ContactDto {
    return {
      id: contact.id,
      type: lookups.value('contact-types', contact.typeId),
      name: contact.name,
      ...omitNullish({
        title: contact.title,
        department: contact.department,
        street: contact.street,
        secondary_address: contact.secondaryAddress,
        zipcode: contact.zipcode,
        city: contact.city,
        state: contact.state,
        country: contact.countryId === null ? null : lookups.value('countries', contact.countryId),
        email: contact.email,
        phone: contact.phone,
        mobile: contact.mobile,
        purchase_order_number: contact.purchaseOrderNumber,
      }),
      created: organizationTime(contact.createdAt),
      updated: organizationTime(contact.updatedAt),
    };
  }
}

class ContactReferencesDto {
  /** Type of the contact (`/lookups/contact-types`) */
  @IsReference()
  type: ReferenceDto;

  /** Country (`/lookups/countries`) */
  @IsOptional()
  @IsReference()
  country?: ReferenceDto | null;
}

export class CreateContactDto extends IntersectionType(
  ContactReferencesDto,
  PickType(ContactDto, [
    'name',
    'title',
    'department',
    'street',
    'secondary_address',
    'zipcode',
    'city',
    'state',
    'email',
    'phone',
    'mobile',
    'purchase_order_number',
  ]),
) {}

@ReadOnlyFields(ContactDto, 'id', 'created', 'updated')
export class UpdateContactDto extends PartialType(CreateContactDto, { skipNullProperties: false }) {}

const contactSort = ['id', 'name', 'created'] as const;

export class ContactQuery extends PageQuery {
  /** Id of the contact type */
  @IsLookupFilter()
  type?: number;

  @Sortable(contactSort, 'id')
  sort: string = 'id';
}

export class ContactParams extends OrganizationParams {
  /**
   * Contact id
   * @example 1
   */
  @ToId()
  contactId: number;
}

export class DeletedContactDto {
  /**
   * Id of the contact
   * @example 1
   */
  @IsInteger()
  id: number;

  /**
   * When it was deleted (ISO 8601)
   * @example "2024-01-20T12:00:00.000+0000"
   */
  deleted: string;
}
