import { describe, expect, it } from '@jest/globals';
import { PLATFORM, UnitOfWork, type Caller } from '../../../src/database/unit-of-work.js';
import { useApi } from '../../support/app.js';

describe('the transaction of a request', () => {
  const api = useApi();
  const actor = { subject: 'tester', role: 'manager', organizationId: 456, requestId: 'request' };
  const caller: Caller = { scope: '/1/456/', actor };
  const rename = (work: UnitOfWork, as: Caller, name: string): Promise<unknown> =>
    work.write(as, (manager) => manager.query('update organizations set name = $1 where id = 456', [name]));
  const nameOf456 = async (): Promise<string> =>
    (await api.database.query<{ name: string }>('select name from organizations where id = 456'))[0]!.name;

  it('is joined by the units of work of its caller, which succeed or fail together', async () => {
    const work = api.app.get(UnitOfWork);
    const before = await nameOf456();
    const seen = work.requestTransaction(caller, 'tester', async () => {
      await rename(work, caller, 'Joined');
      const [row] = await work.read(caller, (manager) =>
        manager.query<{ name: string }[]>('select name from organizations where id = 456'),
      );
      expect(row!.name).toBe('Joined');
      throw new Error('refused at the end');
    });
    await expect(seen).rejects.toThrow('refused at the end');
    expect(await nameOf456()).toBe(before);
  });

  it.each<[string, Caller]>([
    ['of another scope', { scope: '/1/789/', actor }],
    ['with another author', { scope: '/1/456/', actor: { ...actor, subject: 'somebody else' } }],
    ['of the platform', PLATFORM],
  ])('refuses a unit of work %s', async (_, other) => {
    const work = api.app.get(UnitOfWork);
    const before = await nameOf456();
    for (const attempt of [
      () => rename(work, other, 'Joined'),
      () => work.read(other, (manager) => manager.query('select 1')),
    ])
      await expect(
        work.requestTransaction(caller, 'tester', async () => {
          await rename(work, caller, 'Half of it');
          await attempt();
        }),
      ).rejects.toThrow('another caller');
    expect(await nameOf456()).toBe(before);
    await rename(work, other, before);
  });
});
