export class HealthDto {
  /**
   * `ok`
   * @example "ok"
   */
  status: string;
}
