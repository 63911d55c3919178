import jsonwebtoken from 'jsonwebtoken';
import { resolve } from 'node:path';
import { Child } from '../../support/child.js';
import { freePort } from '../../../tools/dev-postgres/free-port.js';

const JWT_SECRET = 'only for the backup test and of no use anywhere else';

const sign = (claims: object): string => jsonwebtoken.sign(claims, JWT_SECRET, { expiresIn: '1h' });
export const administrator = sign({ sub: 'administrator', role: 'admin' });
export const manager = sign({ sub: 'manager', role: 'manager', org: 'org_456' });

export const proxy = sign({ sub: 'proxy', role: 'edge' });

export interface Answer {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of several shapes
  body: any;
}

/** The program as in production, on a database that is migrated separately. */
export class Program {
  private constructor(
    private readonly url: string,
    private readonly child: Child,
  ) {}

  static async start(databaseUrl: string, log: string): Promise<Program> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const child = await Child.start({
      command: [process.execPath, resolve('dist/src/main.js')],
      log,
      env: {
        ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', JWT_SECRET },
        ...{ DATABASE_URL: databaseUrl, MIGRATE_ON_START: 'false' },
      },
      ready: async () => {
        const { ok } = await fetch(`${url}/health/ready`);
        if (!ok) throw new Error('not yet');
      },
    });
    return new Program(url, child);
  }

  async stop(): Promise<void> {
    await this.child.end();
  }

  async ask(token: string, method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token.startsWith('oak_') ? { 'X-API-Key': token } : { Authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  /** As `ask`, for what has to succeed. */
  async do<Data>(token: string, method: string, path: string, body?: object): Promise<Data> {
    const answer = await this.ask(token, method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.data as Data;
  }
}
