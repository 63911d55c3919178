import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { mintToken } from '../auth/development-token.js';
import { parseOrganizationId } from '../auth/organization-id.js';
import { roles, type Role } from '../auth/principal.js';
import { loadEnvironment } from '../config/environment.js';

const usage = `npm run token -- --role ${roles.join('|')} [--org 456] [--sub name] [--days 1]`;

try {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      org: { type: 'string' },
      sub: { type: 'string' },
      days: { type: 'string', default: '1' },
    },
  });
  const role = values.role as Role;
  const organizationId = parseOrganizationId(values.org);
  const days = Number(values.days);
  if (!roles.includes(role)) throw new Error(`--role must be one of ${roles.join(', ')}`);
  if (values.org !== undefined && organizationId === undefined)
    throw new Error('--org must be an organization id');
  if (organizationId === undefined && (role === 'manager' || role === 'viewer'))
    throw new Error(`a ${role} needs --org`);
  if (!(days > 0)) throw new Error('--days must be a positive number');
  const subject = values.sub ?? [role, organizationId].filter(Boolean).join('-');
  console.log(
    mintToken(loadEnvironment(), {
      subject,
      role,
      organizationId,
      expiresIn: Math.round(days * 24 * 60 * 60),
    }),
  );
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n  ${usage}`);
  process.exit(1);
}
