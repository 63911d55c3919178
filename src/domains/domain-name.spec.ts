import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalizeDomainName } from './domain-name.js';

describe('normalizeDomainName', () => {
  it('comes to rest: the stored form of a stored form is itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.string({ unit: 'grapheme' }).map((text) => `${text}.example`),
        ),
        (text) => {
          const name = normalizeDomainName(text);
          if (name === undefined) return;
          expect(normalizeDomainName(name)).toBe(name);
          expect(name).toMatch(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}$/);
        },
      ),
    );
  });

  it('does not mind case or the dot at the end', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(normalizeDomainName(`${domain.toUpperCase()}.`)).toBe(normalizeDomainName(domain));
      }),
    );
  });

  it.each([
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['faß.example', 'xn--fa-hia.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
  ])('writes %s as A-labels', (input, stored) => expect(normalizeDomainName(input)).toBe(stored));

  it.each([
    '',
    '.',
    'a',
    'a.',
    '.a.b',
    'a..b',
    'a.b..',
    '1.2.3.4',
    '0x7f.1',
    'a.1',
    'a b.c',
    'a@b.c',
    'a/b.c',
    'a%2eb.c',
    '::1',
    `${'a.'.repeat(127)}aa`,
  ])('refuses %p', (input) => expect(normalizeDomainName(input)).toBeUndefined());
});
