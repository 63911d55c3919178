import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { useApi, type Answer } from '../support/app.js';
import { folder } from '../support/program.js';

const script = 'integrations/cgrates/send-charges.mjs';

describe('the integration of CGRateS', () => {
  const api = useApi();

  it('fills in the fields of a charge', () => {
    const { required, properties } = JSON.parse(readFileSync('openapi.json', 'utf8')).components.schemas
      .NewChargeDto;
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
    const key = await api.admin.post('/apikeys', { name: 'CGRateS', role: 'rating' });
    const spool = folder();
    const now = new Date().toISOString();
    const row = (id: string, amount: string, owner = organization): string =>
      `${id},org_${owner},${amount},EUR,${now},call`;
    const header = 'id,orgId,amount,currency,occurredAt,category';
    const many = Array.from({ length: 1_500 }, (_, index) => row(`many-${index}`, '0.01'));
    writeFileSync(join(spool, 'many.csv'), `${[header, ...many].join('\n')}\n`);
    writeFileSync(
      join(spool, 'some.csv'),
      `${[header, row('"a ""b"", c"', '1'), row('malformed', '0.1234567'), row('unknown', '1', 31_337)].join('\n')}\ncut,org_`,
    );
    const run = async (url = api.url) => {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, spool], {
        env: { ...process.env, API_URL: url, API_KEY: key.body.data.secret, CLOSED_AFTER_SECONDS: '0' },
      });
      return stdout + stderr;
    };
    const refusedIn = (file: string): unknown[] =>
      JSON.parse(readFileSync(join(spool, 'refused', file), 'utf8')).map(
        ({ charge, error }: Answer['body']) => [charge?.id, error.code],
      );

    expect(await run()).toContain('many.csv: 1500 sent');
    expect(readdirSync(join(spool, 'sent'))).toEqual(['many.csv', 'some.csv']);
    expect(readdirSync(join(spool, 'refused'))).toEqual(['some.csv.json']);
    expect(refusedIn('some.csv.json')).toEqual([
      [undefined, undefined],
      ['malformed', 'validation_failed'],
      ['unknown', 'organization_unknown'],
    ]);
    writeFileSync(join(spool, 'again.csv'), readFileSync(join(spool, 'sent', 'many.csv')));
    await run();
    const { body } = await api.admin.get(`/organizations/${organization}/spend`);
    expect(body.data).toMatchObject({ total: '16', categories: [{ category: 'call', total: '16' }] });
  });
});
