import { Injectable, Logger } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { createRemoteJWKSet, errors } from 'jose';
import { createSecretKey, KeyObject } from 'node:crypto';
import { ExtractJwt, Strategy, type SecretOrKeyProvider } from 'passport-jwt';
import { Environment } from '../config/environment.js';
import { jwtSecret } from '../config/secrets.js';
import { ApiError } from '../errors/api-error.js';
import { serviceUnavailable } from '../errors/common.errors.js';
import { isStorableText } from '../http/storable-text.js';
import { parseOrganizationId } from './organization-id.js';
import type { Request } from 'express';
import { roles, type AuthenticatedCredential, type Role } from './principal.js';

interface Claims {
  sub?: unknown;
  role?: unknown;
  org?: unknown;
  exp?: unknown;
}

/** Bearer tokens: HS256 with the shared secret, RS256 and ES256 with the keys of a JWKS. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(environment: Environment) {
    const secret = jwtSecret(environment);
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: keyProvider(secret, environment.jwksUri),
      algorithms: [
        ...(secret ? ['HS256' as const] : []),
        ...(environment.jwksUri ? asymmetricAlgorithms : []),
      ],
      issuer: environment.jwtIssuer,
      audience: environment.jwtAudience,
    });
  }

  /** Whom a token names whose signature and times hold; null where its claims do not. */
  validate({ sub, role, org, exp }: Claims): AuthenticatedCredential | null {
    if (typeof exp !== 'number' || typeof sub !== 'string' || sub === '') return null;
    // What PostgreSQL cannot store could not be written into the history.
    if (sub.length > 255 || !isStorableText(sub)) return null;
    if (!roles.includes(role as Role)) return null;
    const organizationId = org === undefined || org === null ? null : parseOrganizationId(org);
    if (organizationId === undefined) return null;
    if (organizationId === null && (role === 'manager' || role === 'viewer')) return null;
    return { identity: { subject: sub, role: role as Role, organizationId }, expiresAtMs: exp * 1000 };
  }
}

const asymmetricAlgorithms = ['RS256', 'ES256'] as const;

/**
 * The key for a token by the algorithm it names, so that a public key can never serve as a secret. The
 * secret is a KeyObject, for with a string `jsonwebtoken` tries to read a public key from it every time.
 */
function keyProvider(secret: string | undefined, jwksUri: string | undefined): SecretOrKeyProvider<Request> {
  const secretKey: KeyObject | undefined = secret === undefined ? undefined : createSecretKey(secret, 'utf8');
  const jwks = jwksUri === undefined ? undefined : createRemoteJWKSet(new URL(jwksUri));
  return (_request, token: string, done) => {
    const header = headerOf(token);
    if (secretKey && header?.alg === 'HS256') done(null, asSecretOrKey(secretKey));
    else if (jwks && asymmetricAlgorithms.includes(header?.alg as never))
      jwks(header as { alg: string }).then(
        (key) => done(null, asSecretOrKey(KeyObject.from(key))),
        (error: unknown) => done(toAuthError(error), undefined),
      );
    else done(null, undefined);
  };
}

/** A key that is not there refuses the token; a JWKS that cannot be read says nothing about it. */
function toAuthError(error: unknown): unknown {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return error;
  new Logger('JwtStrategy').error({ err: error });
  return new ApiError(serviceUnavailable);
}

/** `jsonwebtoken` takes a KeyObject; the types of `passport-jwt` are older than that. */
function asSecretOrKey(key: KeyObject): string {
  return key as unknown as string;
}

function headerOf(token: string): { alg?: unknown } | null | undefined {
  try {
    return JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) as {
      alg?: unknown;
    } | null;
  } catch {
    return undefined;
  }
}
