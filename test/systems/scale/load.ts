import jsonwebtoken from 'jsonwebtoken';
import { setTimeout as sleep } from 'node:timers/promises';
import { JWT_SECRET } from './platform.js';

const REQUEST_TIMEOUT_MS = 15_000;
/** Between what one client does and what it does next: the machine is shared by all of the platform. */
const PAUSE_MS = 50;

export const kinds = ['read', 'write', 'decision'] as const;
export type Kind = (typeof kinds)[number];

/** One request as its client saw it; times are of `performance.now()`. */
export interface Sample {
  kind: Kind;
  begun: number;
  ended: number;
  failure?: string;
}

interface Answer {
  status: number;
  /** An attempt before this one had failed for its caller, and may have been successful all the same. */
  repeated: boolean;
  etag: string | null;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of several shapes
  data: any;
}

/** What all clients together have seen, and what they were promised. */
export class Ledger {
  readonly samples: Sample[] = [];
  /** The version of each domain that was acknowledged last; null once it was deleted. */
  readonly acknowledged = new Map<string, string | null>();
  /** Reads that did not show their reader's own acknowledged write. */
  readonly stale: string[] = [];
  /** Answers that are neither right nor a passing failure. */
  readonly wrong: string[] = [];
}

export function bearer(claims: Record<string, unknown>): string {
  return `Bearer ${jsonwebtoken.sign(claims, JWT_SECRET, { expiresIn: 3600 })}`;
}

/** Somebody who does one thing after another, and does not give up. */
abstract class Client {
  private over = false;
  private readonly authorization: string;
  private readonly working: Promise<void>;

  constructor(
    private readonly url: string,
    protected readonly ledger: Ledger,
    protected readonly number: number,
    readonly organizationId: number,
  ) {
    this.authorization = bearer({ sub: `${this.constructor.name} ${number}`, ...this.claims() });
    this.working = this.work();
  }

  protected abstract act(round: number): Promise<void>;

  protected claims(): Record<string, unknown> {
    return { role: 'manager', org: `org_${this.organizationId}` };
  }

  /** Waits for what it has begun. */
  async stop(): Promise<void> {
    this.over = true;
    await this.working;
  }

  private async work(): Promise<void> {
    // Not before the constructors are through.
    await sleep(PAUSE_MS);
    for (let round = 0; !this.over; round++) await this.act(round);
  }

  /** Sends a request until it gets an answer that is not a passing failure. */
  protected async insist(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    for (let repeated = false; ; repeated = true) {
      await sleep(PAUSE_MS);
      const sample: Sample = {
        kind: path.startsWith('/routing/') ? 'decision' : method === 'GET' ? 'read' : 'write',
        begun: performance.now(),
        ended: 0,
      };
      try {
        const answer = await this.send(method, path, body, headers);
        sample.ended = performance.now();
        this.ledger.samples.push(sample);
        // 409 idempotency_key_in_use: the attempt before has not ended yet.
        if (answer.status < 500 && answer.status !== 409) return { ...answer, repeated };
        sample.failure = String(answer.status);
      } catch (error) {
        sample.ended = performance.now();
        sample.failure = (error as Error).name;
        this.ledger.samples.push(sample);
      }
    }
  }

  private async send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Omit<Answer, 'repeated'>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: this.authorization, 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    const data = response.headers.get('content-type')?.includes('json') ? JSON.parse(text).data : undefined;
    return { status: response.status, etag: response.headers.get('etag'), data };
  }
}

/** Makes, changes, deletes and lists domains of its own, and looks at once at what has become of them. */
export class Writer extends Client {
  protected async act(round: number): Promise<void> {
    const id = `scale-${this.number}-${round}`;
    await this.create(id);
    let etag = await this.expect(id, '1');
    for (let version = 2; version <= 3; version++) {
      await this.change(id, String(version), etag);
      etag = await this.expect(id, String(version));
    }
    await this.expectListed(id);
    if (round % 2 === 1) return;
    await this.delete(id);
    await this.expectGone(id);
  }

  private async create(id: string): Promise<void> {
    const body = {
      domain: `${id}.example.org`,
      orgId: `org_${this.organizationId}`,
      metadata: { version: '1' },
    };
    const { status } = await this.insist('POST', `/domains/${id}`, body, { 'Idempotency-Key': id });
    if (status === 201) this.ledger.acknowledged.set(id, '1');
    else this.ledger.wrong.push(`POST ${id}: ${status}`);
  }

  private async change(id: string, version: string, etag: string): Promise<void> {
    const answer = await this.insist(
      'PUT',
      `/domains/${id}`,
      { metadata: { version } },
      { 'If-Match': etag },
    );
    if (answer.status === 200 || (answer.status === 412 && answer.repeated))
      this.ledger.acknowledged.set(id, version);
    else this.ledger.wrong.push(`PUT ${id}: ${answer.status}`);
  }

  private async delete(id: string): Promise<void> {
    const { status, repeated } = await this.insist('DELETE', `/domains/${id}`);
    if (status === 200 || (status === 404 && repeated)) this.ledger.acknowledged.set(id, null);
    else this.ledger.wrong.push(`DELETE ${id}: ${status}`);
  }

  private async expect(id: string, version: string): Promise<string> {
    const { status, data, etag } = await this.insist('GET', `/domains/${id}`);
    const found = status === 200 ? (data.metadata.version as string) : `nothing (${status})`;
    if (found !== version)
      this.ledger.stale.push(`${id}: version ${version} was acknowledged, found ${found}`);
    return etag ?? '';
  }

  private async expectListed(id: string): Promise<void> {
    const { data } = await this.insist('GET', `/domains?domain=${id}.example.org`);
    if (data?.[0]?.id !== id) this.ledger.stale.push(`${id}: is not in the list`);
  }

  private async expectGone(id: string): Promise<void> {
    const { status } = await this.insist('GET', `/domains/${id}`);
    if (status !== 404) this.ledger.stale.push(`${id}: was deleted, and found (${status})`);
  }
}

/** Only looks at its organization: whether reads go on while writes do not is seen by who does not write. */
export class Reader extends Client {
  protected async act(): Promise<void> {
    const { status } = await this.insist('GET', `/organizations/${this.organizationId}`);
    if (status !== 200) this.ledger.stale.push(`organization ${this.organizationId}: ${status}`);
  }
}

/** Asks for decisions like a SIP proxy, each time for a call of its organization, which is allowed. */
export class Proxy extends Client {
  protected override claims(): Record<string, unknown> {
    return { role: 'edge' };
  }

  protected async act(): Promise<void> {
    const { status, data } = await this.insist('GET', decisionPath(this.organizationId));
    if (data?.reason !== 'allowed')
      this.ledger.wrong.push(`decision for organization ${this.organizationId}: ${data?.reason ?? status}`);
  }
}

/** The calls of an organization: the address they come from, their domain and its id. */
export function callOf(organizationId: number): { ip: string; domain: string; id: string } {
  const id = `calls-${organizationId}`;
  return { ip: `11.0.${organizationId >> 8}.${organizationId & 255}`, domain: `${id}.example.org`, id };
}

export function decisionPath(organizationId: number): string {
  const { ip, domain } = callOf(organizationId);
  return `/routing/decision?ip=${ip}&domain=${domain}`;
}
