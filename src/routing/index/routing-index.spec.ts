import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress } from '../../org-ips/address.js';
import type { DomainState } from './domain-table.js';
import { monthNumber, type OrganizationState } from './organization-tree.js';
import type { OrgIpState } from './org-ip-table.js';
import { RoutingIndex } from './routing-index.js';

/** The index in its plainest form, which the real one must agree with. */
class Model {
  readonly organizations = new Map<number, OrganizationState>();
  readonly domains = new Map<string, DomainState>();
  readonly networks = new Map<string, OrgIpState[]>();

  exists({ organizationId }: { organizationId: number }): boolean {
    return this.organizations.has(organizationId);
  }

  ancestorsOf(id: number): number[] {
    const parent = this.organizations.get(id)?.parentId ?? null;
    return parent === null ? [id] : [id, ...this.ancestorsOf(parent)];
  }
}

type Change = (index: RoutingIndex, model: Model) => void;

const ORGANIZATIONS = 6;
const names = ['a.example', 'b.example', 'xn--mnchen-3ya.example', `${'long.'.repeat(49)}example`, 'c.d'];
const networks = [
  ...['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3/32', '0.0.0.0/0', '203.0.113.0/24'],
  ...['2001:db8::/32', '2001:db8:1::/48', '2001:db8::1/128', '2001:db8:1:8000::/49', '::/0'],
];
const addresses = ['10.1.2.3', '10.1.9.9', '10.9.9.9', '203.0.113.7', '192.0.2.1', '2001:db8::1']
  .concat('2001:db8:1::5', '2001:db8:1:8000::7', '2001:db8:ffff::1', '2001:db9::1', '::ffff:10.1.2.3')
  .map((text) => ({ text, address: parseAddress(text)! }));

const thisMonth = monthNumber(new Date());
const organizationId = fc.integer({ min: 1, max: ORGANIZATIONS });
const id = fc.constantFrom('dom_1', 'dom_2', `dom_${'x'.repeat(60)}`, 'D');

const putOrganization: fc.Arbitrary<Change> = fc
  .record({
    id: organizationId,
    name: fc.constantFrom('', 'Tele17', 'Müller & Söhne', '電話', 'ß'.repeat(255), 'n'.repeat(255)),
    parent: fc.nat(ORGANIZATIONS - 1),
    suspended: fc.boolean(),
    costLimitMonth: fc.constantFrom(null, thisMonth, thisMonth - 1),
    creditLimitReached: fc.boolean(),
  })
  .map(({ parent, ...rest }) => {
    // A parent with a lower id, so that there is no cycle.
    const state = { ...rest, parentId: parent > 0 && parent < rest.id ? parent : null };
    return (index, model) => {
      index.tree.put(state);
      model.organizations.set(state.id, state);
    };
  });

const removeOrganization: fc.Arbitrary<Change> = organizationId.map((removed) => (index, model) => {
  index.tree.remove(removed);
  model.organizations.delete(removed);
});

const putDomain: fc.Arbitrary<Change> = fc
  .record({
    name: fc.constantFrom(...names),
    state: fc.record({
      id,
      organizationId,
      active: fc.boolean(),
      sipRealm: fc.option(fc.constantFrom('sip.example', 'realm', 'reälm')),
      registrationEnabled: fc.boolean(),
      tlsEnabled: fc.boolean(),
    }),
  })
  .map(({ name, state }) => (index, model) => {
    index.domains.put(name, state);
    model.domains.set(name, state);
  });

const removeDomain: fc.Arbitrary<Change> = fc.constantFrom(...names).map((name) => (index, model) => {
  index.domains.remove(name);
  model.domains.delete(name);
});

const putNetwork: fc.Arbitrary<Change> = fc
  .record({
    network: fc.constantFrom(...networks),
    states: fc.array(
      fc.record({
        id,
        organizationId,
        active: fc.boolean(),
        type: fc.constantFrom('both' as const, 'signaling' as const, 'media' as const),
        allowedPorts: fc.option(fc.constantFrom([5060], [5060, 5061])),
        protocols: fc.option(fc.constantFrom(['UDP' as const], ['TLS' as const, 'WSS' as const])),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ network, states }) => (index, model) => {
    index.orgIps.putNetwork(network, states);
    // The last one added comes first.
    if (states.length > 0) model.networks.set(network, [...states].reverse());
    else model.networks.delete(network);
  });

const change = fc.oneof(putOrganization, removeOrganization, putDomain, removeDomain, putNetwork);

function domainsOf(index: RoutingIndex): unknown[] {
  return names.map((name) => {
    const domain = index.domains.find(name);
    if (!domain) return null;
    const organizationId = index.tree.idOf(domain.ownerSlot);
    return { ...index.domains.detailsOf(domain), organizationId, active: domain.active };
  });
}

function expectedDomains(model: Model): unknown[] {
  return names.map((name) => {
    const domain = model.domains.get(name);
    return domain && model.exists(domain) ? domain : null;
  });
}

/** All IPs around each address, from the most specific network on. */
function orgIpsOf({ orgIps, tree }: RoutingIndex): unknown[] {
  return addresses.map(({ address }) => {
    const found: unknown[] = [];
    let network = orgIps.findNetwork(address);
    for (; network; network = orgIps.findNetwork(address, network.prefixLength))
      for (const { slot, ownerSlot, ...rest } of network.orgIps)
        found.push({ ...rest, id: orgIps.idOf(slot), organizationId: tree.idOf(ownerSlot) });
    return found;
  });
}

function expectedOrgIps(model: Model): unknown[] {
  return addresses.map(({ address }) =>
    networks
      .map((network) => ({ network, prefixLength: Number(network.split('/')[1]) }))
      .filter(({ network, prefixLength }) => contains(network, prefixLength, address))
      .sort((a, b) => b.prefixLength - a.prefixLength)
      .flatMap(({ network, prefixLength }) =>
        (model.networks.get(network) ?? [])
          .filter((state) => model.exists(state))
          .map((state) => ({ ...state, prefixLength })),
      ),
  );
}

/** Compares bit by bit. */
function contains(
  network: string,
  prefixLength: number,
  address: (typeof addresses)[number]['address'],
): boolean {
  const bits = (of: typeof address): string =>
    typeof of === 'number'
      ? (of >>> 0).toString(2).padStart(32, '0')
      : of.map((part) => part.toString(2).padStart(16, '0')).join('');
  const [first, second] = [bits(parseAddress(network.split('/')[0]!)!), bits(address)];
  return first.length === second.length && first.slice(0, prefixLength) === second.slice(0, prefixLength);
}

function organizationsOf({ tree }: RoutingIndex): unknown[] {
  return Array.from({ length: ORGANIZATIONS }, (_, number) => {
    const slot = tree.slotOf(number + 1);
    if (!tree.exists(slot)) return null;
    return {
      id: tree.idOf(slot),
      name: tree.nameOf(slot),
      isSuspended: tree.isSuspended(slot),
      refusal: tree.refusalOf(slot),
      depths: Array.from({ length: ORGANIZATIONS }, (_, other) =>
        tree.depthBelow(tree.slotOf(other + 1), slot),
      ),
    };
  });
}

function expectedOrganizations(model: Model): unknown[] {
  return Array.from({ length: ORGANIZATIONS }, (_, number) => {
    const organization = model.organizations.get(number + 1);
    if (!organization) return null;
    const ancestors = model.ancestorsOf(organization.id);
    const line = ancestors.flatMap((ancestor) => model.organizations.get(ancestor) ?? []);
    return {
      id: organization.id,
      name: organization.name,
      isSuspended: line.some(({ suspended }) => suspended),
      refusal: line.some(({ costLimitMonth }) => costLimitMonth === thisMonth)
        ? 'cost_limit_reached'
        : line.some(({ creditLimitReached }) => creditLimitReached)
          ? 'credit_limit_reached'
          : line.some(({ suspended }) => suspended)
            ? 'organization_suspended'
            : undefined,
      depths: Array.from({ length: ORGANIZATIONS }, (_, other) => ancestors.indexOf(other + 1)),
    };
  });
}

describe('RoutingIndex', () => {
  it('agrees with maps of objects after any changes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const [index, model] = [new RoutingIndex(), new Model()];
        for (const apply of changes) apply(index, model);
        expect(organizationsOf(index)).toEqual(expectedOrganizations(model));
        expect(domainsOf(index)).toEqual(expectedDomains(model));
        expect(orgIpsOf(index)).toEqual(expectedOrgIps(model));
        expect(index.sizes).toMatchObject({ domains: model.domains.size, networks: model.networks.size });
      }),
      { numRuns: 300 },
    );
  });

  it('finds each of many rows, also after half of them have changed places', () => {
    const index = new RoutingIndex();
    // More than a page of rows and of texts.
    const count = 6_000;
    const nameOf = (number: number): string => `company${number}.${'long.'.repeat(45)}example`;
    const networkOf = (number: number): string => `10.${number >> 8}.${number & 255}.0/24`;
    const put = (number: number, idPrefix: string): void => {
      index.tree.put({
        id: number,
        name: `Company ${number}`,
        parentId: null,
        suspended: false,
        costLimitMonth: null,
        creditLimitReached: false,
      });
      const shared = { organizationId: number, active: true };
      const realm = number % 7 === 0 ? `realm${number}` : null;
      index.domains.put(nameOf(number), {
        ...shared,
        id: `${idPrefix}${number}`,
        sipRealm: realm,
        registrationEnabled: true,
        tlsEnabled: false,
      });
      const unrestricted = { type: 'both' as const, allowedPorts: null, protocols: null };
      index.orgIps.putNetwork(networkOf(number), [
        { ...shared, ...unrestricted, id: `ip_${idPrefix}${number}` },
      ]);
    };
    for (let number = 1; number <= count; number++) put(number, 'a');
    const { bytes } = index;
    for (let number = 1; number <= count; number += 2) {
      index.domains.remove(nameOf(number));
      index.orgIps.putNetwork(networkOf(number), []);
    }
    for (let number = count - 1; number >= 1; number -= 2) put(number, 'b');
    for (let number = 1; number <= count; number++) {
      const prefix = number % 2 === 0 ? 'a' : 'b';
      const domain = index.domains.find(nameOf(number))!;
      expect(index.domains.detailsOf(domain)).toMatchObject({
        id: `${prefix}${number}`,
        sipRealm: number % 7 === 0 ? `realm${number}` : null,
      });
      const network = index.orgIps.findNetwork(parseAddress(networkOf(number).replace('0/24', '9'))!)!;
      expect(network.orgIps.map(({ slot }) => index.orgIps.idOf(slot))).toEqual([`ip_${prefix}${number}`]);
      expect(index.tree.nameOf(domain.ownerSlot)).toBe(`Company ${number}`);
    }
    // What is removed makes room for what is added.
    expect(index.bytes).toBeLessThan(1.02 * bytes);
  });

  it('counts the use of a row for its id, even after the row is gone', () => {
    const index = new RoutingIndex();
    index.tree.put({
      id: 1,
      name: 'Company',
      parentId: null,
      suspended: false,
      costLimitMonth: null,
      creditLimitReached: false,
    });
    const state: DomainState = {
      ...{ id: 'first', organizationId: 1, active: true, sipRealm: null },
      ...{ registrationEnabled: true, tlsEnabled: true },
    };
    index.domains.put('a.example', state);
    index.domains.recordUsage(index.domains.find('a.example')!);
    index.domains.put('a.example', { ...state, id: 'second' });
    index.domains.recordUsage(index.domains.find('a.example')!);
    index.domains.recordUsage(index.domains.find('a.example')!);
    index.domains.remove('a.example');
    index.domains.put('b.example', { ...state, id: 'third' });
    expect([...index.domains.takeUsage()].sort()).toEqual([
      ['first', 1],
      ['second', 2],
    ]);
    expect(index.domains.takeUsage().size).toBe(0);
  });
});
