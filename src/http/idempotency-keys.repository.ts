import type { EntityManager } from 'typeorm';

/** A request that was done, and its answer. */
export interface StoredResponse {
  requestHash: string;
  etag: string | null;
  body: unknown;
}

/** The requests with a key of one principal, within a unit of work of that principal. */
export class IdempotencyKeys {
  constructor(
    private readonly manager: EntityManager,
    private readonly principal: string,
  ) {}

  /** Takes a key to the end of the transaction; false where somebody has it, for nobody is to wait. */
  async lock(key: string): Promise<boolean> {
    const [{ free }] = await this.manager.query<[{ free: boolean }]>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 7301003)) as free',
      [`${this.principal} ${key}`],
    );
    return free;
  }

  async find(key: string): Promise<StoredResponse | undefined> {
    const [found] = await this.manager.query<StoredResponse[]>(
      `select request_hash as "requestHash", etag, body from idempotency_keys
        where principal = $1 and key = $2 and created_at > remembered_since()`,
      [this.principal, key],
    );
    return found;
  }

  /** Each one that is remembered clears away a few that have been for long enough. */
  async store(key: string, { requestHash, etag, body }: StoredResponse): Promise<void> {
    await this.manager.query(
      `insert into idempotency_keys (principal, key, request_hash, etag, body) values ($1, $2, $3, $4, $5)
       on conflict (principal, key) do update
         set request_hash = excluded.request_hash, etag = excluded.etag, body = excluded.body, created_at = now()`,
      [this.principal, key, requestHash, etag, JSON.stringify(body)],
    );
    await this.manager.query('select forget_idempotency_keys()');
  }
}
