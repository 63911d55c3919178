import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsInteger, IsIntegerParameter } from '../http/validators.js';

/** The parameters of every list. */
export class PageQuery {
  /**
   * Most items on one page
   * @example 50
   */
  @IsIntegerParameter({ min: 1, max: 200, default: 50 })
  limit: number = 50;

  /** Where to go on: `meta.nextCursor` of the page before, with the same `sort` */
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  cursor?: string;

  /** `exact` counts all matches even where `meta.total` would be an estimate (above 10,000) */
  @IsOptional()
  @IsIn(['exact'])
  count?: 'exact';
}

export class PageMetaDto {
  /**
   * Number of matches on all pages
   * @example 2
   */
  @IsInteger()
  total: number;

  /** `false` where `total` is an estimate; left out where it is exact */
  totalExact?: boolean;

  /**
   * Most items on one page
   * @example 50
   */
  @IsInteger({ min: 1, max: 200 })
  limit: number;

  /** Left out on the last page */
  nextCursor?: string;
}
