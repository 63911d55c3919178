/**
 * The composition of a database with `size` organizations, domains and IPs. Ids are numbers from 1 to `size`, so the ids
 * with a special part in the measurements are known in advance.
 */
export class Population {
  constructor(
    readonly database: string,
    readonly size: number,
    /** One in `stride` organizations is in the large tenant. */
    readonly largeTenantStride: number,
  ) {}

  get roots(): number {
    return Math.max(2, this.size / 50_000);
  }

  /** Organizations directly below the roots. */
  get secondLevel(): number {
    return Math.max(5, this.size / 2_500);
  }

  /** The tenant with exactly `size / stride` organizations in its subtree, each with one domain and one IP. */
  get largeTenant(): number {
    return this.largeTenantStride - 1;
  }

  get largeTenantSize(): number {
    return this.size / this.largeTenantStride;
  }

  /** The tenant with three organizations, three domains and three IPs. */
  get smallTenant(): number {
    return this.size / 2;
  }

  /** The organization that owns about one in five hundred domains and IPs. */
  get largestOwner(): number {
    return this.size / 4;
  }
}

export const thousand = new Population('bench_1k', 1_000, 5);
export const million = new Population('bench_1m', 1_000_000, 100);
/** Instead of the million, to try the benchmark itself. */
export const some = new Population('bench_20k', 20_000, 20);
