import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsInteger, IsIntegerParameter } from '../http/validators.js';

/** The query parameters of every list. */
export class PageQuery {
  /**
   * Maximum number of items per page
   * @example 50
   */
  @IsIntegerParameter({ min: 1, max: 200, default: 50 })
  limit: number = 50;

  /** Continues the list: `meta.nextCursor` of the previous page, with the same `sort` */
  @IsOptional()
  @IsString()
  @MaxLength(4000, { message: 'must have at most 4000 characters' })
  cursor?: string;

  /** `exact` counts all matches, where `meta.total` would otherwise be an estimate (above 10,000) */
  @IsOptional()
  @IsIn(['exact'])
  count?: 'exact';
}

export class PageMetaDto {
  /**
   * Number of matches on all pages together
   * @example 2
   */
  @IsInteger()
  total: number;

  /** `false` if `total` is an estimate. Absent if it is exact */
  totalExact?: boolean;

  /**
   * Maximum number of items per page
   * @example 50
   */
  @IsInteger({ min: 1, max: 200 })
  limit: number;

  /** Pass it as `cursor` to get the next page. Absent on the last page */
  nextCursor?: string;
}
