import { IsBoolean, IsOptional, ValidateIf } from 'class-validator';
import { ToBoolean } from '../config/transforms.js';
import { Sortable } from '../pagination/paginate.js';
import { IsInteger, IsIntegerParameter, IsNested, OptionalNotNull } from '../http/validators.js';
import { LookupDto, ReferenceDto } from '../lookups/lookup.dto.js';
import { OrganizationQuery, organizationSort, RelationTypeDto } from '../organizations/organization.dto.js';

export class DescendantsQuery extends OrganizationQuery {
  /**
   * How many levels down; 1 for the children only, left out for all
   * @example 2
   */
  @IsIntegerParameter({ min: 1, max: 32 })
  depth?: number;

  @Sortable(['path', ...organizationSort], 'path')
  override sort: string = 'path';
}

export class TreeQuery {
  /**
   * How many levels down
   * @example 3
   */
  @IsIntegerParameter({ min: 1, max: 32, default: 3 })
  depth: number = 3;
}

export class MoveQuery {
  /** Change nothing and answer what the move would change */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  preview?: boolean = false;
}

export class MoveOrganizationDto {
  /** The new parent; null makes a root (administrators only) */
  @ValidateIf((_, value) => value !== null)
  @IsNested(() => ReferenceDto)
  parent: ReferenceDto | null;

  /** The type of the relation to the new parent; default: as it was */
  @OptionalNotNull()
  @IsNested(() => RelationTypeDto)
  relation?: RelationTypeDto;

  /** The parent that the caller believes is there; another one is a 409 */
  @IsOptional()
  @IsNested(() => ReferenceDto)
  expected_parent?: ReferenceDto | null;
}

/** What a move would change. */
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

/** An organization in a tree: with all its children, or, where the tree is cut, without any. */
export class TreeNodeDto {
  /**
   * Id of the organization
   * @example 12
   */
  @IsInteger()
  id: number;

  /**
   * Its name
   * @example "Tele17"
   */
  name: string;

  /** Its type */
  type: LookupDto;

  /** Its own status */
  status: LookupDto;

  /** The status in force */
  effective_status: LookupDto;

  /**
   * How many children it has
   * @example 2
   */
  @IsInteger()
  children_count: number;

  /** All its children, by name; left out below the depth asked for and beyond 1,000 organizations */
  children?: TreeNodeDto[];
}
