import { IsIn } from 'class-validator';

export class HealthDto {
  /**
   * `ok`
   * @example "ok"
   */
  status: string;
}

export class ReadinessDto extends HealthDto {
  /**
   * What routing is answered from: `fresh`, an index that knows all that is committed; `loading` or `stale`, the database,
   * for as long as that answers
   * @example "fresh"
   */
  @IsIn(['loading', 'fresh', 'stale'])
  routing: 'loading' | 'fresh' | 'stale';
}
