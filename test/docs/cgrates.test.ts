import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { useApi, type Answer } from '../support/app.js';
import { folder } from '../support/program.js';

const script = 'integrations/cgrates/send-charges.mjs';
const header = 'id,orgId,amount,currency,occurredAt,category';

describe('the integration of CGRateS', () => {
  const api = useApi();

  const createKey = async (): Promise<string> =>
    (await api.admin.post('/apikeys', { name: 'CGRateS', role: 'rating' })).body.data.secret;
  const row = (id: string, amount: string, organization: number): string =>
    `${id},org_${organization},${amount},EUR,${new Date().toISOString()},call`;
  /** Runs the script, and resolves to its output. It rejects if the script fails. */
  const run = async (spool: string, key: string, url = api.url): Promise<string> => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, spool], {
      env: { ...process.env, API_URL: url, API_KEY: key, CLOSED_AFTER_SECONDS: '0' },
    });
    return stdout + stderr;
  };

  it('fills in the fields of a charge', () => {
    const { required, properties } = JSON.parse(readFileSync('openapi.json', 'utf8')).components.schemas
      .CreateChargeDto;
    for (const [file, prefix] of [
      ['cgrates.json', '*exp.charges[0].'],
      ['cgrates-files.json', '*exp.'],
    ] as const) {
      const { ees } = JSON.parse(readFileSync(`integrations/cgrates/${file}`, 'utf8'));
      const fields = (ees.exporters[0].fields as { path: string }[])
        .filter(({ path }) => path.startsWith('*exp.'))
        .map(({ path }) => path.replace(prefix, ''));
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(fields));
      expect(fields).toEqual(expect.arrayContaining(required));
    }
  });

  it('sends files, sets refused charges aside, and counts each charge once', async () => {
    const organization = await api.createOrganization();
    const key = await createKey();
    const spool = folder();
    const many = Array.from({ length: 1_500 }, (_, index) => row(`many-${index}`, '0.01', organization));
    writeFileSync(join(spool, 'many.csv'), `${[header, ...many].join('\n')}\n`);
    writeFileSync(
      join(spool, 'some.csv'),
      `${[header, row('"a ""b"", c"', '1', organization), row('malformed', '0.1234567', organization), row('unknown', '1', 31_337)].join('\n')}\ncut,org_`,
    );
    const refusedIn = (file: string): unknown[] =>
      JSON.parse(readFileSync(join(spool, 'refused', file), 'utf8')).map(
        ({ charge, error }: Answer['body']) => [charge?.id, error.code],
      );

    expect(await run(spool, key)).toContain('many.csv: 1500 sent');
    expect(readdirSync(join(spool, 'sent'))).toEqual(['many.csv', 'some.csv']);
    expect(readdirSync(join(spool, 'refused'))).toEqual(['some.csv.json']);
    expect(refusedIn('some.csv.json')).toEqual([
      [undefined, undefined],
      ['malformed', 'validation_failed'],
      ['unknown', 'organization_unknown'],
    ]);
    writeFileSync(join(spool, 'again.csv'), readFileSync(join(spool, 'sent', 'many.csv')));
    await run(spool, key);
    const { body } = await api.admin.get(`/organizations/${organization}/spend`);
    expect(body.data).toMatchObject({ total: '16', categories: [{ category: 'call', total: '16' }] });
  });

  it('leaves a file in place while the API is unavailable, and the next run sends it', async () => {
    const organization = await api.createOrganization();
    const key = await createKey();
    const spool = folder();
    const file = join(spool, 'charges.csv');
    writeFileSync(file, `${[header, row('one', '2', organization)].join('\n')}\n`);
    // A load balancer that has no instance of the API.
    let requests = 0;
    const balancer = createServer((request, response) => {
      requests++;
      request.resume();
      response.writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '1' });
      response.end('{ "message": "No instance" }');
    }).listen(0, '127.0.0.1');
    await once(balancer, 'listening');
    const { port } = balancer.address() as AddressInfo;
    try {
      await expect(run(spool, key, `http://127.0.0.1:${port}`)).rejects.toMatchObject({
        code: 1,
        stderr: 'charges.csv: not sent: 503 No instance\n',
      });
    } finally {
      balancer.closeAllConnections();
      balancer.close();
    }
    expect(requests).toBe(5);
    expect(existsSync(file)).toBe(true);
    expect(readdirSync(join(spool, 'sent'))).toEqual([]);
    expect(readdirSync(join(spool, 'refused'))).toEqual([]);

    expect(await run(spool, key)).toBe('charges.csv: 1 sent\n');
    expect(existsSync(file)).toBe(false);
    const { body } = await api.admin.get(`/organizations/${organization}/spend`);
    expect(body.data).toMatchObject({ total: '2' });
  });
});
