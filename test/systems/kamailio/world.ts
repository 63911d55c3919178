import { freePort } from '../../../tools/dev-postgres/free-port.js';
import type { Api } from './api.js';
import type { Caller } from './sipp.js';

/**
 * The owners, below one root: a provider with two customers, another provider, and an unrelated organization. `x.example.com` is the
 * domain of the organization x.
 */
export class World {
  organizations: Record<'root' | 'provider' | 'customer1' | 'customer2' | 'other' | 'unrelated', number>;
  domains: Record<string, string> = {};
  ips: Record<string, string> = {};
  /** Called at an address rather than a domain, so that the caller's address alone decides. */
  readonly nameless = '127.0.0.1';

  private constructor(
    /** The port that some of the entries are for, and one that they are not for. */
    readonly port: number,
    readonly elsewhere: number,
  ) {}

  static async create(api: Api): Promise<World> {
    const world = new World(await freePort(), await freePort());
    const root = await api.createOrganization('Root', null);
    const provider = await api.createOrganization('Provider', root);
    world.organizations = {
      root,
      provider,
      customer1: await api.createOrganization('Customer 1', provider),
      customer2: await api.createOrganization('Customer 2', provider),
      other: await api.createOrganization('Other provider', root),
      unrelated: await api.createOrganization('Unrelated', root),
    };
    const { customer1, customer2, other, unrelated } = world.organizations;
    for (const name of ['provider', 'customer1', 'customer2', 'unrelated'] as const)
      world.domains[name] = await api.createDomain(world.organizations[name], `${name}.example.com`);
    world.domains.bücher = await api.createDomain(customer1, 'bücher.example.com');
    world.domains.calls = await api.createDomain(customer1, 'calls.example.com', {
      registrationEnabled: false,
    });

    const allowedPorts = [world.port];
    world.ips.port = await api.createIp(customer1, '127.10.1.1', { allowedPorts });
    world.ips.udp = await api.createIp(customer1, '127.10.1.2', { protocols: ['UDP'] });
    world.ips.wide = await api.createIp(provider, '127.10.2.0', { cidr: 24 });
    world.ips.narrow = await api.createIp(customer2, '127.10.2.5');
    world.ips.unrelated = await api.createIp(unrelated, '127.10.3.1');
    world.ips.media = await api.createIp(unrelated, '127.10.3.2', { type: 'media' });
    // Shared addresses and networks, where one sharer has one port and the other has any.
    await api.createIp(customer1, '127.10.4.1', { shared: true });
    await api.createIp(unrelated, '127.10.4.1', { shared: true, allowedPorts });
    await api.createIp(other, '127.10.5.0', { shared: true, cidr: 24 });
    await api.createIp(unrelated, '127.10.5.0', { shared: true, cidr: 24, allowedPorts });
    return world;
  }

  get names(): string[] {
    const names = ['provider', 'customer1', 'calls', 'customer2', 'unrelated', 'nobody', 'xn--bcher-kva'];
    return [
      ...names.map((name) => `${name}.example.com`),
      // Other spellings of a name, and two dots, which are none.
      ...names.map((name) => `${name.toUpperCase()}.Example.com`),
      ...names.map((name) => `${name}.example.com.`),
      'customer1.EXAMPLE.COM..',
      ...this.unsendable,
      this.nameless,
    ];
  }

  /** Names that a SIP URI cannot have. */
  readonly unsendable = ['bücher.example.com', 'customer1。example。com', 'ｃustomer1.example.com'];

  describe({ ip, port, transport }: Caller): string {
    return `${ip}${port === this.port ? '' : ' (another port)'}${transport === 'TCP' ? ' (TCP)' : ''}`;
  }

  get callers(): Caller[] {
    const { port, elsewhere } = this;
    return [
      { ip: '127.10.1.1', port },
      { ip: '127.10.1.1', port: elsewhere },
      { ip: '127.10.1.2', port },
      { ip: '127.10.1.2', port, transport: 'TCP' },
      { ip: '127.10.2.5', port },
      { ip: '127.10.2.6', port },
      { ip: '127.10.3.1', port },
      { ip: '127.10.3.1', port, transport: 'TCP' },
      { ip: '127.10.3.2', port },
      { ip: '127.10.4.1', port },
      { ip: '127.10.4.1', port: elsewhere },
      { ip: '127.10.5.1', port },
      { ip: '127.10.5.1', port: elsewhere },
      { ip: '127.10.9.9', port },
    ];
  }
}
