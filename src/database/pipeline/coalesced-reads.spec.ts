import { describe, expect, it } from '@jest/globals';
import { CoalescedReads } from './coalesced-reads.js';

describe('reads of many callers', () => {
  /** Reads that end when the test says so, each with its number as the result. */
  function makeReads() {
    const reads = new CoalescedReads<number>();
    const sent: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
    const send = (): Promise<number> =>
      new Promise<number>((resolve, reject) => {
        sent.push({ resolve, reject });
      });
    return { sent, run: (key = 'a list') => reads.run(key, send) };
  }

  it('share one that is sent after all of them have asked', async () => {
    const { sent, run } = makeReads();
    const first = run();
    const others = [run(), run(), run()];
    expect(sent).toHaveLength(1);
    sent[0]!.resolve(1);
    expect(await first).toBe(1);
    // The second is on its way: a caller that asks now gets the third.
    const late = run();
    sent[1]!.resolve(2);
    expect(await Promise.all(others)).toEqual([2, 2, 2]);
    sent[2]!.resolve(3);
    expect(await late).toBe(3);
    expect(sent).toHaveLength(3);
  });

  it('are sent at once if none is running, or another one', async () => {
    const { sent, run } = makeReads();
    const pending = [run('one'), run('another')];
    expect(sent).toHaveLength(2);
    sent.forEach(({ resolve }, index) => resolve(index));
    expect(await Promise.all(pending)).toEqual([0, 1]);
    void run('one');
    expect(sent).toHaveLength(3);
  });

  it('fail with the one that they share, and not with the one before', async () => {
    const { sent, run } = makeReads();
    const first = run();
    const others = [run(), run()];
    sent[0]!.reject(new Error('the first'));
    await expect(first).rejects.toThrow('the first');
    sent[1]!.reject(new Error('the second'));
    for (const other of others) await expect(other).rejects.toThrow('the second');
    const last = run();
    sent[2]!.resolve(3);
    expect(await last).toBe(3);
  });
});
