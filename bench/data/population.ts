/**
 * How a database of `size` organizations, domains and IPs is made up. Ids are numbers from 1 to `size`, so what has a
 * part of its own in the measurements is known before anything is there.
 */
export class Population {
  constructor(
    readonly database: string,
    readonly size: number,
    /** Every so manieth organization is in the large tenant. */
    readonly largeTenantStride: number,
  ) {}

  get roots(): number {
    return Math.max(2, this.size / 50_000);
  }

  /** Organizations directly below the roots. */
  get secondLevel(): number {
    return Math.max(5, this.size / 2_500);
  }

  /** The tenant whose subtree is exactly `size / stride` organizations, each with a domain and an IP of its own. */
  get largeTenant(): number {
    return this.largeTenantStride - 1;
  }

  get largeTenantSize(): number {
    return this.size / this.largeTenantStride;
  }

  /** The tenant whose subtree is three organizations, and so three domains and three IPs. */
  get smallTenant(): number {
    return this.size / 2;
  }

  /** The organization that about a five hundredth of all domains and IPs belongs to. */
  get largestOwner(): number {
    return this.size / 4;
  }
}

export const thousand = new Population('bench_1k', 1_000, 5);
export const million = new Population('bench_1m', 1_000_000, 100);
/** In place of the million, to try the benchmark itself. */
export const some = new Population('bench_20k', 20_000, 20);
