import type { OrgIpType, TransportProtocol } from '../../org-ips/org-ip.entity.js';
import { OrganizationTree, grown, type OrganizationState } from './organization-tree.js';
import { NetworkTable, type Address } from './network-table.js';
import { UsageCounter } from './usage-counter.js';

/** Of a domain mapping as routing has to know it. */
export interface DomainState {
  id: string;
  organizationId: number;
  active: boolean;
  /** Null where it is the domain itself. */
  sipRealm: string | null;
  registrationEnabled: boolean;
  tlsEnabled: boolean;
}

/** Of an organization's IP as routing has to know it. */
export interface EntryState {
  id: string;
  organizationId: number;
  active: boolean;
  type: OrgIpType;
  allowedPorts: number[] | null;
  protocols: TransportProtocol[] | null;
}

/** An entry as the index finds it; what an entry admits besides is shared by all that admit the same. */
export interface Entry {
  id: string;
  place: number;
  /** Length of the prefix of its network. */
  bits: number;
  /** Its organization, in the forest. */
  owner: number;
  active: boolean;
  type: OrgIpType;
  allowedPorts: readonly number[] | null;
  protocols: readonly TransportProtocol[] | null;
}

/** A domain as the index finds it. */
export interface IndexedDomain {
  id: string;
  place: number;
  owner: number;
  active: boolean;
  sipRealm: string | null;
  registrationEnabled: boolean;
  tlsEnabled: boolean;
}

/** The entries of a network. */
export interface IndexedNetwork {
  /** Length of its prefix. */
  bits: number;
  entries: Entry[];
}

const ACTIVE = 1;
const REGISTRATION = 2;
const TLS = 4;
const REALM = 8;
/** Of an entry: it has an admission, there is another one in its network; its type is in the two bits above. */
const LIMITED = 2;
const MORE = 4;
const TYPE = 3;
/** Of both: above these bits is whose it is. */
const OWNER = 5;
const types: readonly OrgIpType[] = ['both', 'signaling', 'media'];

type Admission = Pick<Entry, 'allowedPorts' | 'protocols'>;
const EVERYTHING: Admission = { allowedPorts: null, protocols: null };

/**
 * Whose each domain and each network is, in memory: domains by name, networks by longest prefix. A million of each, with
 * a million organizations, has to fit beside the program, so fields are columns, and a row is a place in them.
 */
export class RoutingIndex {
  readonly tree = new OrganizationTree();

  private readonly domains = new Map<string, number>();
  private readonly freeDomains: number[] = [];
  private readonly domainIds: string[] = [];
  private readonly realms = new Map<number, string>();
  /** Owner and flags in one, so that it takes one look at memory. */
  private domainRows = new Int32Array(16);

  /** The first entry of each network. */
  private readonly networks = new NetworkTable();
  private readonly freeEntries: number[] = [];
  private readonly entryIds: string[] = [];
  /** The next entry of the same network: there can be one for each kind of traffic, or several that share it. */
  private nextEntries = new Int32Array(16);
  /** Owner and flags in one. */
  private entryRows = new Int32Array(16);
  private readonly domainUsage = new UsageCounter();
  private readonly entryUsage = new UsageCounter();
  private readonly admissions = new Map<number, Admission>();
  private readonly sameAdmissions = new Map<string, Admission>();

  /** How much it knows of each. */
  get sizes(): Record<'organizations' | 'domains' | 'networks', number> {
    return {
      organizations: this.tree.size,
      domains: this.domains.size,
      networks: this.networks.size,
    };
  }

  putOrganization(id: number, state: OrganizationState | null): void {
    if (state) this.tree.put(state);
    else this.tree.remove(id);
  }

  putDomain(name: string, state: DomainState | null): void {
    let place = this.domains.get(name);
    if (!state) {
      if (place === undefined) return;
      this.domains.delete(name);
      this.realms.delete(place);
      this.domainUsage.release(place, this.domainIds[place]!);
      this.domainIds[place] = '';
      this.freeDomains.push(place);
      return;
    }
    if (place === undefined) {
      place = this.freeDomains.pop() ?? this.domainIds.length;
      this.domains.set(name, place);
      if (place === this.domainRows.length)
        this.domainRows = grown(this.domainRows, new Int32Array(2 * place));
    } else if (this.domainIds[place] !== state.id) {
      // The name is another mapping's by now.
      this.domainUsage.release(place, this.domainIds[place]!);
    }
    this.domainIds[place] = state.id;
    this.domainRows[place] =
      (this.tree.placeOf(state.organizationId) << OWNER) |
      (state.active ? ACTIVE : 0) |
      (state.registrationEnabled ? REGISTRATION : 0) |
      (state.tlsEnabled ? TLS : 0) |
      (state.sipRealm === null ? 0 : REALM);
    if (state.sipRealm === null) this.realms.delete(place);
    else this.realms.set(place, state.sipRealm);
  }

  /** All entries of a network, in place of those that were there. */
  putNetwork(network: string, states: readonly EntryState[]): void {
    for (let place = this.networks.get(network); place !== -1; place = this.after(place)) {
      this.entryUsage.release(place, this.entryIds[place]!);
      this.entryIds[place] = '';
      this.admissions.delete(place);
      this.freeEntries.push(place);
    }
    this.networks.set(network, -1);
    for (const state of states) this.addEntry(network, state);
  }

  /** One more entry of a network. */
  addEntry(network: string, state: EntryState): void {
    this.networks.set(network, this.placeEntry(state, this.networks.get(network)));
  }

  /** The domain of a name, in the form in which names are stored; undefined where its organization is gone, too. */
  domain(name: string): IndexedDomain | undefined {
    const place = this.domains.get(name);
    if (place === undefined) return undefined;
    const flags = this.domainRows[place]!;
    const owner = flags >> OWNER;
    if (!this.tree.isAlive(owner)) return undefined;
    return {
      id: this.domainIds[place]!,
      place,
      owner,
      active: (flags & ACTIVE) !== 0,
      sipRealm: flags & REALM ? this.realms.get(place)! : null,
      registrationEnabled: (flags & REGISTRATION) !== 0,
      tlsEnabled: (flags & TLS) !== 0,
    };
  }

  /** The entries of the longest network around an address whose prefix has less than `below` bits. */
  entriesAround(address: Address, below = Infinity): IndexedNetwork | undefined {
    let found = this.networks.around(address, below);
    for (; found; found = this.networks.around(address, found.bits)) {
      const { bits, value } = found;
      const entries: Entry[] = [];
      for (let place = value; place !== -1; place = this.after(place))
        if (this.tree.isAlive(this.entryRows[place]! >> OWNER)) entries.push(this.entryAt(place, bits));
      if (entries.length > 0) return { bits, entries };
    }
    return undefined;
  }

  /** A call came through a domain, an entry, or both. */
  recordUsage(domain: IndexedDomain | undefined, entry: Entry | undefined): void {
    if (domain) this.domainUsage.increment(domain.place);
    if (entry) this.entryUsage.increment(entry.place);
  }

  /** How many calls came through the domains and the entries of these ids since it was last asked. */
  takeUsage(): { domain: Map<string, number>; ip: Map<string, number> } {
    return { domain: this.domainUsage.take(this.domainIds), ip: this.entryUsage.take(this.entryIds) };
  }

  private placeEntry(state: EntryState, next: number): number {
    const { id, organizationId, active, type, allowedPorts, protocols } = state;
    const place = this.freeEntries.pop() ?? this.entryIds.length;
    if (place === this.entryRows.length) {
      this.entryRows = grown(this.entryRows, new Int32Array(2 * place));
      this.nextEntries = grown(this.nextEntries, new Int32Array(2 * place));
    }
    this.entryIds[place] = id;
    this.nextEntries[place] = next;
    const limited = allowedPorts !== null || protocols !== null;
    this.entryRows[place] =
      (this.tree.placeOf(organizationId) << OWNER) |
      (types.indexOf(type) << TYPE) |
      (active ? ACTIVE : 0) |
      (limited ? LIMITED : 0) |
      (next === -1 ? 0 : MORE);
    if (limited) {
      const key = JSON.stringify([allowedPorts, protocols]);
      // It is for sharing alone; what nobody admits any more is not kept for ever.
      if (this.sameAdmissions.size > 2 * this.admissions.size + 1_000) this.sameAdmissions.clear();
      let admission = this.sameAdmissions.get(key);
      if (!admission) this.sameAdmissions.set(key, (admission = { allowedPorts, protocols }));
      this.admissions.set(place, admission);
    }
    return place;
  }

  /** The next entry of the same network; -1 after the last. */
  private after(place: number): number {
    return this.entryRows[place]! & MORE ? this.nextEntries[place]! : -1;
  }

  private entryAt(place: number, bits: number): Entry {
    const flags = this.entryRows[place]!;
    const { allowedPorts, protocols } = flags & LIMITED ? this.admissions.get(place)! : EVERYTHING;
    return {
      id: this.entryIds[place]!,
      place,
      bits,
      owner: flags >> OWNER,
      active: (flags & ACTIVE) !== 0,
      type: types[(flags >> TYPE) & 3]!,
      allowedPorts,
      protocols,
    };
  }
}
