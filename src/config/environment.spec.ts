import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { readEnvironment, variableName, variables } from './environment.js';

describe('.env.example', () => {
  it('names every variable, with its default', () => {
    const example = parseEnv(readFileSync('.env.example', 'utf8'));
    expect(Object.keys(example).sort()).toEqual(variables.map(variableName).sort());
    expect(readEnvironment(example as Record<string, string>)).toEqual(readEnvironment({}));
  });
});

describe('readEnvironment', () => {
  it('needs nothing in development', () => {
    expect(readEnvironment({})).toMatchObject({
      port: 3000,
      workers: 1,
      databaseUrl: undefined,
      migrateOnStart: true,
      corsOrigins: [],
    });
  });

  it('reads every kind of variable, and takes an empty one for unset', () => {
    expect(
      readEnvironment({
        PORT: '8080',
        HOST: '',
        WORKERS: '4',
        MIGRATE_ON_START: 'false',
        SEED_DEMO: 'true',
        CORS_ORIGINS: 'https://a.example, https://b.example',
        DATABASE_URL: 'postgresql://localhost/x',
        DATABASE_REPLICA_URLS: 'postgres://one/x,postgres://two/x',
      }),
    ).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      workers: 4,
      migrateOnStart: false,
      seedDemo: true,
      corsOrigins: ['https://a.example', 'https://b.example'],
      databaseReplicaUrls: ['postgres://one/x', 'postgres://two/x'],
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['WORKERS', '0'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'postgres://user:password@/database'],
    ['DATABASE_REPLICA_URLS', 'postgres://one/x,two'],
    ['DATABASE_REPLICA_URLS', 'postgres://replica/of-nothing'],
    ['DATABASE_POOL_SIZE', '0'],
    ['JWT_SECRET', 'short'],
    ['JWKS_URI', 'file:///etc/passwd'],
    ['METRICS_PORT', '0'],
    ['METRICS_TOKEN', 'long enough, but for no port'],
    ['MIGRATE_ON_START', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
  ])('refuses %s=%s by name, without repeating a secret', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(name);
    if (name === 'JWT_SECRET') expect(() => readEnvironment({ [name]: value })).not.toThrow(value);
  });

  it('says of a variable only what is wrong', () => {
    const refuse = (name: string, value: string) => () => readEnvironment({ [name]: value });
    expect(refuse('PORT', 'http')).toThrow(/- PORT must be an integer number$/);
    expect(refuse('PORT', '70000')).toThrow(/- PORT must not be greater than 65535$/);
    expect(refuse('DATABASE_POOL_SIZE', '1.5')).toThrow(/- DATABASE_POOL_SIZE must be an integer number$/);
  });

  it('allows migrations in production with a database and without a secret', () => {
    const variables = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x' };
    expect(() => readEnvironment(variables)).toThrow('JWT_SECRET or JWKS_URI is required in production');
    expect(readEnvironment(variables, 'migrate').databaseUrl).toBe('postgres://db/x');
    expect(() => readEnvironment({ NODE_ENV: 'production' }, 'migrate')).toThrow('DATABASE_URL');
  });

  it('is production with all that it takes', () => {
    const variables = {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://db/x',
      JWKS_URI: 'https://id.example/jwks',
    };
    expect(readEnvironment(variables).production).toBe(true);
    expect(() => readEnvironment({ ...variables, ALLOW_LOOPBACK_IPS: 'true' })).toThrow('ALLOW_LOOPBACK_IPS');
  });
});
