import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inexactNumbersOf, mayHaveInexactNumbers, recordInexactNumbers } from './exact-numbers.js';

/** The fields with inexact numbers in JSON text, in the way in which a body is read. */
function inexactFields(json: string): string[] {
  const body = JSON.parse(json) as object;
  if (mayHaveInexactNumbers(Buffer.from(json))) recordInexactNumbers(body, json);
  return inexactNumbersOf(body).map(({ field }) => field);
}

describe('the check of numbers in JSON', () => {
  it.each([
    '8949226190123456789',
    '9007199254740993',
    '-9007199254740993',
    '0.1234567890123456789012',
    '24.0000000000000000001',
    '1e400',
    '-1E400',
    '1e-400',
    '1e99999999999999999999',
    '4.9e-324',
    `1${'0'.repeat(400)}`,
    `1${'0'.repeat(50_000)}1`,
  ])('refuses %s', (literal) => {
    expect(inexactFields(`{"number": ${literal}}`)).toEqual(['number']);
  });

  it.each([
    '0',
    '-0',
    '0e999',
    '0.1',
    '1.50',
    '1E2',
    '15e-1',
    '9007199254740992',
    '0.30000000000000004',
    '1.000000000000000000000',
    '100000000000000000000000',
    '1e23',
    '1.7976931348623157e+308',
    '5e-324',
  ])('accepts %s', (literal) => {
    expect(inexactFields(`{"number": ${literal}}`)).toEqual([]);
  });

  it('names the field wherever the number is, and looks at no text', () => {
    const number = '12345678901234567890';
    expect(
      inexactFields(
        `{"a":${number},"b":[1,{"c":[[],"${number}, \\" ]",${number}]},{"${number}":"${number}"}],
          "d\\u0065": {"__proto__" : ${number} , "f":{}, "g":${number}}, "h":"\\\\", "i" :[${number}, 2,${number}]}`,
      ),
    ).toEqual(['a', 'b.1.c.2', 'de.__proto__', 'de.g', 'i.0', 'i.2']);
  });

  it('accepts every number that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.json(), (number, json) => {
        expect(inexactFields(`{"number":${JSON.stringify(number)},"json":${json}}`)).toEqual([]);
      }),
    );
  });

  it('accepts no number that is written differently afterwards', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat(30), (digits, decimals) => {
        const literal = `${digits}e-${decimals}`;
        const [, written, exponent = '0'] = /^([^e]+)(?:e(.+))?$/.exec(Number(literal).toExponential())!;
        const [integer, fraction = ''] = written!.split('.') as [string, string?];
        // Both numbers times 10^100 are integers.
        const sent = digits * 10n ** BigInt(100 - decimals);
        const kept = BigInt(integer + fraction) * 10n ** BigInt(100 + Number(exponent) - fraction.length);
        expect(inexactFields(`[${literal}]`)).toEqual(sent === kept ? [] : ['0']);
      }),
    );
  });
});
