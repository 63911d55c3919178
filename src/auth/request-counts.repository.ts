import type { EntityManager } from 'typeorm';

export interface PrincipalRequests {
  principal: string;
  requests: number;
}

/** What the instances have told each other of the requests of one minute, by principal. */
export class RequestCounts {
  constructor(
    private readonly manager: EntityManager,
    private readonly minute: Date,
  ) {}

  /** Adds to the counts of some principals; what is of minutes long past goes. */
  async add(news: PrincipalRequests[]): Promise<void> {
    if (news.length === 0) return;
    await this.manager.query(
      `delete from request_counts where minute < $1::timestamptz - interval '1 minute'`,
      [this.minute],
    );
    await this.manager.query(
      `insert into request_counts as known (principal, minute, requests)
       select principal, $3, requests from unnest($1::text[], $2::integer[]) as told (principal, requests)
       on conflict (minute, principal) do update set requests = known.requests + excluded.requests`,
      [news.map(({ principal }) => principal), news.map(({ requests }) => requests), this.minute],
    );
  }

  async find(principals: string[]): Promise<PrincipalRequests[]> {
    return this.manager.query(
      'select principal, requests from request_counts where minute = $1 and principal = any ($2)',
      [this.minute, principals],
    );
  }
}
