import express, { type RequestHandler } from 'express';
import { createSecretKey } from 'node:crypto';
import { createServer } from 'node:http';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Answers } from './answers.js';
import type { Claims } from './bare.js';
import { announce, createPool, readVariables } from './context.js';

/**
 * The peer: fast hand-written code with Express, `pg` and `passport-jwt`. It has no validation, isolation, logs or rate
 * limit, and its lists have no total.
 */
const { secret } = readVariables();
const answers = await Answers.of(createPool());

passport.use(
  new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // A key object: with a string, the library tries to parse a public key for every token. Its types do not know
      // key objects.
      secretOrKey: createSecretKey(secret, 'utf8') as unknown as string,
      algorithms: ['HS256'],
    },
    (claims: Claims, done) => done(null, claims),
  ),
);

const app = express();
app.disable('x-powered-by').disable('etag');
app.use(passport.authenticate('jwt', { session: false }) as RequestHandler);

/** Responds with the row, or with a 404. */
const found =
  (find: (request: express.Request<{ id: string }>) => Promise<object | undefined>, status = 200) =>
  async (request: express.Request<{ id: string }>, response: express.Response): Promise<void> => {
    const data = await find(request);
    if (data) response.status(status).json({ success: true, data });
    else response.status(404).json({ success: false });
  };
const subject = (request: express.Request<{ id: string }>): string => (request.user as Claims).sub;
const body = (request: express.Request<{ id: string }>): Record<string, unknown> =>
  request.body as Record<string, unknown>;

app.get('/domains', async (request, response) => {
  const query = new URLSearchParams(request.url.slice(request.url.indexOf('?') + 1));
  response.json({ success: true, data: await answers.domains(query, request.user as Claims) });
});
app.get(
  '/domains/:id',
  found(({ params }) => answers.domain(params.id)),
);
app.get(
  '/orgips/:id',
  found(({ params }) => answers.orgIp(params.id)),
);
app.get(
  '/organizations/:id',
  found(({ params }) => answers.organization(params.id)),
);
app.post(
  '/domains/:id',
  express.json(),
  found((request) => answers.create(request.params.id, body(request), subject(request)), 201),
);
app.put(
  '/domains/:id',
  express.json(),
  found((request) => answers.update(request.params.id, body(request), subject(request))),
);
app.delete(
  '/domains/:id',
  found((request) => answers.delete(request.params.id, subject(request))),
);

const server = createServer(app);
server.listen(0, '127.0.0.1', () => announce(server));
