import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idnaFault, normalizeDomainName } from './domain-name.js';

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
    ['例え。テスト．', 'xn--r8jz45g.xn--zckzah'],
    [' ｖｏｉｐ．Example｡org\u3000', 'voip.example.org'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['😀.shop', 'xn--e28h.shop'],
    ['XN--E28H.shop.', 'xn--e28h.shop'],
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
    'a％2eb.c',
    '１２７．０．０．１',
    'a\u2024b.c',
    'a. b.c',
    '::1',
    `${'a.'.repeat(127)}aa`,
  ])('refuses %p', (input) => expect(normalizeDomainName(input)).toBeUndefined());
});

describe('idnaFault', () => {
  it.each([
    'voip.example.com',
    'r3---sn.example.com',
    'xn--bcher-kva.example',
    'faß.de',
    '例え.テスト',
    'l·l.cat',
  ])('finds none in %s', (name) => expect(idnaFault(normalizeDomainName(name)!)).toBeUndefined());

  it.each(['xn--e28h.shop', '😀.shop', 'shop.😀', '☃.example', 'a·b.cat', '♥️.example'])(
    'finds that of %s',
    (name) => expect(idnaFault(normalizeDomainName(name)!)).toMatch(/RFC 5892/),
  );
});
