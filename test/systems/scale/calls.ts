import { setTimeout as sleep } from 'node:timers/promises';
import { bearer, callOf, decisionPath, type Ledger } from './load.js';
import type { Platform } from './platform.js';

/** How soon a change must reach every routing instance, also right after a failover. */
const PATIENCE_MS = 5_000;
const INTERVAL_MS = 50;

/** Creates what a call of the organization needs, and waits until each routing instance allows it. */
export async function allowCalls(platform: Platform, ledger: Ledger, organizationId: number): Promise<void> {
  const { ip, domain, id } = callOf(organizationId);
  const orgId = `org_${organizationId}`;
  await administer(platform, 'POST', `/orgips/${orgId}`, { orgId, ipAddress: ip, cidr: 32 });
  await administer(platform, 'POST', `/domains/${id}`, { orgId, domain, metadata: { version: '1' } });
  ledger.acknowledged.set(id, '1');
  if (!(await isDecidedEverywhere(platform, organizationId, 'allowed')))
    throw new Error(`Not every routing instance allows the calls of organization ${organizationId}`);
}

/** Whether each routing instance soon gives this reason from its index, which is up to date. */
export async function isDecidedEverywhere(
  { routingUrls }: Platform,
  organizationId: number,
  reason: string,
): Promise<boolean> {
  const headers = { Authorization: bearer({ sub: 'scale', role: 'edge' }) };
  const deadline = Date.now() + PATIENCE_MS;
  for (const url of routingUrls)
    for (;;) {
      const decision = await get<{ reason: string }>(url + decisionPath(organizationId), headers);
      const health = await get<{ routing: string }>(`${url}/health/ready`);
      if (decision?.reason === reason && health?.routing === 'fresh') break;
      if (Date.now() > deadline) return false;
      await sleep(INTERVAL_MS);
    }
  return true;
}

async function get<T>(url: string, headers?: Record<string, string>): Promise<T | undefined> {
  return ((await (await fetch(url, { headers })).json()) as { data?: T }).data;
}

/** Sends one request of an administrator, which must succeed. Returns the data of the response. */
export async function administer<T>(
  { url }: Platform,
  method: string,
  path: string,
  body: object,
): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { Authorization: bearer({ sub: 'scale', role: 'admin' }), 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { data: T }).data;
}
