import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../tools/dev-postgres/free-port.js';
import { Child } from '../../support/child.js';
import { nginxIn } from '../../support/nginx.js';
import { block } from '../../support/operations-guide.js';

/** nginx in front of the program, with the rule of docs/operations.md. */
export class Nginx {
  private constructor(
    private readonly process: Child,
    /** The servers by how they pass a request on. */
    readonly urls: Record<string, string>,
  ) {}

  static async start(folder: string, program: string): Promise<Nginx> {
    const unchanged = await freePort();
    const normalized = await freePort();
    const server = (port: number, upstream: string): string => `
      server {
        listen 127.0.0.1:${port};
        ${block('public-endpoints')}
        location / { proxy_pass ${upstream}; }
      }`;
    const { configuration, command, log } = nginxIn(
      folder,
      `${server(unchanged, program)} ${server(normalized, `${program}/`)}`,
    );
    writeFileSync(join(folder, 'nginx.conf'), configuration);
    const urls = {
      'the path as the client sends it': `http://127.0.0.1:${unchanged}`,
      'the path as nginx normalizes it': `http://127.0.0.1:${normalized}`,
    };
    const process = await Child.start({
      command,
      log,
      ready: () => Promise.all(Object.values(urls).map((url) => fetch(url))),
    });
    return new Nginx(process, urls);
  }

  end(): Promise<void> {
    return this.process.end('SIGQUIT');
  }
}
