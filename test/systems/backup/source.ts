import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { PASSWORD, type Cluster } from './cluster.js';
import { administrator, manager, proxy, type Program } from './program.js';

/** The roles and logins as docs/operations.md has them, the schema and the demo data. */
export async function populate(source: Cluster): Promise<void> {
  for (const statement of [
    `create role organizations_owner login createrole password '${PASSWORD}'`,
    'create role organizations_app nologin',
    'create role organizations_platform nologin in role organizations_app',
    'grant organizations_platform to organizations_owner',
    `create role organizations_api login password '${PASSWORD}' in role organizations_platform`,
    'alter role organizations_api set role = organizations_app',
    'create database organizations owner organizations_owner',
  ])
    await source.query(statement, { database: 'postgres' });
  execFileSync(process.execPath, [resolve('dist/src/cli/seed.js')], {
    cwd: '/',
    env: { PATH: process.env.PATH, DATABASE_URL: source.url('organizations_owner') },
  });
}

/** Makes, changes and deletes something of each kind; answers the secret of an API key. */
export async function write(program: Program): Promise<string> {
  const { id } = await program.do<{ id: number }>(manager, 'POST', '/organizations', {
    name: 'Branch office',
    type: { id: 4 },
    country: { id: 74 },
  });
  const orgId = `org_${id}`;
  for (const name of ['branch', 'gone'])
    await program.do(manager, 'POST', `/domains/${name}`, { domain: `${name}.voip.example.com`, orgId });
  await program.do(manager, 'PUT', '/domains/branch', { tlsEnabled: true });
  await program.do(manager, 'DELETE', '/domains/gone');
  const range = { orgId, ipAddress: '198.51.100.0', cidr: 28, type: 'signaling' };
  await program.do(manager, 'POST', `/orgips/${orgId}`, range);
  await program.do(manager, 'POST', `/organizations/${id}/contacts`, { type: { id: 1 }, name: 'John Smith' });
  await program.do(administrator, 'PATCH', '/organizations/789', { status: { id: 1 } });
  // A cost limit that is reached.
  await program.do(administrator, 'PATCH', `/organizations/${id}`, { monthly_cost_limit: 1 });
  const charge = { orgId, amount: '1.5', currency: 'EUR', occurredAt: new Date().toISOString() };
  await program.do(administrator, 'POST', '/charges', { charges: [{ ...charge, id: 'cdr-1' }] });
  await isBlocked(program, id);
  const key = await program.do<{ id: string; secret: string }>(manager, 'POST', '/apikeys', {
    name: 'Provisioning',
    role: 'manager',
    orgId,
  });
  await program.do(key.secret, 'GET', '/organizations/my');
  await program.do(proxy, 'GET', '/routing/decision?ip=203.0.113.10&domain=company1.voip.example.com');
  await usesShown(program, key.id);
  return key.secret;
}

async function isBlocked(program: Program, id: number): Promise<void> {
  const blocked = async (): Promise<boolean> =>
    (await program.do<{ blocked?: object }>(manager, 'GET', `/organizations/${id}`)).blocked !== undefined;
  if (!(await eventually(blocked, Boolean))) throw new Error('a cost limit has not acted');
}

/** What was used is written within a second, on a busy machine later. */
async function usesShown(program: Program, keyId: string): Promise<void> {
  const shown = async (): Promise<boolean> => {
    const domain = await program.do<{ lastSeenAt?: string }>(manager, 'GET', '/domains/dom_123');
    const key = await program.do<{ lastUsedAt?: string }>(manager, 'GET', `/apikeys/${keyId}`);
    return domain.lastSeenAt !== undefined && key.lastUsedAt !== undefined;
  };
  if (!(await eventually(shown, Boolean))) throw new Error('what was used is not written');
}

/** Deletes a customer and all domains by mistake. Returns the time of the first deletion, taken from the history. */
export async function destroy(program: Program): Promise<string> {
  // So that what is right and what is wrong are not of one moment.
  await sleep(100);
  const domains = await program.do<{ id: string }[]>(administrator, 'GET', '/domains');
  for (const { id } of domains) await program.do(administrator, 'DELETE', `/domains/${id}?force=true`);
  await program.do(administrator, 'DELETE', '/organizations/789');
  type Entry = { time: string; action: string; resourceId: string };
  const entries = await program.do<Entry[]>(administrator, 'GET', '/audit?sort=time&limit=100');
  const first = entries.find(
    ({ action, resourceId }) => action === 'deleted' && resourceId === domains[0]!.id,
  );
  return first!.time;
}
