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
   * State of the routing index. `fresh`: it is up to date and answers all calls. `loading` or `stale`: the database
   * answers instead
   * @example "fresh"
   */
  @IsIn(['loading', 'fresh', 'stale'])
  routing: 'loading' | 'fresh' | 'stale';
}
