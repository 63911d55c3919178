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
import { firstBrokenRule } from './broken-rule.js';
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
 * The configuration of the program. The environment variable with the same name in UPPER_SNAKE_CASE sets each property; an
 * empty variable counts as unset.
 */
export class Environment {
  /** `production` requires DATABASE_URL and JWT_SECRET or JWKS_URI, and never loads demo data. */
  @IsIn(['development', 'test', 'production'])
  nodeEnv: 'development' | 'test' | 'production' = 'development';

  /** TCP port to listen on; 0 chooses a free port. */
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(65535)
  port = 3000;

  /** Address to listen on. */
  @IsString()
  host = '0.0.0.0';

  /** Number of processes that serve requests on the port; use the number of processors. */
  @ToInteger()
  @IsInt()
  @Min(1)
  @Max(256)
  workers = 1;

  /** PostgreSQL 15 or newer. Unset: the program starts an embedded server. */
  @IsOptional()
  @ValidateBy(isDatabaseUrl)
  databaseUrl?: string;

  /** Streaming replicas for reads, separated by commas. Unset: none. */
  @ToList()
  @IsArray()
  @ValidateBy(isDatabaseUrl, { each: true })
  databaseReplicaUrls: string[] = [];

  /** Maximum number of connections to PostgreSQL, and to each replica, for each worker. */
  @ToInteger()
  @IsInt()
  @Min(2)
  @Max(1000)
  databasePoolSize = 10;

  /** Whether to run pending migrations at start. */
  @ToBoolean()
  @IsBoolean()
  migrateOnStart = true;

  /** Folder of the embedded server and the development secrets. */
  @IsString()
  dataDir = '.data';

  /** Whether to load the demo data into an empty database. Unset: only with the embedded server. */
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  seedDemo?: boolean;

  /** HS256 secret, at least 32 characters. Unset in development: the program creates one in DATA_DIR. */
  @IsOptional()
  @MinLength(32, { message: 'must have at least 32 characters' })
  jwtSecret?: string;

  /** URL of the JWKS with the public keys for RS256 and ES256 tokens. */
  @IsOptional()
  @IsUrl(jwksUri, { message: 'must be an http(s) URL' })
  jwksUri?: string;

  /** Required `iss` of tokens. Unset: not checked. */
  @IsOptional()
  @IsString()
  jwtIssuer?: string;

  /** Required `aud` of tokens. Unset: not checked. */
  @IsOptional()
  @IsString()
  jwtAudience?: string;

  /** Origins that may call the API from a browser, separated by commas; `*` for any. Unset: none. */
  @ToList()
  @IsArray()
  @IsString({ each: true })
  corsOrigins: string[] = [];

  /** Requests per minute for each principal, over all instances; 0 for no limit. */
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(INT4)
  rateLimitPerMinute = 6000;

  /** Seconds for which a domain or an IP counts as in use after a call. */
  @ToInteger()
  @IsInt()
  @Min(0)
  @Max(INT4)
  inUseWindowSeconds = 300;

  /** `off`: this process keeps no routing index, so it needs less memory, and the database answers routing requests. */
  @IsIn(['on', 'off'])
  routingIndex: 'on' | 'off' = 'on';

  /** Whether organizations' IPs may be loopback addresses, to try a SIP proxy on one machine. Not allowed in production. */
  @ToBoolean()
  @IsBoolean()
  allowLoopbackIps = false;

  /** TCP port for `GET /metrics`, with the metrics of all processes. Unset: no metrics. */
  @IsOptional()
  @ToInteger()
  @IsInt()
  @Min(1)
  @Max(65535)
  metricsPort?: number;

  /** Address that METRICS_PORT listens on. The default accepts only this machine. */
  @IsString()
  metricsHost = '127.0.0.1';

  /** Token for `GET /metrics`, as `Authorization: Bearer …`; at least 16 characters. Unset: no token needed. */
  @IsOptional()
  @MinLength(16, { message: 'must have at least 16 characters' })
  metricsToken?: string;

  /** Lowest level that is logged. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  logLevel = 'info';

  get production(): boolean {
    return this.nodeEnv === 'production';
  }
}

/** Migrations need the database but no keys to check tokens with. */
export type Purpose = 'serve' | 'migrate';

/** The environment of this process, including a `.env` file in the working directory. */
export function loadEnvironment(purpose?: Purpose): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readEnvironment(process.env, purpose);
}

/** Reads and validates the environment. Throws one error that lists all problems. */
export function readEnvironment(given: NodeJS.ProcessEnv, purpose: Purpose = 'serve'): Environment {
  const values: Record<string, string> = {};
  for (const property of variables) {
    const value = given[variableName(property)];
    if (value !== undefined && value !== '') values[property] = value;
  }
  const environment = plainToInstance(Environment, values, { exposeDefaultValues: true });

  const problems = validateSync(environment).map(
    ({ property, constraints = {}, value }) =>
      `${variableName(property)} ${firstBrokenRule(constraints, value)?.[1].replace(`${property} `, '')}`,
  );
  if (environment.databaseReplicaUrls.length > 0 && !environment.databaseUrl)
    problems.push('DATABASE_REPLICA_URLS requires DATABASE_URL');
  if (environment.metricsToken && environment.metricsPort === undefined)
    problems.push('METRICS_TOKEN requires METRICS_PORT');
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

/** The properties, in the order of the class. */
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
  'routingIndex',
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
