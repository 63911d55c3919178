import type { EntityManager } from 'typeorm';

export interface PrincipalRequests {
  principal: string;
  requests: number;
}

/** The requests of all instances in one minute, by principal. */
export class RequestCountsRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly minute: Date,
  ) {}

  /** Adds to the counts of principals and deletes those from before the previous minute. */
  async add(counts: PrincipalRequests[]): Promise<void> {
    if (counts.length === 0) return;
    await this.manager.query(
      `delete from request_counts where minute < $1::timestamptz - interval '1 minute'`,
      [this.minute],
    );
    await this.manager.query(
      `insert into request_counts as known (principal, minute, requests)
       select principal, $3, requests from unnest($1::text[], $2::integer[]) as told (principal, requests)
       on conflict (minute, principal) do update set requests = known.requests + excluded.requests`,
      [counts.map(({ principal }) => principal), counts.map(({ requests }) => requests), this.minute],
    );
  }

  async find(principals: string[]): Promise<PrincipalRequests[]> {
    return this.manager.query(
      'select principal, requests from request_counts where minute = $1 and principal = any ($2)',
      [this.minute, principals],
    );
  }
}
