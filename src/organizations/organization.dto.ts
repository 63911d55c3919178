import { ApiProperty, IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { IsBoolean, IsOptional, ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { ToOrganizationId } from '../auth/organization-id.js';
import { ToBoolean } from '../config/transforms.js';
import { PageQuery } from '../pagination/page.dto.js';
import { Sortable } from '../pagination/sort.js';
import { ReadOnlyFields } from '../http/read-only.js';
import { organizationTime } from '../http/times.js';
import { IsInteger, IsLookupFilter, IsNested, IsText, OptionalNotNull } from '../http/validators.js';
import { CountryDto, CurrencyDto, LookupDto, IsReference, ReferenceDto } from '../lookups/lookup.dto.js';
import type { LookupsService } from '../lookups/lookups.service.js';
import { BlockedDto, OrganizationNameDto, toBlocked } from './blocked.dto.js';
import type { Organization } from './organization.entity.js';

const MAX_THRESHOLDS = 10;

/** Some different whole percentages. */
function IsThresholds(): PropertyDecorator {
  const fault = (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return 'must be an array of percentages';
    if (value.length === 0) return 'must contain at least one percentage';
    if (!value.every((item) => Number.isInteger(item) && item >= 1 && item <= 100))
      return 'must contain only integers from 1 to 100';
    if (value.length > MAX_THRESHOLDS) return `must contain at most ${MAX_THRESHOLDS} percentages`;
    return new Set(value).size < value.length ? 'must not contain a percentage twice' : undefined;
  };
  const items = { type: 'integer', minimum: 1, maximum: 100 } as const;
  return applyDecorators(
    ValidateBy({
      name: 'isThresholds',
      validator: {
        validate: (value) => fault(value) === undefined,
        defaultMessage: (validation) => fault(validation?.value) ?? '',
      },
    }),
    ApiProperty({ type: 'array', items, minItems: 1, maxItems: MAX_THRESHOLDS, uniqueItems: true }),
  );
}

/** The relation of an organization to its parent. */
export class RelationDto {
  /**
   * Id of the relation; it changes with the parent
   * @example 17
   */
  @IsInteger()
  id: number;

  /** Type of the relation */
  type: LookupDto;

  /** The parent; absent if it is outside the caller's subtree */
  parent?: OrganizationNameDto;
}

/** A tenant of the platform. */
export class OrganizationDto {
  /**
   * Unique id of this organization
   * @example 12
   */
  @IsInteger()
  id: number;

  /**
   * Name of the organization
   * @example "Tele17"
   */
  @IsText(200, { filled: true })
  name: string;

  /**
   * Your own reference, for example a customer ID. Unique among the children of one parent; empty if there is none
   * @example ""
   */
  ext_reference: string;

  /** Class of the organization */
  class: LookupDto;

  /** Type of the organization */
  type: LookupDto;

  /** Country of the organization */
  country: CountryDto;

  /** The organization's own status */
  status: LookupDto;

  /** Status in force: the most restrictive of the organization's own and its ancestors' */
  effective_status: LookupDto;

  /** Absent unless a limit of the organization or of one above it is reached: then its traffic is refused */
  blocked?: BlockedDto;

  /** The relation to the parent; absent for a root */
  relation?: RelationDto;

  /**
   * Amount of money spent in a calendar month, in whole currency units, at which the organization is blocked; absent
   * if there is no limit
   * @example 1000
   */
  @IsOptional()
  @IsInteger()
  monthly_cost_limit?: number | null;

  /**
   * The shares of the monthly cost limit, in percent, at which the history warns; absent for 50, 80 and 100
   * @example [75, 100]
   */
  @IsOptional()
  @IsThresholds()
  cost_limit_thresholds?: number[] | null;

  /** Currency of the organization */
  currency: CurrencyDto;

  /**
   * When the organization was created (ISO 8601)
   * @example "2015-02-03T00:00:00.000+0000"
   */
  created: string;

  /**
   * When the organization was last changed (ISO 8601)
   * @example "2015-02-03T00:00:00.000+0000"
   */
  updated: string;

  /** Type of the verification data */
  verification_type?: LookupDto;

  /**
   * Verification data
   * @example "123456789"
   */
  @IsOptional()
  @IsText(200)
  verification?: string | null;

  static from(organization: Organization, lookups: LookupsService): OrganizationDto {
    const { monthlyCostLimit, costLimitThresholds, verificationTypeId, verification } = organization;
    const { block, blocker } = organization;
    return {
      id: organization.id,
      name: organization.name,
      ext_reference: organization.extReference,
      class: lookups.value('organization-classes', organization.classId),
      type: lookups.value('organization-types', organization.typeId),
      country: lookups.value('countries', organization.countryId),
      status: lookups.value('organization-statuses', organization.statusId),
      effective_status: lookups.value('organization-statuses', organization.effectiveStatusId),
      ...(block && { blocked: toBlocked(block, blocker) }),
      ...(organization.relationId !== null && { relation: relation(organization, lookups) }),
      ...(monthlyCostLimit !== null && { monthly_cost_limit: monthlyCostLimit }),
      ...(costLimitThresholds !== null && { cost_limit_thresholds: costLimitThresholds }),
      currency: lookups.value('currencies', organization.currencyId),
      created: organizationTime(organization.createdAt),
      updated: organizationTime(organization.updatedAt),
      ...(verificationTypeId !== null && {
        verification_type: lookups.value('verification-types', verificationTypeId),
      }),
      ...(verification !== null && { verification }),
    };
  }
}

/** Row-level security hides a parent outside the caller's subtree, so it was not read. */
function relation(organization: Organization, lookups: LookupsService): RelationDto {
  const { parent } = organization;
  return {
    id: organization.relationId!,
    type: lookups.value('relation-types', organization.relationTypeId!),
    ...(parent && { parent: { id: parent.id, name: parent.name } }),
  };
}

class CreateRelationDto {
  /** Type of the relation; default: 0, Customer of */
  @OptionalNotNull()
  @IsReference()
  type?: ReferenceDto;

  /** The parent; default: the caller's organization */
  @OptionalNotNull()
  @IsNested(() => ReferenceDto)
  parent?: ReferenceDto;
}

@ReadOnlyFields(RelationDto, 'id', 'parent')
export class RelationTypeDto {
  /** Type of the relation */
  @IsReference()
  type: ReferenceDto;
}

/** Fields whose form in requests differs from their form in responses. */
class OrganizationInputDto {
  /**
   * Your own reference, for example a customer ID. Unique among the children of one parent; null or empty for none
   * @example "customer-4711"
   */
  @IsOptional()
  @IsText(100)
  ext_reference?: string | null;

  /** Type of the organization (`/lookups/organization-types`) */
  @IsReference()
  type: ReferenceDto;

  /** Country of the organization (`/lookups/countries`) */
  @IsReference()
  country: ReferenceDto;

  /** Class of the organization (`/lookups/organization-classes`) */
  @IsReference()
  class: ReferenceDto;

  /** Status of the organization: 0 Active or 1 Suspended (`/lookups/organization-statuses`) */
  @IsReference()
  status: ReferenceDto;

  /** Currency of the organization (`/lookups/currencies`) */
  @IsReference()
  currency: ReferenceDto;

  /** Type of the verification data (`/lookups/verification-types`) */
  @IsOptional()
  @IsReference()
  verification_type?: ReferenceDto | null;
}

const onlyGiven = { skipNullProperties: false };

class OptionalOnCreateDto extends PartialType(
  IntersectionType(
    PickType(OrganizationDto, ['monthly_cost_limit', 'cost_limit_thresholds', 'verification']),
    PickType(OrganizationInputDto, ['ext_reference', 'class', 'status', 'currency', 'verification_type']),
  ),
  onlyGiven,
) {}

export class CreateOrganizationDto extends IntersectionType(
  PickType(OrganizationDto, ['name']),
  PickType(OrganizationInputDto, ['type', 'country']),
  OptionalOnCreateDto,
) {
  /** Parent, and type of the relation to it; default: a customer of the caller's organization. null creates a root (administrators only) */
  @IsOptional()
  @IsNested(() => CreateRelationDto)
  relation?: CreateRelationDto | null;
}

@ReadOnlyFields(OrganizationDto, 'id', 'effective_status', 'blocked', 'created', 'updated')
export class UpdateOrganizationDto extends PartialType(
  IntersectionType(PickType(CreateOrganizationDto, ['name', 'type', 'country']), OptionalOnCreateDto),
  onlyGiven,
) {
  /** Type of the relation. To change the parent, use `PUT /organizations/{id}/parent` */
  @OptionalNotNull()
  @IsNested(() => RelationTypeDto)
  relation?: RelationTypeDto;
}

export const organizationSort = ['name', 'created', 'updated', 'ext_reference', 'id'] as const;

/** The filters of every list of organizations. */
export class OrganizationQuery extends PageQuery {
  /** Exact name */
  @IsOptional()
  @IsText(200)
  name?: string;

  /** Exact reference */
  @IsOptional()
  @IsText(100)
  ext_reference?: string;

  /** Id of the organization's own status */
  @IsLookupFilter()
  status?: number;

  /** Id of the type */
  @IsLookupFilter()
  type?: number;

  /** Id of the class */
  @IsLookupFilter()
  class?: number;

  /** Id of the country */
  @IsLookupFilter()
  country?: number;

  @Sortable(organizationSort, 'id')
  sort: string = 'id';
}

export class OrganizationParams {
  /**
   * Organization id: `12` or `org_12`
   * @example "12"
   */
  @ToOrganizationId()
  id: number;
}

export class DeleteOrganizationQuery {
  /** Delete the whole subtree with its domains, IPs and contacts (administrators only) */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  force?: boolean = false;
}

export class DeletedOrganizationDto {
  /**
   * Id of the organization
   * @example 12
   */
  @IsInteger()
  id: number;

  /** Deleted */
  status: LookupDto;

  /**
   * When it was deleted (ISO 8601)
   * @example "2024-01-20T12:00:00.000+0000"
   */
  deleted: string;

  /**
   * Number of deleted organizations, including this one
   * @example 1
   */
  @IsInteger()
  organizations: number;
}
