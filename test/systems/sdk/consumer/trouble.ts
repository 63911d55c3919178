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
    'keeps its time while memory is collected': async () => {
      const collect = (globalThis as { gc?: () => void }).gc!;
      const collecting = setInterval(collect, 10);
      try {
        for (const fault of ['silent', 'stalled']) {
          const late = behind(fault, { maxRetries: 0, timeoutMs: 500 }).getLiveness();
          await failureOf(soon(late), 'timed_out');
          const controller = new AbortController();
          const ended = behind(fault).getLiveness({}, { signal: controller.signal });
          const reason = new Error('enough');
          setTimeout(() => controller.abort(reason), 500);
          expect('it is ended', (await thrownBy(soon(ended))) === reason);
          const timed = behind(fault).getLiveness({}, { signal: AbortSignal.timeout(500) });
          const thrown = await thrownBy(soon(timed));
          expect('it is ended in time', thrown instanceof DOMException && thrown.name === 'TimeoutError');
        }
      } finally {
        clearInterval(collecting);
      }
    },
    'waits no longer for a token than for an answer': async () => {
      const client = new OrganizationsClient({
        baseUrl: `${gateway}/pass/token`,
        token: () => new Promise<string>(() => undefined),
      });
      await failureOf(soon(client.getLiveness({}, { maxRetries: 0, timeoutMs: 100 })), 'timed_out');
      const controller = new AbortController();
      const call = client.getLiveness({}, { signal: controller.signal });
      const reason = new Error('enough');
      controller.abort(reason);
      expect('it is ended', (await thrownBy(soon(call))) === reason);
    },
    'takes no time and no number of tries that is none': async () => {
      for (const limits of [
        ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31].map((timeoutMs) => ({ timeoutMs })),
        ...[-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map((maxRetries) => ({ maxRetries })),
      ]) {
        const thrown = await thrownBy(behind('pass').getLiveness({}, limits));
        expect(`a call does not take ${JSON.stringify(limits)}`, thrown instanceof TypeError);
        const made = await thrownBy(Promise.resolve(limits).then((more) => behind('pass', more)));
        expect(`a client does not take ${JSON.stringify(limits)}`, made instanceof TypeError);
      }
    },
    'follows no redirect': async () => {
      const client = behind('moved');
      for (const call of [client.createDomain(domainOf('moved')), client.listDomains()]) {
        const error = await failureOf(call, 'unexpected_answer');
        expect('it says where', error.message.endsWith('301 /pass/moved/domains') && error.tries === 1);
      }
    },
    "takes no error of somebody else for the server's": async () => {
      const error = await failureOf(behind('foreign').getDomain({ id: 'dom_123' }), 'unexpected_answer');
      expect('it shows it', error.status === 404 && error.message.includes('NoSuchKey'));
    },
    'meets its own effect where the answer to a write is lost': async () => {
      const { etag } = await behind('pass').createDomain(domainOf('twice'));
      const body = { metadata: { priority: 2 } };
      const written = behind('lost').updateDomain({ id: 'dom_twice', ifMatch: etag, body });
      const changed = await failureOf(written, 'precondition_failed');
      const deleted = await failureOf(behind('lost').deleteDomain({ id: 'dom_twice' }), 'domain_not_found');
      expect('it says that it tried again', changed.tries === 2 && deleted.tries === 2);
    },
    'reads a list that failed anew': async () => {
      const list = behind('lost', { maxRetries: 0 }).listDomains();
      let ended = 0;
      const failed = await list.finally(() => ended++).catch((error: unknown) => error);
      expect('it fails first', isOrganizationsError(failed, 'connection_failed'));
      const page = await list.catch(() => undefined);
      expect('then it is there', page !== undefined && page.data.length > 0 && ended === 1);
    },
    'can have its methods replaced in a test': async () => {
      const client = behind('away');
      const answer = await behind('pass').getLiveness();
      client.getLiveness = () => Promise.resolve(answer);
      expect('the other one is called', (await client.getLiveness()) === answer);
    },
    'ends when its caller says so, also while it waits': async () => {
      for (const fault of ['silent', 'busy']) {
        const controller = new AbortController();
        const call = behind(fault).getLiveness({}, { signal: controller.signal });
        const reason = new Error('enough');
        setTimeout(() => controller.abort(reason), 50);
        const thrown = await thrownBy(call);
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
      const thrown = await thrownBy(broken.getDomain({ id: 'dom_123' }));
      expect('why there is none is thrown', thrown instanceof Error && thrown.message === 'no token');
    },
    'loses no update': async () => {
      const client = behind('lost');
      const { etag } = await client.getDomain({ id: 'dom_123' });
      await client.updateDomain({ id: 'dom_123', ifMatch: etag, body: { tlsEnabled: false } });
      const late = client.updateDomain({ id: 'dom_123', ifMatch: etag, body: { tlsEnabled: true } });
      await failureOf(late, 'precondition_failed');
      const none = undefined as unknown as string;
      const thrown = await thrownBy(client.deleteDomain({ id: 'dom_123', ifMatch: none }));
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
        const thrown = await thrownBy(behind('lost').deleteDomain({ id }));
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
  const outcome = await thrownBy(call);
  if (isOrganizationsError(outcome, code)) return outcome;
  throw new Error(`expected ${code}, not ${String(outcome)}`);
}

function thrownBy(call: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(call).catch((error: unknown) => error);
}

/** Fails where something takes longer than a test has time for. */
function soon<Result>(call: PromiseLike<Result>): Promise<Result> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('it has not ended')), 3_000);
  });
  return Promise.race([call, late]);
}
