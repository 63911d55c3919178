import type { EntityManager } from 'typeorm';

/** The response to an earlier request, and a hash that identifies that request. */
export interface StoredResponse {
  requestHash: string;
  etag: string | null;
  body: unknown;
}

/** The idempotency keys of one principal, within a unit of work of that principal. */
export class IdempotencyKeys {
  constructor(
    private readonly manager: EntityManager,
    private readonly principal: string,
  ) {}

  /** Locks a key until the end of the transaction. Returns false without waiting if another request holds it. */
  async lock(key: string): Promise<boolean> {
    const [{ locked }] = await this.manager.query<[{ locked: boolean }]>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 7301003)) as locked',
      [`${this.principal} ${key}`],
    );
    return locked;
  }

  async find(key: string): Promise<StoredResponse | undefined> {
    const [stored] = await this.manager.query<StoredResponse[]>(
      `select request_hash as "requestHash", etag, body from idempotency_keys
        where principal = $1 and key = $2 and created_at > remembered_since()`,
      [this.principal, key],
    );
    return stored;
  }

  /** Stores a response and deletes a few expired keys. */
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
