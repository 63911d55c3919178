import type { Pool, QueryResultRow } from 'pg';
import type { Claims } from './bare.js';
import {
  domainBody,
  domainListBody,
  organizationBody,
  orgIpBody,
  writtenDomainBody,
  type Lookups,
} from './bodies.js';
import { getDomain, getOrganization, getOrgIp, listDomains, type Statement } from './statements.js';
import { createDomain, deleteDomain, updateDomain } from './writes.js';

/** The responses of the reference servers, independent of their HTTP layer; undefined for a 404. */
export class Answers {
  /** The paths of the callers' organizations. */
  private readonly paths = new Map<string, string>();

  private constructor(
    private readonly pool: Pool,
    private readonly lookups: Lookups,
  ) {}

  static async of(pool: Pool): Promise<Answers> {
    const lookups: Lookups = {};
    for (const table of [
      ...['organization_statuses', 'organization_types', 'organization_classes', 'relation_types'],
      'verification_types',
    ])
      lookups[table] = await read(pool, `select id, description from ${table}`, (row) => row);
    lookups.countries = await read(
      pool,
      'select id, name, mcc, country_code, isocode from countries',
      ({ id, name, mcc, country_code, isocode }) => ({
        id: id as number,
        name: name as string,
        ...(mcc !== null && { mcc: mcc as string }),
        ...(country_code !== null && { country_code: country_code as string }),
        isocode: isocode as string,
      }),
    );
    lookups.currencies = await read(
      pool,
      'select id, code, symbol, withdrawn::text from currencies',
      ({ withdrawn, ...row }) => (withdrawn === null ? row : { ...row, withdrawn }),
    );
    return new Answers(pool, lookups);
  }

  domain(id: string): Promise<object | undefined> {
    return this.one(getDomain, id, domainBody);
  }

  orgIp(id: string): Promise<object | undefined> {
    return this.one(getOrgIp, id, orgIpBody);
  }

  organization(id: string): Promise<object | undefined> {
    return this.one(getOrganization, Number(id), (row: Parameters<typeof organizationBody>[0]) =>
      organizationBody(row, this.lookups),
    );
  }

  async domains(query: URLSearchParams, { org }: Pick<Claims, 'org'>): Promise<object[]> {
    const { statement, values } = listDomains(query, org === undefined ? undefined : await this.pathOf(org));
    const { rows } = await this.pool.query<Parameters<typeof domainListBody>[0]>({ ...statement, values });
    return rows.map(domainListBody);
  }

  /** Read once, as the program caches the principal of a token. */
  private async pathOf(org: string): Promise<string> {
    let path = this.paths.get(org);
    if (path === undefined) {
      const text = 'select path from organizations where id = $1';
      const { rows } = await this.pool.query<{ path: string }>(text, [Number(org.replace('org_', ''))]);
      this.paths.set(org, (path = rows[0]!.path));
    }
    return path;
  }

  async create(id: string, body: Record<string, unknown>, subject: string): Promise<object> {
    return writtenDomainBody(await createDomain(this.pool, id, body, subject));
  }

  async update(id: string, body: Record<string, unknown>, subject: string): Promise<object | undefined> {
    const row = await updateDomain(this.pool, id, body, subject);
    return row && writtenDomainBody(row);
  }

  async delete(id: string, subject: string): Promise<object | undefined> {
    const found = await deleteDomain(this.pool, id, subject);
    return found ? { id, deletedAt: `${new Date().toISOString().slice(0, 19)}Z` } : undefined;
  }

  private async one(
    statement: Statement,
    id: unknown,
    toBody: (row: never) => object,
  ): Promise<object | undefined> {
    const { rows } = await this.pool.query<QueryResultRow>({ ...statement, values: [id] });
    return rows[0] && toBody(rows[0] as never);
  }
}

async function read(
  pool: Pool,
  query: string,
  toValue: (row: Record<string, unknown>) => object,
): Promise<Map<number, object>> {
  const { rows } = await pool.query<Record<string, unknown>>(query);
  return new Map(rows.map((row) => [row.id as number, toValue(row)]));
}
