import { join } from 'node:path';

const temporaryFiles = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** nginx in the foreground, with all of its files in `folder`. */
export interface NginxFiles {
  /** The text of `nginx.conf` in the folder. */
  configuration: string;
  command: [program: string, ...parameters: string[]];
  log: string;
}

/** `http`: the content of the block `http`. */
export function nginxIn(folder: string, http: string): NginxFiles {
  const at = (name: string): string => join(folder, name);
  const errors = at('nginx-errors.log');
  return {
    configuration: `
      daemon off; worker_processes 1; pid ${at('nginx.pid')}; error_log ${errors} warn;
      events { worker_connections 512; }
      http {
        access_log off;
        ${temporaryFiles.map((kind) => `${kind}_temp_path ${at(kind)};`).join(' ')}
        ${http}
      }`,
    command: ['/usr/sbin/nginx', '-e', errors, '-p', folder, '-c', at('nginx.conf')],
    log: at('nginx.log'),
  };
}
