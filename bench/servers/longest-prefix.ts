import { createSecretKey } from 'node:crypto';
import { createServer } from 'node:http';
import { send, verify } from './bare.js';
import { announce, createPool, readVariables } from './context.js';

/**
 * Routing without an index in memory: a bare `node:http` server that verifies the token and asks PostgreSQL for the longest
 * prefix, by a GiST index. It checks neither the domain nor suspensions.
 */
const { secret } = readVariables();
const key = createSecretKey(secret, 'utf8');
const pool = createPool();

const longest = {
  name: 'longest',
  text: `select e.id, host(e.network) as "ipAddress", masklen(e.network) as cidr, o.id as organization, o.name
           from bare.org_ips e join organizations o on o.id = e.organization_id
          where e.network >>= $1::inet order by masklen(e.network) desc limit 1`,
};

const server = createServer((request, response) => {
  if (verify(request.headers.authorization, key) === undefined) {
    send(response, 401, { success: false });
    return;
  }
  const query = new URLSearchParams(request.url!.slice(request.url!.indexOf('?') + 1));
  pool.query<Record<string, unknown>>({ ...longest, values: [query.get('ip')] }).then(
    ({ rows: [found] }) => {
      const { organization, name, ...ip } = found ?? {};
      const data = found
        ? { allow: true, organization: { id: `org_${organization as number}`, name }, ip }
        : { allow: false };
      send(response, 200, { success: true, data });
    },
    (error: unknown) => {
      console.error(error);
      send(response, 500, { success: false });
    },
  );
});
server.listen(0, '127.0.0.1', () => announce(server));
