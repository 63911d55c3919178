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
   * State of the routing index. `fresh`: it is up to date and answers all calls. `loading`, `stale` or `off` (by
   * configuration): the database answers instead
   * @example "fresh"
   */
  @IsIn(['loading', 'fresh', 'stale', 'off'])
  routing: 'loading' | 'fresh' | 'stale' | 'off';
}
