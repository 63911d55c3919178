import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IntTable } from './int-table.js';

describe('IntTable', () => {
  it('returns what a Map returns', () => {
    // Few keys, some of which differ only in their first bits, as networks do.
    const key = fc.oneof(
      fc.nat(40),
      fc.nat(40).map((n) => (n << 26) | 0),
    );
    const step = fc.record({ key, value: fc.option(fc.nat(1_000), { nil: -1 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const [table, map] = [new IntTable(), new Map<number, number>()];
        for (const { key: changed, value } of steps) {
          if (value === -1) {
            table.delete(changed);
            map.delete(changed);
          } else {
            table.set(changed, value);
            map.set(changed, value);
          }
          expect(table.size).toBe(map.size);
        }
        for (let n = 0; n <= 40; n++)
          for (const lookup of [n, (n << 26) | 0]) expect(table.get(lookup)).toBe(map.get(lookup) ?? -1);
      }),
    );
  });
});
