import { Controller, Get, Param, UseInterceptors } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { TenantRoute } from '../auth/access.js';
import { ApiErrors } from '../errors/route-errors.js';
import { ApiItemResponse, ApiNotModified } from '../openapi/responses.js';
import { AllLookupsDto, CountryDto, CurrencyDto, LookupDto, LookupParams } from './lookup.dto.js';
import { LookupEtagInterceptor } from './lookup-etag.interceptor.js';
import { lookupNotFound } from './lookup.errors.js';
import { LookupsService } from './lookups.service.js';

@ApiGroup({
  name: 'Lookups',
  description: 'The values that organizations and contacts refer to by id.',
})
@Controller('lookups')
@UseInterceptors(LookupEtagInterceptor)
@ApiNotModified()
export class LookupsController {
  constructor(private readonly lookups: LookupsService) {}

  /**
   * List all lookups
   * @remarks All lookups in one response, by the last part of their paths. The response changes only with a release: cache
   * it and revalidate it with `If-None-Match`.
   */
  @Get()
  @TenantRoute('read')
  @ApiItemResponse(AllLookupsDto)
  listLookups(): AllLookupsDto {
    return this.lookups.all();
  }

  /**
   * List statuses of an organization
   * @remarks All statuses of an organization, ordered by id.
   */
  @Get('organization-statuses')
  @TenantRoute('read')
  @ApiItemResponse([LookupDto])
  listOrganizationStatuses(): LookupDto[] {
    return this.lookups.list('organization-statuses');
  }

  /**
   * Get one status of an organization
   * @remarks One value by its id.
   */
  @Get('organization-statuses/:id')
  @TenantRoute('read')
  @ApiItemResponse(LookupDto)
  @ApiErrors(lookupNotFound)
  getOrganizationStatus(@Param() { id }: LookupParams): LookupDto {
    return this.lookups.get('organization-statuses', id);
  }

  /**
   * List types of organizations
   * @remarks All types of organizations, ordered by id.
   */
  @Get('organization-types')
  @TenantRoute('read')
  @ApiItemResponse([LookupDto])
  listOrganizationTypes(): LookupDto[] {
    return this.lookups.list('organization-types');
  }

  /**
   * Get one type of organizations
   * @remarks One value by its id.
   */
  @Get('organization-types/:id')
  @TenantRoute('read')
  @ApiItemResponse(LookupDto)
  @ApiErrors(lookupNotFound)
  getOrganizationType(@Param() { id }: LookupParams): LookupDto {
    return this.lookups.get('organization-types', id);
  }

  /**
   * List classes of organizations
   * @remarks All classes of organizations, ordered by id.
   */
  @Get('organization-classes')
  @TenantRoute('read')
  @ApiItemResponse([LookupDto])
  listOrganizationClasses(): LookupDto[] {
    return this.lookups.list('organization-classes');
  }

  /**
   * Get one class of organizations
   * @remarks One value by its id.
   */
  @Get('organization-classes/:id')
  @TenantRoute('read')
  @ApiItemResponse(LookupDto)
  @ApiErrors(lookupNotFound)
  getOrganizationClass(@Param() { id }: LookupParams): LookupDto {
    return this.lookups.get('organization-classes', id);
  }

  /**
   * List types of the relation between an organization and its parent
   * @remarks All types of the relation between an organization and its parent, ordered by id.
   */
  @Get('relation-types')
  @TenantRoute('read')
  @ApiItemResponse([LookupDto])
  listRelationTypes(): LookupDto[] {
    return this.lookups.list('relation-types');
  }

  /**
   * Get one type of relation
   * @remarks One value by its id.
   */
  @Get('relation-types/:id')
  @TenantRoute('read')
  @ApiItemResponse(LookupDto)
  @ApiErrors(lookupNotFound)
  getRelationType(@Param() { id }: LookupParams): LookupDto {
    return this.lookups.get('relation-types', id);
  }

  /**
   * List types of verification
   * @remarks All types of verification, ordered by id.
   */
  @Get('verification-types')
  @TenantRoute('read')
  @ApiItemResponse([LookupDto])
  listVerificationTypes(): LookupDto[] {
    return this.lookups.list('verification-types');
  }

  /**
   * Get one type of verification
   * @remarks One value by its id.
   */
  @Get('verification-types/:id')
  @TenantRoute('read')
  @ApiItemResponse(LookupDto)
  @ApiErrors(lookupNotFound)
  getVerificationType(@Param() { id }: LookupParams): LookupDto {
    return this.lookups.get('verification-types', id);
  }

  /**
   * List types of contacts
   * @remarks All types of contacts, ordered by id.
   */
  @Get('contact-types')
  @TenantRoute('read')
  @ApiItemResponse([LookupDto])
  listContactTypes(): LookupDto[] {
    return this.lookups.list('contact-types');
  }

  /**
   * Get one type of contacts
   * @remarks One value by its id.
   */
  @Get('contact-types/:id')
  @TenantRoute('read')
  @ApiItemResponse(LookupDto)
  @ApiErrors(lookupNotFound)
  getContactType(@Param() { id }: LookupParams): LookupDto {
    return this.lookups.get('contact-types', id);
  }

  /**
   * List countries of ISO 3166-1
   * @remarks All countries of ISO 3166-1, with mobile country code and calling code, ordered by id.
   */
  @Get('countries')
  @TenantRoute('read')
  @ApiItemResponse([CountryDto])
  listCountries(): CountryDto[] {
    return this.lookups.list('countries');
  }

  /**
   * Get one country
   * @remarks One value by its id.
   */
  @Get('countries/:id')
  @TenantRoute('read')
  @ApiItemResponse(CountryDto)
  @ApiErrors(lookupNotFound)
  getCountry(@Param() { id }: LookupParams): CountryDto {
    return this.lookups.get('countries', id);
  }

  /**
   * List currencies of ISO 4217
   * @remarks All currencies of ISO 4217, ordered by id.
   */
  @Get('currencies')
  @TenantRoute('read')
  @ApiItemResponse([CurrencyDto])
  listCurrencies(): CurrencyDto[] {
    return this.lookups.list('currencies');
  }

  /**
   * Get one currency
   * @remarks One value by its id.
   */
  @Get('currencies/:id')
  @TenantRoute('read')
  @ApiItemResponse(CurrencyDto)
  @ApiErrors(lookupNotFound)
  getCurrency(@Param() { id }: LookupParams): CurrencyDto {
    return this.lookups.get('currencies', id);
  }
}
