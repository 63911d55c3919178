import jsonwebtoken from 'jsonwebtoken';
import type { Environment } from '../config/environment.js';
import { jwtSecret } from '../config/secrets.js';
import { formatOrganizationId } from './organization-id.js';
import type { Role } from './principal.js';

/** A token like an identity provider's, signed with the shared secret. */
export function mintToken(
  environment: Environment,
  {
    subject,
    role,
    organizationId,
    expiresIn,
  }: {
    subject: string;
    role: Role;
    organizationId?: number;
    /** In seconds. */
    expiresIn: number;
  },
): string {
  const secret = jwtSecret(environment);
  if (!secret)
    throw new Error('Cannot sign a token without JWT_SECRET: the program trusts only the keys of its JWKS');
  return jsonwebtoken.sign(
    { role, ...(organizationId !== undefined && { org: formatOrganizationId(organizationId) }) },
    secret,
    {
      algorithm: 'HS256',
      subject,
      expiresIn,
      ...(environment.jwtIssuer && { issuer: environment.jwtIssuer }),
      ...(environment.jwtAudience && { audience: environment.jwtAudience }),
    },
  );
}
