import { eventually } from '../../support/eventually.js';
import { check } from '../../support/result.js';
import { administrator, manager, neighbour, type Instance } from './instance.js';

/** What one version does holds for the other at once. */
export async function checkTogether(old: Instance, fresh: Instance): Promise<void> {
  for (const [one, other] of [
    [old, fresh],
    [fresh, old],
  ] as const) {
    const direction = `from ${one.version.name} to ${other.version.name}`;
    await checkWrites(direction, one, other);
    await checkRights(direction, one, other);
  }
  const call = '/routing/decision?ip=203.0.113.10&domain=from-old.example.com';
  const decide = async (): Promise<{ allow: boolean; reason: string }> =>
    (await fresh.ask(administrator, 'GET', call)).data as { allow: boolean; reason: string };
  // An instance knows a change within a tenth of a second; on a busy machine later.
  const { allow, reason } = await eventually(decide, (decision) => decision.allow);
  check('from old to new: calls are routed by what was written', allow, reason);
}

async function checkWrites(direction: string, one: Instance, other: Instance): Promise<void> {
  const { name } = one.version;
  const path = `/domains/from-${name}`;
  const body = { domain: `from-${name}.example.com`, orgId: 'org_456' };
  const key = { 'Idempotency-Key': `upgrade-${name}` };
  const made = await one.ask(manager, 'POST', path, body, key);
  const repeated = await other.ask(manager, 'POST', path, body, key);
  check(`${direction}: a repeated POST is answered from memory`, repeated.status === made.status);

  const { etag } = await one.ask(manager, 'GET', path);
  const change = { tlsEnabled: true };
  const guarded = await other.ask(manager, 'PUT', path, change, { 'If-Match': etag });
  // Where an answer has got a field, its tag is another one: the client looks again.
  check(`${direction}: If-Match`, [200, 412].includes(guarded.status), String(guarded.status));
  const again = await other.ask(manager, 'GET', path);
  const written = await other.ask(manager, 'PUT', path, change, { 'If-Match': again.etag });
  check(`${direction}: If-Match after another look`, written.status === 200, String(written.status));
  const history = await one.ask(manager, 'GET', `/audit?resourceId=from-${name}&sort=time`);
  const actions = (history.data as { action: string }[]).map(({ action }) => action);
  check(`${direction}: one history`, actions[0] === 'created' && actions.includes('updated'), actions.join());
}

async function checkRights(direction: string, one: Instance, other: Instance): Promise<void> {
  const tokenOf = (secret: string): string => `ApiKey ${secret}`;
  const key = { name: `Made by ${one.version.name}`, role: 'viewer', orgId: 'org_456' };
  const { data } = await one.ask(manager, 'POST', '/apikeys', key);
  const use = async (): Promise<number> =>
    (await other.ask(tokenOf(data.secret as string), 'GET', '/organizations/my')).status;
  check(`${direction}: an API key works`, (await use()) === 200);
  await one.ask(manager, 'DELETE', `/apikeys/${data.id}`);
  check(`${direction}: and ends`, (await use()) === 401);

  const suspend = (id: number) => one.ask(administrator, 'PATCH', '/organizations/789', { status: { id } });
  const write = async (): Promise<number> =>
    (await other.ask(neighbour, 'PUT', '/domains/dom_124', { tlsEnabled: true })).status;
  await suspend(1);
  check(`${direction}: a suspension holds at once`, (await write()) === 403);
  await suspend(0);
  check(`${direction}: and is over at once`, (await write()) === 200);
}
