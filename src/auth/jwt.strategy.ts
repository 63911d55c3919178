import { Injectable, Logger } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { createRemoteJWKSet, errors } from 'jose';
import { isUtf8 } from 'node:buffer';
import { createSecretKey, KeyObject } from 'node:crypto';
import { Strategy, type SecretOrKeyProvider } from 'passport-jwt';
import { Environment } from '../config/environment.js';
import { jwtSecret } from '../config/secrets.js';
import { ApiError } from '../errors/api-error.js';
import { serviceUnavailable } from '../errors/common.errors.js';
import { isStorableText } from '../http/storable-text.js';
import { extractBearerToken } from './api-key.js';
import { parseOrganizationId } from './organization-id.js';
import type { Request } from 'express';
import { roles, type AuthenticatedCredential, type Role } from './principal.js';

interface Claims {
  sub?: unknown;
  role?: unknown;
  org?: unknown;
  exp?: unknown;
}

/** Authenticates bearer tokens: HS256 with the shared secret, RS256 and ES256 with the keys of a JWKS. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  private readonly logger = new Logger(JwtStrategy.name);

  constructor(environment: Environment) {
    const secret = jwtSecret(environment);
    super({
      jwtFromRequest: extractBearerToken,
      secretOrKeyProvider: keyProvider(secret, environment.jwksUri),
      algorithms: [
        ...(secret ? ['HS256' as const] : []),
        ...(environment.jwksUri ? asymmetricAlgorithms : []),
      ],
      issuer: environment.jwtIssuer,
      audience: environment.jwtAudience,
    });
  }

  /** Reads the claims of a token whose signature and times are valid; null if a claim is invalid. */
  validate({ sub, role, org, exp }: Claims): AuthenticatedCredential | null {
    if (typeof exp !== 'number' || typeof sub !== 'string' || sub === '') return null;
    if (exp > MAX_EXP_SECONDS) {
      this.logger.warn(
        'A token is refused: its exp is after the year 9999. exp is in seconds, not in milliseconds.',
      );
      return null;
    }
    // The history stores the subject, so PostgreSQL must be able to store it.
    if (sub.length > 255 || !isStorableText(sub)) return null;
    if (!roles.includes(role as Role)) return null;
    const organizationId = org === undefined || org === null ? null : parseOrganizationId(org);
    if (organizationId === undefined) return null;
    if (organizationId === null && (role === 'manager' || role === 'viewer')) return null;
    return { identity: { subject: sub, role: role as Role, organizationId }, expiresAtMs: exp * 1000 };
  }
}

/** The end of the year 9999. Later times come from milliseconds in the place of seconds, and would never expire. */
const MAX_EXP_SECONDS = Date.UTC(10_000, 0) / 1000 - 1;

const asymmetricAlgorithms = ['RS256', 'ES256'] as const;

/**
 * Chooses the key by the algorithm in the token's header, so that a public key can never serve as a secret. The secret
 * is a KeyObject, because `jsonwebtoken` tries to parse a string as a public key for each token.
 */
function keyProvider(secret: string | undefined, jwksUri: string | undefined): SecretOrKeyProvider<Request> {
  const secretKey: KeyObject | undefined = secret === undefined ? undefined : createSecretKey(secret, 'utf8');
  const jwks = jwksUri === undefined ? undefined : createRemoteJWKSet(new URL(jwksUri));
  return (_request, token: string, done) => {
    const header = hasUtf8Claims(token) ? headerOf(token) : undefined;
    if (secretKey && header?.alg === 'HS256') done(null, asSecretOrKey(secretKey));
    else if (jwks && asymmetricAlgorithms.includes(header?.alg as never))
      jwks(header as { alg: string }).then(
        (key) => done(null, asSecretOrKey(KeyObject.from(key))),
        (error: unknown) => done(toAuthError(error), undefined),
      );
    else done(null, undefined);
  };
}

/** A key that is not in the JWKS makes the token invalid. A JWKS that cannot be fetched is an error of the server. */
function toAuthError(error: unknown): unknown {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return error;
  new Logger('JwtStrategy').error({ err: error });
  return new ApiError(serviceUnavailable);
}

/** `jsonwebtoken` accepts a KeyObject, which the types of `passport-jwt` do not include. */
function asSecretOrKey(key: KeyObject): string {
  return key as unknown as string;
}

/** Whether the claims are UTF-8. Other bytes would become U+FFFD, in the history too: two subjects could become one. */
function hasUtf8Claims(token: string): boolean {
  return isUtf8(Buffer.from(token.split('.', 2)[1] ?? '', 'base64url'));
}

/**
 * The header of a token. Undefined if it is not JSON, or if it has `crit`: a recipient must refuse a token with extensions
 * that it does not understand, and this one understands none (RFC 7515, 4.1.11). `jsonwebtoken` ignores them.
 */
function headerOf(token: string): { alg?: unknown } | undefined {
  try {
    const header = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) as {
      alg?: unknown;
    } | null;
    return header && !Object.hasOwn(header, 'crit') ? header : undefined;
  } catch {
    return undefined;
  }
}
