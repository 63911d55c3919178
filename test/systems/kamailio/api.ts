import jsonwebtoken from 'jsonwebtoken';

export const JWT_SECRET = 'only for the Kamailio test and of no use anywhere else';
const TOKEN = jsonwebtoken.sign({ sub: 'kamailio-test', role: 'admin' }, JWT_SECRET, { expiresIn: '1h' });

/** One instance of the API, as an administrator asks it. */
export class Api {
  private made = 0;

  constructor(readonly url: string) {}

  async createOrganization(name: string, parent: number | null): Promise<number> {
    const { id } = await this.send<{ id: number }>('POST', '/organizations', {
      name,
      type: { id: 4 },
      country: { id: 74 },
      relation: parent === null ? null : { parent: { id: parent } },
    });
    return id;
  }

  async createDomain(organization: number, domain: string, fields: object = {}): Promise<string> {
    const path = `/domains/made-${++this.made}`;
    const { id } = await this.send<{ id: string }>('POST', path, {
      domain,
      orgId: `org_${organization}`,
      ...fields,
    });
    return id;
  }

  async createIp(organization: number, ipAddress: string, fields: object = {}): Promise<string> {
    const orgId = `org_${organization}`;
    const { id } = await this.send<{ id: string }>('POST', `/orgips/${orgId}`, {
      orgId,
      ipAddress,
      ...fields,
    });
    return id;
  }

  async suspend(organization: number, suspended: boolean): Promise<void> {
    await this.send('PATCH', `/organizations/${organization}`, { status: { id: suspended ? 1 : 0 } });
  }

  /** A cost limit of 0 is reached at once. */
  async block(organization: number, blocked: boolean): Promise<void> {
    const limit = { monthly_cost_limit: blocked ? 0 : null };
    await this.send('PATCH', `/organizations/${organization}`, limit);
  }

  async send<Data>(method: string, path: string, body?: object): Promise<Data> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const answer = (await response.json()) as { data: Data };
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer.data;
  }
}
