import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsInteger, IsIntegerParameter } from '../http/validators.js';

const countModes = ['none', 'estimate', 'exact'] as const;
export type CountMode = (typeof countModes)[number];

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

  /**
   * How to determine `meta.total`: `none` leaves it out, which is the fastest; `estimate` estimates it unless the first page
   * is the whole list; `exact` counts all matches. By default, `total` is exact up to 10,000 and an estimate above
   */
  @IsOptional()
  @IsIn(countModes)
  count?: CountMode;
}

export class PageMetaDto {
  /**
   * Number of matches on all pages together. Absent with `count=none`
   * @example 2
   */
  @IsInteger()
  total?: number;

  /** `false` if `total` is an estimate. Otherwise absent */
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
