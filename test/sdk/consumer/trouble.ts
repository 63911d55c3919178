import { isOrganizationsError, OrganizationsClient, type ErrorCode } from 'organizations-api-client';
import { expect } from './expect.js';

/** What a client does where an answer is late, lost, or none of the server's. `gateway` makes that happen. */
export function troubles(gateway: string, token: string): Record<string, () => Promise<void>> {
  let number = 0;
  const behind = (
    fault: string,
    more: { maxRetries?: number; timeoutMs?: number } = {},
  ): OrganizationsClient =>
    new OrganizationsClient({ baseUrl: `${gateway}/${fault}/${number++}`, token, ...more });
  const domainOf = (name: string) => ({
    id: `dom_${name}`,
    body: { domain: `${name}.voip.example.com`, orgId: 'org_456' },
  });

  return {
    'waits as long as the server says, and tries again': async () => {
      const began = performance.now();
      const { data } = await behind('busy').getDomain({ id: 'dom_123' });
      expect('it waited twice a second', performance.now() - began >= 2_000 && data.id === 'dom_123');
    },
    'tries no more often than it was told to': async () => {
      const error = await failureOf(behind('away', { maxRetries: 2 }).getLiveness(), 'service_unavailable');
      expect('three tries', error.tries === 3 && error.status === 503 && error.requestId === 'gateway');
      const once = await failureOf(behind('away').getLiveness({}, { maxRetries: 0 }), 'service_unavailable');
      expect('one try', once.tries === 1);
    },
    'does not wait for an hour': async () => {
      const error = await failureOf(behind('away-for-long').getLiveness(), 'service_unavailable');
      expect('it says how long', error.tries === 1 && error.retryAfterSeconds === 3_600);
    },
    'creates once where the first answer is lost': async () => {
      const client = behind('lost');
      const { data, replayed } = await client.createDomain(domainOf('lost'));
      expect('the answer is that of the first try', replayed && data.id === 'dom_lost');
      const found = await client.listDomains({ domain: 'lost.voip.example.com' });
      expect('there is one', found.meta.total === 1);
      await client.deleteDomain({ id: 'dom_lost' });
    },
    'says what it did not get where it may not try again': async () => {
      await failureOf(behind('lost', { maxRetries: 0 }).getLiveness(), 'connection_failed');
      await failureOf(behind('silent', { maxRetries: 0, timeoutMs: 100 }).getLiveness(), 'timed_out');
      const error = await failureOf(behind('page', { maxRetries: 0 }).getLiveness(), 'unexpected_answer');
      expect('it shows what came', error.status === 502 && error.message.includes('<h1>Bad Gateway</h1>'));
      await failureOf(behind('login').getLiveness(), 'unexpected_answer');
    },
    'tries again where nothing comes in time': async () => {
      const { data } = await behind('silent', { timeoutMs: 500 }).getLiveness();
      expect('the second answer is there', data.status === 'ok');
    },
    'ends when its caller says so, also while it waits': async () => {
      for (const fault of ['silent', 'busy']) {
        const controller = new AbortController();
        const call = behind(fault).getLiveness({}, { signal: controller.signal });
        const reason = new Error('enough');
        setTimeout(() => controller.abort(reason), 50);
        const thrown = await call.catch((error: unknown) => error);
        expect('the reason is thrown', thrown === reason);
      }
    },
    'asks for the token anew for each try': async () => {
      let asked = 0;
      const client = new OrganizationsClient({
        baseUrl: `${gateway}/token/1`,
        token: () => Promise.resolve(asked++ === 0 ? 'a.b.first' : token),
      });
      expect('the second one is taken', (await client.getDomain({ id: 'dom_123' })).data.id === 'dom_123');
      const broken = new OrganizationsClient({
        baseUrl: `${gateway}/token/2`,
        token: () => Promise.reject(new Error('no token')),
      });
      const thrown = await broken.getDomain({ id: 'dom_123' }).catch((error: unknown) => error);
      expect('why there is none is thrown', thrown instanceof Error && thrown.message === 'no token');
    },
    'loses no update': async () => {
      const client = behind('lost');
      const { etag } = await client.getDomain({ id: 'dom_123' });
      await client.updateDomain({ id: 'dom_123', ifMatch: etag, body: { tlsEnabled: false } });
      const late = client.updateDomain({ id: 'dom_123', ifMatch: etag, body: { tlsEnabled: true } });
      await failureOf(late, 'precondition_failed');
      const none = undefined as unknown as string;
      const thrown = await client
        .deleteDomain({ id: 'dom_123', ifMatch: none })
        .catch((error: unknown) => error);
      expect('an ETag that is not there is no leave to write', thrown instanceof TypeError);
      await client.updateDomain({ id: 'dom_123', body: { tlsEnabled: true } });
    },
    'names all fields at fault': async () => {
      const client = behind('lost');
      const body = { domain: 'not a name', orgId: 'org_456', type: 'no type' as 'primary' };
      const error = await failureOf(client.createDomain({ id: 'dom_1', body }), 'validation_failed');
      const fields = error.details.map(({ field }) => field).sort();
      expect('domain and type', fields.join() === 'domain,type' && error.operation === 'createDomain');
      await failureOf(client.createDomain(domainOf('company1')), 'domain_exists');
    },
    'reads each page of a list as it is needed': async () => {
      const client = behind('lost');
      const pages: number[] = [];
      const list = client.listOrganizations({ limit: 2, sort: 'id' });
      for await (const page of list.pages()) pages.push(page.data.length);
      const ids = new Set<number>();
      for await (const { id } of list) ids.add(id);
      const { meta } = await list;
      expect('all are there once', ids.size === meta.total && pages.length === Math.ceil(meta.total / 2));
    },
    'never asks for another path than it says': async () => {
      for (const id of ['', '.', '..', undefined as unknown as string]) {
        const thrown = await behind('lost')
          .deleteDomain({ id })
          .catch((error: unknown) => error);
        expect('an id is needed', thrown instanceof TypeError);
      }
      await failureOf(behind('lost').getDomain({ id: '../organizations/456' }), 'domain_not_found');
    },
    'takes an API key in place of a token': async () => {
      const admin = behind('lost');
      const body = { name: 'Provisioning', role: 'viewer' as const, orgId: 'org_456' };
      const { data: key, replayed } = await admin.createApiKey({ body });
      // The first answer was lost, and a secret is shown once: it takes a rotation to have one.
      expect('a repeated answer has none', replayed && key.secret === undefined);
      const rotated = await admin.rotateApiKey({ id: key.id, body: { overlapSeconds: 0 } });
      const client = new OrganizationsClient({
        baseUrl: `${gateway}/lost/key`,
        apiKey: rotated.data.secret!,
      });
      expect('the key is of the organization', (await client.getMyOrganization()).data.id === 456);
      await admin.revokeApiKey({ id: key.id });
      await failureOf(client.getMyOrganization(), 'unauthenticated');
    },
  };
}

async function failureOf<Code extends ErrorCode>(call: PromiseLike<unknown>, code: Code) {
  const outcome = await Promise.resolve(call).catch((error: unknown) => error);
  if (isOrganizationsError(outcome, code)) return outcome;
  throw new Error(`expected ${code}, not ${String(outcome)}`);
}
