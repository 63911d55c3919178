import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
  type ValidateByOptions,
} from 'class-validator';
import { existsSync } from 'node:fs';
import { ToBoolean, ToInteger, ToList } from './transforms.js';

const INT4 = 2_147_483_647;
const isDatabaseUrl: ValidateByOptions = {
  name: 'isDatabaseUrl',
  validator: {
    validate: (value) => typeof value === 'string' && /^postgres(ql)?:/.test(value) && URL.canParse(value),
    defaultMessage: () => 'must be a URL such as postgres://user:password@host:5432/database',
  },
};
const jwksUri = { protocols: ['http', 'https'], require_tld: false, require_protocol: true };

/**
 * Everything the program reads from its surroundings. Each property is set by the environment variable
 * of the same name in UPPER_SNAKE_CASE; an empty variable counts as unset.
 */
export class Environment {
  /** `production` demands DATABASE_URL and JWT_SECRET or JWKS_URI, and never seeds. */
  @IsIn(['development', 'test', 'production'])
  nodeEnv: 'development' | 'test' | 'production' = 'development';

  /** TCP port to listen on; 0 takes a free one. */
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(65535)
  port = 3000;

  /** Address to listen on. */
  @IsString()
  host = '0.0.0.0';

  /** Processes that answer requests, all at one port: as many as there are processors. */
  @ToInteger()
  @IsInt()
  @Min(1)
  @Max(256)
  workers = 1;

  /** PostgreSQL 15 or newer. Unset: an embedded server is started. */
  @IsOptional()
  @ValidateBy(isDatabaseUrl)
  databaseUrl?: string;

  /** Its streaming replicas, separated by commas; reads go there. Unset: none. */
  @ToList()
  @IsArray()
  @ValidateBy(isDatabaseUrl, { each: true })
  databaseReplicaUrls: string[] = [];

  /** Connections kept to PostgreSQL, and to each replica, by each worker. */
  @ToInteger()
  @IsInt()
  @Min(2)
  @Max(1000)
  databasePoolSize = 10;

  /** Run pending migrations before listening. */
  @ToBoolean()
  @IsBoolean()
  migrateOnStart = true;

  /** Where the embedded server and the development secrets live. */
  @IsString()
  dataDir = '.data';

  /** Load the demo data into an empty database. Unset: with the embedded server only. */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  seedDemo?: boolean;

  /** HS256 secret, at least 32 characters. Unset in development: one is made and kept in DATA_DIR. */
  @IsOptional()
  @MinLength(32, { message: 'must have at least 32 characters' })
  jwtSecret?: string;

  /** JWKS document with the keys of RS256 and ES256 tokens. */
  @IsOptional()
  @IsUrl(jwksUri, { message: 'must be an http(s) URL' })
  jwksUri?: string;

  /** Expected `iss`, checked when set. */
  @IsOptional()
  @IsString()
  jwtIssuer?: string;

  /** Expected `aud`, checked when set. */
  @IsOptional()
  @IsString()
  jwtAudience?: string;

  /** Origins that browsers may call from, separated by commas; `*` for any. Unset: none. */
  @ToList()
  @IsArray()
  @IsString({ each: true })
  corsOrigins: string[] = [];

  /** Requests that one principal may make in a minute, over all instances; 0 for any number. */
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(INT4)
  rateLimitPerMinute = 6000;

  /** For how many seconds a domain or an IP counts as in use after a call was let through by it. */
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(INT4)
  inUseWindowSeconds = 300;

  /** Take loopback addresses as organizations' IPs, to try a SIP proxy on one machine. Refused in production. */
  @ToBoolean()
  @IsBoolean()
  allowLoopbackIps = false;

  /** TCP port for Prometheus: `GET /metrics` answers there what all processes of the program measure. Unset: nothing does. */
  @IsOptional()
  @ToInteger()
  @IsInt()
  @Min(1)
  @Max(65535)
  metricsPort?: number;

  /** Address that METRICS_PORT listens on. The default is for this machine alone. */
  @IsString()
  metricsHost = '127.0.0.1';

  /** What `GET /metrics` has to be asked with, as `Authorization: Bearer …`; at least 16 characters. Unset: nothing. */
  @IsOptional()
  @MinLength(16, { message: 'must have at least 16 characters' })
  metricsToken?: string;

  /** Least severe level that is logged. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  logLevel = 'info';

  get production(): boolean {
    return this.nodeEnv === 'production';
  }
}

/** Who migrates needs the database, and no way to check tokens. */
export type Purpose = 'serve' | 'migrate';

/** The environment of this process, with what a `.env` file beside it adds. */
export function loadEnvironment(purpose?: Purpose): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readEnvironment(process.env, purpose);
}

/** Reads and checks the environment; throws one error that lists everything wrong with it. */
export function readEnvironment(given: NodeJS.ProcessEnv, purpose: Purpose = 'serve'): Environment {
  const values: Record<string, string> = {};
  for (const property of variables) {
    const value = given[variableName(property)];
    if (value !== undefined && value !== '') values[property] = value;
  }
  const environment = plainToInstance(Environment, values, { exposeDefaultValues: true });

  const problems = validateSync(environment).map(
    ({ property, constraints }) =>
      `${variableName(property)} ${Object.values(constraints ?? {})
        .map((message) => message.replace(`${property} `, ''))
        .join(', ')}`,
  );
  if (environment.databaseReplicaUrls.length > 0 && !environment.databaseUrl)
    problems.push('DATABASE_REPLICA_URLS needs DATABASE_URL, which they are replicas of');
  if (environment.metricsToken && environment.metricsPort === undefined)
    problems.push('METRICS_TOKEN needs METRICS_PORT, which it is for');
  if (environment.production) {
    if (!environment.databaseUrl) problems.push('DATABASE_URL is required in production');
    if (purpose === 'serve' && !environment.jwtSecret && !environment.jwksUri)
      problems.push('JWT_SECRET or JWKS_URI is required in production');
    if (environment.allowLoopbackIps) problems.push('ALLOW_LOOPBACK_IPS must not be set in production');
    if (environment.seedDemo) problems.push('SEED_DEMO must not be set in production');
  }
  if (problems.length > 0) throw new Error(`The environment is not usable:\n  - ${problems.join('\n  - ')}`);
  return environment;
}

/** What is read, in the order of the class. */
export const variables = [
  'nodeEnv',
  'port',
  'host',
  'workers',
  'databaseUrl',
  'databaseReplicaUrls',
  'databasePoolSize',
  'migrateOnStart',
  'dataDir',
  'seedDemo',
  'jwtSecret',
  'jwksUri',
  'jwtIssuer',
  'jwtAudience',
  'corsOrigins',
  'rateLimitPerMinute',
  'inUseWindowSeconds',
  'allowLoopbackIps',
  'metricsPort',
  'metricsHost',
  'metricsToken',
  'logLevel',
] as const satisfies readonly (keyof Environment)[];

/** `jwtSecret` → `JWT_SECRET`. */
export function variableName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
