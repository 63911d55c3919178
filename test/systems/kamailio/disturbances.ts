import { setTimeout as sleep } from 'node:timers/promises';
import type { Proxy } from './platform.js';
import { call } from './sipp.js';
import { WITHIN_MS, type Trial } from './trial.js';
import { check } from '../../support/result.js';

/** Calls all the time, and a change meanwhile: the last one that is let through after the answer to the change. */
export async function checkStop(
  { platform, world, http, sql }: Trial,
  what: string,
  times: number,
  change: (on: boolean) => Promise<void>,
): Promise<void> {
  const load = { count: 100, rate: 40 };
  const longest = { http: 0, sql: 0 };
  for (let time = 0; time < times; time++) {
    const running = (
      [
        ['http', http, '127.10.1.1'],
        ['sql', sql, '127.10.1.2'],
      ] as const
    ).map(async ([name, proxy, ip]) => {
      const caller = { ip, port: world.port };
      const { outcomes } = await call(platform.folder, proxy.port, caller, ['customer1.example.com'], load);
      return { name, outcomes };
    });
    // At another moment within the second each time.
    await sleep(700 + 137 * time);
    await change(true);
    const changed = Date.now();
    for (const { name, outcomes } of await Promise.all(running)) {
      const allowed = outcomes.filter(({ result }) => result === 'allowed');
      const told =
        outcomes.length === load.count && allowed.length > 10 && outcomes.at(-1)!.result !== 'allowed';
      const late = Math.max(...allowed.map(({ at }) => at)) - changed;
      longest[name] = told ? Math.max(longest[name], late) : Infinity;
    }
    await change(false);
    await sleep(WITHIN_MS);
  }
  for (const [name, late] of Object.entries(longest))
    check(`${what} stops calls within a second, ${name}`, late < WITHIN_MS, `${late.toFixed()} ms at most`);
}

/** The views' changes once the database has been away, and the RPCs by hand. */
export async function checkReload({ platform, world, sql }: Trial): Promise<void> {
  await platform.restartDatabase();
  await sleep(WITHIN_MS);
  const ip = await platform.first.createIp(world.organizations.unrelated, '127.10.9.9');
  await sleep(2 * WITHIN_MS);
  const dump = await platform.rpc(sql, 'permissions.addressDump');
  check('after the database has been away its changes are loaded again', dump.includes('127.10.9.9'));
  await platform.first.send('DELETE', `/orgips/${ip}`);
  await sleep(WITHIN_MS);
  const answer = await platform.rpc(sql, 'permissions.addressReload');
  await platform.rpc(sql, 'domain.reload');
  const loaded = await platform.rpc(sql, 'domain.dump');
  check(
    'the RPCs load both tables',
    answer.includes('Reload OK') && loaded.includes('customer1.example.com') && !loaded.includes('unrelated'),
  );
}

/** Some load, for which the API is asked once in a while or not at all. */
export async function measure({ platform, world }: Trial, proxy: Proxy): Promise<void> {
  const asked = async (): Promise<number> => {
    // What the API lets through is written down after a second.
    await sleep(2 * WITHIN_MS);
    const [row] = await platform.query<{ n: number }>(
      'select coalesce(sum(requests), 0)::integer as n from domain_usage',
    );
    return row!.n;
  };
  const before = await asked();
  const load = { count: 2_000, rate: 500 };
  const caller = { ip: '127.10.2.6', port: world.port };
  const run = await call(platform.folder, proxy.port, caller, ['provider.example.com'], load);
  const allowed = run.outcomes.filter(({ result }) => result === 'allowed').length;
  const questions = (await asked()) - before;
  check(
    `${load.count} calls, ${load.rate} a second, ${proxy.name}`,
    allowed === load.count && run.failed === 0 && questions < 100,
    `${run.callsPerSecond.toFixed()} a second, ${allowed} let through, ${run.failed} failed; the API was asked ${questions} times`,
  );
}

/** No key any more, then no API any more, then no database any more. */
export async function checkSilence({ platform, world, http, open, sql, keys }: Trial): Promise<void> {
  const ask = async (proxy: Proxy, load = {}): Promise<string[]> => {
    const caller = { ip: '127.10.2.6', port: world.port };
    const { outcomes } = await call(platform.folder, proxy.port, caller, ['provider.example.com'], load);
    return outcomes.map(({ result }) => result);
  };
  const expect = async (when: string, results: Record<'http' | 'open' | 'sql', string>): Promise<void> => {
    for (const proxy of [http, open, sql]) {
      const expected = results[proxy.name];
      const [result = 'no answer'] = await ask(proxy);
      check(`${when}, ${proxy.name}: ${expected}`, result === expected, result === expected ? '' : result);
    }
  };
  const expectEmergency = async (without: string): Promise<void> => {
    const emergency = { ip: '127.10.2.6', port: world.port, number: '112' };
    const { outcomes } = await call(platform.folder, http.port, emergency, ['provider.example.com']);
    check(
      `an emergency call is allowed without ${without}`,
      outcomes[0]?.result === 'allowed',
      outcomes[0]?.result,
    );
  };
  for (const id of keys) await platform.first.send('DELETE', `/apikeys/${id}`);
  await sleep(WITHIN_MS);
  await expect('with a revoked key', { http: 'not_decided', open: 'not_decided', sql: 'allowed' });
  await expectEmergency('a valid key');

  platform.instances[1]!.freeze();
  const began = performance.now();
  const results = await ask(http, { count: 10, limit: 1 });
  const seconds = (performance.now() - began) / 1_000;
  check(
    'an API that is frozen holds up three calls for a second each, and the next not at all',
    results.length === 10 && results.every((result) => result === 'no_decision') && seconds < 5,
    `10 calls one after another in ${seconds.toFixed(1)} s`,
  );
  await expect('while the API is frozen', { http: 'no_decision', open: 'allowed', sql: 'allowed' });
  for (const instance of platform.instances) await instance.end('SIGKILL');
  await expect('without the API', { http: 'no_decision', open: 'allowed', sql: 'allowed' });
  await expectEmergency('the API');
  await platform.stopDatabase();
  await sleep(WITHIN_MS);
  await expect('without the database', { http: 'no_decision', open: 'allowed', sql: 'allowed' });
}
