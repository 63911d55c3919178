import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseNetwork } from './network.js';

const octets = fc.tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255), fc.nat(255));

describe('parseNetwork', () => {
  it('takes any network whose host bits are zero, and names the network meant for any other', () => {
    fc.assert(
      fc.property(
        octets.filter(([first]) => first !== 127),
        fc.integer({ min: 8, max: 32 }),
        (parts, bits) => {
          const address = parts.reduce((sum, part) => sum * 256 + part, 0);
          const size = 2 ** (32 - bits);
          const network = address - (address % size);
          const text = [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.');
          expect(parseNetwork(text, bits)).toEqual({ network: `${text}/${bits}` });
          if (network !== address)
            expect(JSON.stringify(parseNetwork(parts.join('.'), bits))).toContain(
              `the network is ${text}/${bits}`,
            );
        },
      ),
    );
  });

  it('writes IPv6 as RFC 5952 does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { minLength: 7, maxLength: 7 }), (groups) => {
        const parsed = parseNetwork(
          ['2001', ...groups.map((group) => group.toString(16).toUpperCase())].join(':'),
        );
        expect(parsed).toHaveProperty('network', expect.stringMatching(/^2001:[0-9a-f:]+\/128$/));
        expect((parsed as { network: string }).network).not.toMatch(/:0\d/);
      }),
    );
    expect(parseNetwork('2001:0DB8:0000:0000::0001')).toEqual({ network: '2001:db8::1/128' });
  });

  it('defaults to the whole address', () => {
    expect(parseNetwork('192.0.2.1')).toEqual({ network: '192.0.2.1/32' });
    expect(parseNetwork('2001:db8::1')).toEqual({ network: '2001:db8::1/128' });
  });

  it('names every field at fault', () => {
    const result = parseNetwork('127.0.0.1', 33);
    expect('fieldErrors' in result && result.fieldErrors.map(({ field }) => field)).toEqual([
      'ipAddress',
      'cidr',
    ]);
  });
});
