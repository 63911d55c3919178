import type { Role } from '../../src/auth/principal.js';

/** A caller. An administrator's organization is not used. */
export interface Who {
  role: Role;
  org: number;
}

interface Organization {
  id: number;
  parent: number | null;
  name: string;
  reference: string;
  status: number;
  /** The organization whose deletion also deleted this one. */
  deletedWith: number | null;
}

interface Domain {
  name: string;
  type: string;
  org: number;
}

interface Range {
  /** The last byte of the address. */
  start: number;
  bits: number;
}

interface Network extends Range {
  type: string;
  org: number;
}

interface Entry {
  what: string;
  org: number;
  by: Who;
  /** The parents before and after, which the entry shows only to readers who may see them. */
  parents: (number | null)[];
}

/** A generated operation. It names existing resources, including deleted organizations, by a number modulo their count. */
export type Operation =
  | { does: 'create'; below: number | null; reference: string }
  | { does: 'change'; org: number; to: { name?: string; ext_reference?: string; status?: { id: number } } }
  | { does: 'move'; org: number; below: number | null }
  | { does: 'delete'; org: number; force: boolean }
  | { does: 'restore'; org: number }
  | { does: 'add domain'; id: string; name: string; type: string; org: number }
  | { does: 'give domain'; domain: number; org: number }
  | { does: 'drop domain'; domain: number; force: boolean }
  | { does: 'add ip'; org: number; network: Range; type: string }
  | { does: 'drop ip'; ip: number }
  | { does: 'add contact'; org: number }
  | { does: 'drop contact'; contact: number };

/** The request of an operation, the expected refusal ('' for none), and its effect on the model. */
export interface Plan {
  send: [method: string, path: string, body?: object];
  refusal: string;
  effect: (madeId: string) => void;
}

export type View = Record<string, string | string[]>;

const unless = (fine: boolean, refusal: string): string => (fine ? '' : refusal);

/** The platform's rules in their simplest form: no paths, no locks, nothing cached. */
export class Model {
  organizations = new Map<number, Organization>();
  domains = new Map<string, Domain>();
  ips = new Map<string, Network>();
  /** The organization of each contact. */
  contacts = new Map<number, number>();
  history: Entry[] = [];

  id(drawn: number): number {
    return pick(this.organizations, drawn)![0];
  }

  add(id: number, parent: number | null, reference = ''): void {
    this.organizations.set(id, { id, parent, name: 'New', reference, status: 0, deletedWith: null });
  }

  /** An organization and its ancestors, up to the root. */
  line(id: number | null): number[] {
    return id === null ? [] : [id, ...this.line(this.organizations.get(id)!.parent)];
  }

  isAlive(id: number): boolean {
    return this.organizations.get(id)?.deletedWith === null;
  }

  isSuspended(id: number): boolean {
    return this.line(id).some((above) => this.organizations.get(above)!.status === 1);
  }

  areUnrelated(one: number, other: number): boolean {
    return !this.line(one).includes(other) && !this.line(other).includes(one);
  }

  /** Whether an organization is, or was, in the caller's scope. */
  knows({ role, org }: Who, id: number): boolean {
    return role === 'admin' || this.line(id).includes(org);
  }

  sees(who: Who, id: number): boolean {
    return this.isAlive(id) && this.knows(who, id);
  }

  refusesToRead({ role, org }: Who): string {
    return (
      unless(role === 'admin' || this.isAlive(org), '401 unauthenticated') ||
      unless(role !== 'edge', '403 insufficient_permissions')
    );
  }

  refusesToWrite(who: Who): string {
    return (
      this.refusesToRead(who) ||
      unless(who.role !== 'viewer', '403 insufficient_permissions') ||
      unless(who.role === 'admin' || !this.isSuspended(who.org), '403 organization_suspended')
    );
  }

  refusesReference(reference: string, parent: number | null, but?: number): string {
    const taken = [...this.organizations.values()].some(
      (other) =>
        other.id !== but &&
        this.isAlive(other.id) &&
        other.parent === parent &&
        other.reference === reference,
    );
    return unless(reference === '' || !taken, '409 ext_reference_taken');
  }

  /** Whether a move would leave overlapping networks with unrelated organizations. */
  wouldClash(moved: Organization, parent: number | null): boolean {
    const old = moved.parent;
    moved.parent = parent;
    const networks = [...this.ips.values()];
    const clash = networks.some((one) =>
      networks.some((other) => overlap(one, other) && this.areUnrelated(one.org, other.org)),
    );
    moved.parent = old;
    return clash;
  }

  /** The lists that a caller should see, some of them for one organization. */
  view(who: Who, target: number): View {
    const refusal = this.refusesToRead(who);
    const missing = refusal || unless(this.sees(who, target), '404 organization_not_found');
    const visible = [...this.organizations.values()].filter(({ id }) => this.sees(who, id));
    const nameOf = (id: number): string => this.organizations.get(id)!.name;
    return {
      organizations:
        refusal ||
        visible.map(({ id, name, reference, status, parent }) => {
          const effective = Number(this.isSuspended(id));
          const above = parent !== null && this.knows(who, parent) ? parent : 'nothing';
          return `${id} ${name} "${reference}" ${status}/${effective} below ${above}`;
        }),
      descendants:
        missing ||
        visible.filter(({ id }) => id !== target && this.line(id).includes(target)).map(({ id }) => `${id}`),
      domains:
        refusal ||
        [...this.domains]
          .filter(([, { org }]) => this.sees(who, org))
          .map(([id, { name, org }]) => `${id} ${name} of org_${org} ${nameOf(org)}`),
      ips:
        refusal ||
        [...this.ips]
          .filter(([, { org }]) => this.sees(who, org))
          .map(([id, { start, bits, org }]) => `${id} 10.0.0.${start}/${bits} of org_${org}`),
      contacts:
        missing || [...this.contacts].filter(([, org]) => org === target).map(([contact]) => `${contact}`),
      history:
        refusal ||
        this.history
          .filter(({ org }) => this.knows(who, org))
          .map(({ what, org, by, parents }) => {
            const name = this.knows(who, org) ? nameOf(org) : 'hidden';
            const actor =
              by.role === 'admin' || !this.knows(who, by.org) ? by.role : `${by.role} of org_${by.org}`;
            const known = parents.map((id) => (id !== null && this.knows(who, id) ? id : 'nothing'));
            return `${what} of org_${org} ${name} by ${actor}, below ${known.join(' and ')}`;
          }),
    };
  }

  plan(who: Who, operation: Operation): Plan {
    const org = 'org' in operation ? this.id(operation.org) : 0;
    const below = 'below' in operation && operation.below !== null ? this.id(operation.below) : null;
    const organization = this.organizations.get(org)!;

    const found = (id: number): string => unless(this.sees(who, id), '404 organization_not_found');
    const named = (id: number): string => unless(this.sees(who, id), '422 organization_unknown');
    const notOwn = (): string => unless(who.role === 'admin' || org !== who.org, '403 own_organization');
    const belowOrRoot = (): string =>
      below === null ? unless(who.role === 'admin', '403 root_requires_admin') : named(below);
    const seen = (owner: number | undefined, refusal: string): string =>
      unless(owner !== undefined && this.sees(who, owner), refusal);
    const record = (what: string, id: number, parents: Entry['parents'] = [null, null]) =>
      this.history.push({ what, org: id, by: who, parents });
    const plan = (send: Plan['send'], refusal: () => string, effect: Plan['effect']): Plan => ({
      send,
      refusal: this.refusesToWrite(who) || refusal(),
      effect,
    });

    switch (operation.does) {
      case 'create': {
        const { reference } = operation;
        const relation = below === null ? null : { parent: { id: below } };
        const body = {
          name: 'New',
          type: { id: 4 },
          country: { id: 74 },
          ext_reference: reference,
          relation,
        };
        return plan(
          ['POST', '/organizations', body],
          () => belowOrRoot() || this.refusesReference(reference, below),
          (made) => {
            this.add(Number(made), below, reference);
            record(`created organization ${made}`, Number(made), [null, below]);
          },
        );
      }
      case 'change': {
        const { name, ext_reference, status } = operation.to;
        const { parent } = organization;
        return plan(
          ['PATCH', `/organizations/${org}`, operation.to],
          () =>
            found(org) ||
            (status && status.id !== organization.status ? notOwn() : '') ||
            this.refusesReference(ext_reference ?? '', parent, org),
          () => {
            const before = JSON.stringify(organization);
            organization.name = name ?? organization.name;
            organization.reference = ext_reference ?? organization.reference;
            organization.status = status?.id ?? organization.status;
            if (JSON.stringify(organization) !== before)
              record(`updated organization ${org}`, org, [parent, parent]);
          },
        );
      }
      case 'move': {
        const { parent: old, reference } = organization;
        return plan(
          ['PUT', `/organizations/${org}/parent`, { parent: below === null ? null : { id: below } }],
          () =>
            found(org) ||
            notOwn() ||
            belowOrRoot() ||
            unless(!this.line(below).includes(org), '409 hierarchy_cycle') ||
            this.refusesReference(reference, below, org) ||
            unless(!this.wouldClash(organization, below), '409 move_ip_conflict'),
          () => {
            organization.parent = below;
            if (old !== below) record(`moved organization ${org}`, org, [old, below]);
          },
        );
      }
      case 'delete': {
        const { force } = operation;
        const subtree = [...this.organizations.values()].filter(
          ({ id }) => this.isAlive(id) && this.line(id).includes(org),
        );
        const owns = [...this.domains.values(), ...this.ips.values()].some((owned) => owned.org === org);
        return plan(
          ['DELETE', `/organizations/${org}?force=${force}`],
          () =>
            unless(!force || who.role === 'admin', '403 force_requires_admin') ||
            found(org) ||
            notOwn() ||
            unless(force || (subtree.length === 1 && !owns), '409 organization_not_empty'),
          () => {
            for (const gone of subtree) {
              gone.deletedWith = org;
              record(`deleted organization ${gone.id}`, gone.id, [gone.parent, null]);
            }
          },
        );
      }
      case 'restore': {
        const deleted = [...this.organizations.values()].filter(({ deletedWith }) => deletedWith !== null);
        const { id, deletedWith, parent, reference } = pick(deleted, operation.org) ?? organization;
        return {
          send: ['POST', `/organizations/${id}/restore`],
          refusal:
            this.refusesToRead(who) ||
            unless(who.role === 'admin', '403 insufficient_permissions') ||
            unless(deletedWith !== null, '404 organization_not_found') ||
            unless(deletedWith === id && (parent === null || this.isAlive(parent)), '409 parent_deleted') ||
            this.refusesReference(reference, parent),
          effect: () => {
            for (const back of deleted.filter((one) => one.deletedWith === id)) {
              back.deletedWith = null;
              record(`restored organization ${back.id}`, back.id, [null, back.parent]);
            }
          },
        };
      }
      case 'add domain': {
        const { id, name, type } = operation;
        return plan(
          ['POST', `/domains/${id}`, { domain: name, orgId: `org_${org}`, type }],
          () =>
            named(org) ||
            unless(!this.domains.has(id), '409 domain_id_exists') ||
            unless(![...this.domains.values()].some((other) => other.name === name), '409 domain_exists'),
          () => {
            this.domains.set(id, { name, type, org });
            record(`created domain ${id}`, org);
          },
        );
      }
      case 'give domain': {
        const [id, domain] = pick(this.domains, operation.domain) ?? ['none'];
        return plan(
          ['PUT', `/domains/${id}`, { orgId: `org_${org}` }],
          () => seen(domain?.org, '404 domain_not_found') || named(org),
          () => {
            if (domain!.org === org) return;
            for (const side of [domain!.org, org]) record(`transferred domain ${id}`, side);
            domain!.org = org;
          },
        );
      }
      case 'drop domain': {
        const [id, domain] = pick(this.domains, operation.domain) ?? ['none'];
        const left = [...this.domains.values()].filter(
          (other) => other !== domain && other.org === domain?.org,
        );
        const inUse =
          domain?.type === 'primary' && left.length > 0 && left.every(({ type }) => type === 'alias');
        return plan(
          ['DELETE', `/domains/${id}?force=${operation.force}`],
          () =>
            seen(domain?.org, '404 domain_not_found') ||
            unless(operation.force || !inUse, '409 domain_in_use'),
          () => {
            this.domains.delete(id);
            record(`deleted domain ${id}`, domain!.org);
          },
        );
      }
      case 'add ip': {
        const { network, type } = operation;
        const { start, bits } = network;
        const others = [...this.ips.values()].filter((other) => overlap(network, other));
        const same = others.filter((other) => other.start === start && other.bits === bits);
        const taken = same.some((other) => other.type === type || [other.type, type].includes('both'));
        return plan(
          [
            'POST',
            `/orgips/org_${org}`,
            { orgId: `org_${org}`, ipAddress: `10.0.0.${start}`, cidr: bits, type },
          ],
          () =>
            named(org) ||
            unless(!taken, '409 ip_exists') ||
            unless(!others.some((other) => this.areUnrelated(org, other.org)), '409 ip_conflict'),
          (id) => {
            this.ips.set(id, { ...network, type, org });
            record(`created orgip ${id}`, org);
          },
        );
      }
      case 'drop ip': {
        const [id, network] = pick(this.ips, operation.ip) ?? ['ip_none'];
        return plan(
          ['DELETE', `/orgips/${id}`],
          () => seen(network?.org, '404 ip_not_found'),
          () => {
            this.ips.delete(id);
            record(`deleted orgip ${id}`, network!.org);
          },
        );
      }
      case 'add contact':
        return plan(
          ['POST', `/organizations/${org}/contacts`, { type: { id: 1 }, name: 'Somebody' }],
          () => found(org),
          (id) => {
            this.contacts.set(Number(id), org);
            record(`created contact ${id}`, org);
          },
        );
      case 'drop contact': {
        const [id, owner] = pick(this.contacts, operation.contact) ?? [4242];
        return plan(
          ['DELETE', `/organizations/${owner ?? 1}/contacts/${id}`],
          () => seen(owner, '404 contact_not_found'),
          () => {
            this.contacts.delete(id);
            record(`deleted contact ${id}`, owner!);
          },
        );
      }
    }
  }
}

function overlap(one: Range, other: Range): boolean {
  const end = ({ start, bits }: Range): number => start + 2 ** (32 - bits);
  return one.start < end(other) && other.start < end(one);
}

function pick<T>(things: Iterable<T>, drawn: number): T | undefined {
  const all = [...things];
  return all[drawn % all.length];
}
