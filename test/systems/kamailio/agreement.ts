import { setTimeout as sleep } from 'node:timers/promises';
import { call, type Caller, type Run } from './sipp.js';
import { WITHIN_MS, type Trial } from './trial.js';
import { check } from '../../support/result.js';

/**
 * Everybody calls every domain through both proxies, which have to do as the API says for the same question; and of some
 * calls it is known what that has to be.
 */
export async function checkAgreement(
  trial: Trial,
  when: string,
  expected: Record<string, string>,
  method: Caller['method'] = 'invite',
): Promise<void> {
  await sleep(WITHIN_MS);
  const { platform, world, http, sql } = trial;
  const decisions = new Map<string, string>();
  const differences: string[] = [];
  await Promise.all(
    world.callers.map(async (caller) => {
      const asked = { ...caller, method };
      // One after another, for both from the same port.
      const byHttp = await call(platform.folder, http.port, asked, world.names);
      const bySql = await call(platform.folder, sql.port, asked, world.names);
      for (const name of world.names) {
        const what = `${world.describe(caller)} ${name.replace('.example.com', '')}`;
        const decision = await decisionOf(trial, asked, name);
        decisions.set(what, decision);
        const [http, sql] = [resultOf(byHttp, name), resultOf(bySql, name)];
        // The views do not tell every reason from the others.
        const alike =
          http === decision && sql !== undefined && (sql === 'allowed') === (decision === 'allowed');
        const unsendable = http === 'bad_request' && sql === 'bad_request';
        if (world.unsendable.includes(name) ? !unsendable : !alike)
          differences.push(`${what}: ${decision}, http ${http}, sql ${sql}`);
      }
      if (byHttp.failed + bySql.failed > 0) differences.push(`${world.describe(caller)}: calls failed`);
    }),
  );
  check(
    `${when} both proxies do as the API says`,
    differences.length === 0,
    differences.slice(0, 5).join('; ') || `${decisions.size} calls each`,
  );
  for (const [what, reason] of Object.entries(expected)) {
    const decision = decisions.get(what);
    check(`${when} ${what}: ${reason}`, decision === reason, decision === reason ? '' : decision);
  }
}

/** Calls of refused organizations to numbers of emergency services are allowed; those from unknown addresses are not. */
export async function checkEmergency({ platform, world, http, sql }: Trial): Promise<void> {
  await sleep(WITHIN_MS);
  for (const proxy of [http, sql])
    for (const [ip, number, expected] of [
      ['127.10.1.1', '112', 'allowed'],
      ['127.10.1.1', '110', 'allowed'],
      ['127.10.1.1', 'urn:service:sos.police', 'allowed'],
      ['127.10.1.1', '1120', 'refused'],
      ['127.10.9.9', '112', 'refused'],
      ['127.10.9.9', 'urn:service:sos', 'refused'],
    ] as const) {
      const caller = { ip, port: world.port, ...(number.startsWith('urn:') ? { uri: number } : { number }) };
      const { outcomes } = await call(platform.folder, proxy.port, caller, ['customer1.example.com']);
      const result = outcomes[0]?.result;
      check(
        `${ip} calls ${number} while refused otherwise: ${expected}, ${proxy.name}`,
        result !== undefined && (result === 'allowed') === (expected === 'allowed'),
        result,
      );
    }
}

/** A user is registered once, under the stored name of the domain, whatever the spelling of the registration. */
export async function checkRegistered({ platform, http, sql }: Trial): Promise<void> {
  for (const proxy of [http, sql]) {
    const dump = await platform.rpc(proxy, 'ul.dump');
    const registered = [...dump.matchAll(/AoR: (\S+)/g)].map(([, user]) => user!);
    const names = ['customer1.example.com', 'xn--bcher-kva.example.com'];
    check(
      `users are registered under the stored name, ${proxy.name}`,
      names.every((name) => registered.includes(`200@${name}`)) &&
        registered.every((user) => /^(200@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(user)) &&
        new Set(registered).size === registered.length,
      registered.sort().join(', '),
    );
  }
}

function resultOf({ outcomes }: Run, name: string): string | undefined {
  return outcomes.find(({ domain }) => domain === name)?.result;
}

async function decisionOf(
  { platform, world }: Trial,
  { ip, port, transport = 'UDP', method }: Caller,
  name: string,
): Promise<string> {
  const question = new URLSearchParams({ ip, port: `${port}`, protocol: transport });
  if (name !== world.nameless) question.set('domain', name);
  const { allow, reason, domain } = await platform.second.send<{
    allow: boolean;
    reason: string;
    domain?: { registrationEnabled: boolean };
  }>('GET', `/routing/decision?${question.toString()}`);
  if (allow !== (reason === 'allowed')) return `allow: ${allow}, but ${reason}`;
  return allow && method === 'register' && domain?.registrationEnabled === false
    ? 'registration_disabled'
    : reason;
}
