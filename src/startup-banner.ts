import { mintToken } from './auth/development-token.js';
import type { Environment } from './config/environment.js';
import { jwtSecret } from './config/secrets.js';

const DAY = 24 * 60 * 60;

/** The message for developers after the start; it has tokens only with the demo data. */
export function startupBanner(environment: Environment, url: string): string {
  const address = url
    .replace('[::1]', 'localhost')
    .replace('127.0.0.1', 'localhost')
    .replace('0.0.0.0', 'localhost');
  const lines = [
    '',
    `  Organizations API   ${address}`,
    `  Swagger UI          ${address}/docs`,
    `  A tour              ${address}/guides/tour`,
    '',
  ];
  if (environment.seedDemo && jwtSecret(environment)) {
    const token = (subject: string, role: 'admin' | 'manager' | 'viewer', organizationId?: number): string =>
      mintToken(environment, { subject, role, organizationId, expiresIn: DAY });
    lines.push(
      '  Tokens, valid for a day:',
      '',
      `  export ADMIN=${token('admin', 'admin')}`,
      `  export MANAGER=${token('manager-456', 'manager', 456)}`,
      `  export VIEWER=${token('viewer-456', 'viewer', 456)}`,
      '',
      `  curl -H "Authorization: Bearer $ADMIN" ${address}/domains`,
      '',
    );
  }
  return lines.join('\n');
}
