import { IsBoolean, IsOptional, ValidateIf } from 'class-validator';
import { ToBoolean } from '../config/transforms.js';
import { Sortable } from '../pagination/sort.js';
import { IsInteger, IsIntegerParameter, IsNested, OptionalNotNull } from '../http/validators.js';
import { LookupDto, IsReference, ReferenceDto } from '../lookups/lookup.dto.js';
import { OrganizationQuery, organizationSort, RelationTypeDto } from '../organizations/organization.dto.js';

export class DescendantsQuery extends OrganizationQuery {
  /**
   * Number of levels below; 1 for the children only; default: all levels
   * @example 2
   */
  @IsIntegerParameter({ min: 1, max: 32 })
  depth?: number;

  @Sortable(['path', ...organizationSort], 'path')
  override sort: string = 'path';
}

export class TreeQuery {
  /**
   * Number of levels below
   * @example 3
   */
  @IsIntegerParameter({ min: 1, max: 32, default: 3 })
  depth: number = 3;
}

export class MoveQuery {
  /** Change nothing; respond with what the move would change */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  preview?: boolean = false;
}

export class MoveOrganizationDto {
  /** The new parent; null turns the organization into a root (administrators only) */
  @ValidateIf((_, value) => value !== null)
  @IsReference()
  parent: ReferenceDto | null;

  /** Type of the relation to the new parent; default: unchanged */
  @OptionalNotNull()
  @IsNested(() => RelationTypeDto)
  relation?: RelationTypeDto;

  /** The parent that the caller expects now; the request fails with 409 if the organization has a different one */
  @IsOptional()
  @IsReference()
  expected_parent?: ReferenceDto | null;
}

/** The effects of a move. */
export class MovePreviewDto {
  /**
   * Organizations that would move
   * @example 3
   */
  @IsInteger()
  organizations: number;

  /**
   * Domains that would move along
   * @example 2
   */
  @IsInteger()
  domains: number;

  /**
   * IP networks that would move along
   * @example 4
   */
  @IsInteger()
  ips: number;

  /**
   * Contacts that would move along
   * @example 5
   */
  @IsInteger()
  contacts: number;

  /**
   * Organizations whose effective status would change
   * @example 0
   */
  @IsInteger()
  effective_status_changes: number;

  /**
   * Organizations whose effective billing profile would change
   * @example 3
   */
  @IsInteger()
  effective_billing_changes: number;
}

/** An organization in a tree, with all of its children, or without any where the tree is cut off. */
export class TreeNodeDto {
  /**
   * Id of the organization
   * @example 12
   */
  @IsInteger()
  id: number;

  /**
   * Name of the organization
   * @example "Tele17"
   */
  name: string;

  /** Type of the organization */
  type: LookupDto;

  /** The organization's own status */
  status: LookupDto;

  /** Status in force */
  effective_status: LookupDto;

  /**
   * Number of children
   * @example 2
   */
  @IsInteger()
  children_count: number;

  /** All children, ordered by name; absent below the requested depth and beyond 1,000 organizations */
  children?: TreeNodeDto[];
}
