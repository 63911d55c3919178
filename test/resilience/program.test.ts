import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isReachable } from '../../tools/dev-postgres/embedded-files.js';
import { createDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { HeldLock } from '../support/held-lock.js';
import { call, folder, isAlive, main, start, type Program } from '../support/program.js';

const postmaster = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

const createDomain = async (program: Program, id: string): Promise<number> =>
  (
    await call(program, program.tokens.ADMIN, 'POST', `/domains/${id}`, {
      domain: `${id}.example.org`,
      orgId: 'org_456',
    })
  ).status;

const root = process.getuid?.() === 0;
const nodeIsReachable = await isReachable(dirname(process.execPath));

describe('the program without a database', () => {
  it('starts an embedded one with demo data and working tokens, stops it at the end, and finds the data again', async () => {
    const DATA_DIR = folder();
    const first = await start({ DATA_DIR });
    expect(first.output()).toContain(`${first.url}/docs`);
    expect((await call(first, first.tokens.ADMIN, 'GET', '/domains')).body.meta.total).toBe(2);
    expect((await call(first, first.tokens.MANAGER, 'GET', '/organizations/my')).body.data.id).toBe(456);
    expect((await call(first, first.tokens.VIEWER, 'GET', '/billingprofile')).body.data.orgId).toBe(
      'org_456',
    );
    expect((await call(first, first.tokens.VIEWER, 'DELETE', '/domains/dom_123')).status).toBe(403);
    expect(await createDomain(first, 'kept')).toBe(201);
    const server = postmaster(DATA_DIR);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(isAlive(server)).toBe(false);

    const second = await start({ DATA_DIR });
    expect((await call(second, first.tokens.ADMIN, 'GET', '/domains/kept')).status).toBe(200);
    expect(second.output()).not.toContain('Loaded the demo data');
    expect(await second.end('SIGINT')).toBe(0);
  });

  it('recovers after a kill: the server stops too, and acknowledged data is kept', async () => {
    const DATA_DIR = folder();
    const first = await start({ DATA_DIR });
    await createDomain(first, 'kept');
    await first.end('SIGKILL');
    const second = await start({ DATA_DIR });
    expect((await call(second, second.tokens.ADMIN, 'GET', '/domains/kept')).status).toBe(200);
    await second.end('SIGTERM');
  });

  it('recovers after a kill of the program and of its server’s supervisor', async () => {
    const DATA_DIR = folder();
    const first = await start({ DATA_DIR });
    await createDomain(first, 'kept');
    const orphan = postmaster(DATA_DIR);
    process.kill(Number(readFileSync(join(DATA_DIR, 'postgres-supervisor.pid'), 'utf8')), 'SIGKILL');
    await first.end('SIGKILL');
    expect(isAlive(orphan)).toBe(true);
    const second = await start({ DATA_DIR });
    expect(isAlive(orphan)).toBe(false);
    expect((await call(second, second.tokens.ADMIN, 'GET', '/domains/kept')).status).toBe(200);
    await second.end('SIGTERM');
  });

  it('leaves no process behind when it is stopped while it starts, and starts the next time', async () => {
    const DATA_DIR = folder();
    for (const moment of [300, 700, 1100]) {
      const child = spawn(process.execPath, [main], {
        env: { PATH: process.env.PATH, PORT: '0', DATA_DIR },
        cwd: tmpdir(),
        stdio: 'ignore',
      });
      const ended = new Promise((done) => child.once('exit', done));
      await sleep(moment);
      child.kill('SIGINT');
      await ended;
    }
    const serves = (): boolean => {
      try {
        return isAlive(postmaster(DATA_DIR));
      } catch {
        return false;
      }
    };
    expect(await eventually(serves, (server) => !server)).toBe(false);
    const program = await start({ DATA_DIR });
    expect(await createDomain(program, 'started')).toBe(201);
    await program.end('SIGTERM');
  });

  it('leaves no supervisor behind when it ends while the supervisor is loading', async () => {
    const DATA_DIR = folder();
    const supervisor = resolve('dist/tools/dev-postgres/postgres-supervisor.js');
    const program = `
      const options = { detached: true, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] };
      require('node:child_process').fork(process.argv[1], [process.argv[2]], options);
      setTimeout(() => process.exit(), 10);`;
    execFileSync(process.execPath, ['-e', program, supervisor, DATA_DIR]);
    const supervises = (): boolean =>
      execFileSync('ps', ['-A', '-o', 'command=']).toString().includes(`${supervisor} ${DATA_DIR}`);
    expect(await eventually(supervises, (running) => !running)).toBe(false);
  });

  it('does not touch a folder with foreign files', async () => {
    const DATA_DIR = folder();
    mkdirSync(join(DATA_DIR, 'postgres'));
    writeFileSync(join(DATA_DIR, 'postgres', 'precious.txt'), 'precious');
    await expect(start({ DATA_DIR })).rejects.toThrow(/files of another program; set DATA_DIR/);
    expect(readFileSync(join(DATA_DIR, 'postgres', 'precious.txt'), 'utf8')).toBe('precious');
  });

  it('ignores a lock file whose process id belongs to another program', async () => {
    const DATA_DIR = folder();
    const first = await start({ DATA_DIR });
    const lock = readFileSync(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8');
    await first.end('SIGTERM');
    writeFileSync(join(DATA_DIR, 'postgres', 'postmaster.pid'), lock.replace(/^\d+/, String(process.pid)));
    const second = await start({ DATA_DIR });
    await second.end('SIGTERM');
  });

  it('refuses the data folder of another running instance', async () => {
    const DATA_DIR = folder();
    const first = await start({ DATA_DIR });
    await expect(start({ DATA_DIR })).rejects.toThrow(/in use by another process .* set DATA_DIR/);
    expect(await createDomain(first, 'undisturbed')).toBe(201);
    await first.end('SIGTERM');
  });

  describe('says what is wrong with its data folder, and the remedy', () => {
    const made = folder();
    chmodSync(made, 0o755);
    beforeAll(async () => (await start({ DATA_DIR: made, SEED_DEMO: 'false' })).end('SIGTERM'));
    /** A copy that belongs to the same users as the original. */
    const copy = (...options: string[]): string => {
      const parent = folder();
      // Else PostgreSQL's data would be elsewhere.
      chmodSync(parent, 0o755);
      const target = join(parent, 'data');
      execFileSync('cp', ['-R', ...options, made, target]);
      return target;
    };

    (root ? it : it.skip)('that another user has copied', async () => {
      const DATA_DIR = copy();
      const account = statSync(join(made, 'postgres')).uid;
      await expect(start({ DATA_DIR })).rejects.toThrow(/permission denied[^]*chown -R \w+ .*postgres/i);
      execFileSync('chown', ['-R', String(account), join(DATA_DIR, 'postgres')]);
      const program = await start({ DATA_DIR });
      expect(await program.end('SIGTERM')).toBe(0);
    });

    (root && nodeIsReachable ? it : it.skip)('that belongs to root', async () => {
      const { program } = elsewhere(0o755);
      const DATA_DIR = copy('-p');
      await expect(start({ DATA_DIR }, { program, uid: 65534, gid: 65534 })).rejects.toThrow(
        /(EACCES|permission denied)[^]*must belong to the user that starts the program/i,
      );
    });

    it('that other users may read', async () => {
      const DATA_DIR = copy('-p');
      chmodSync(join(DATA_DIR, 'postgres'), 0o777);
      await expect(start({ DATA_DIR })).rejects.toThrow(/invalid permissions[^]*Run chmod 700 .*postgres/);
    });

    it('that another version of PostgreSQL has made', async () => {
      const DATA_DIR = copy('-p');
      writeFileSync(join(DATA_DIR, 'postgres', 'PG_VERSION'), '12\n');
      await expect(start({ DATA_DIR })).rejects.toThrow(
        /initialized by PostgreSQL version 12[^]*another folder/,
      );
    });

    it('that is a file', async () => {
      const DATA_DIR = join(folder(), 'data');
      writeFileSync(DATA_DIR, '');
      await expect(start({ DATA_DIR })).rejects.toThrow(
        /did not start: EEXIST[^]*set DATA_DIR to another folder/,
      );
    });
  });

  it('starts without demo data if SEED_DEMO is false', async () => {
    const program = await start({ DATA_DIR: folder(), SEED_DEMO: 'false' });
    expect(program.tokens.ADMIN).toBe('');
    expect((await fetch(`${program.url}/health/ready`)).status).toBe(200);
    await program.end('SIGTERM');
  });

  // Another user can run Node.js only from a folder that it can enter.
  (root && nodeIsReachable ? it : it.skip)('runs as an ordinary user', async () => {
    const DATA_DIR = folder();
    chownSync(DATA_DIR, 65534, 65534);
    const { program } = elsewhere(0o755);
    const started = await start({ DATA_DIR }, { program, uid: 65534, gid: 65534 });
    expect((await call(started, started.tokens.ADMIN, 'GET', '/domains')).body.meta.total).toBe(2);
    expect(await started.end('SIGTERM')).toBe(0);
  });

  (root ? it : it.skip)('runs as root in a folder that only root may enter', async () => {
    const { program, project } = elsewhere(0o700);
    const DATA_DIR = join(project, '.data');
    const first = await start({ DATA_DIR }, { program });
    expect(await createDomain(first, 'kept')).toBe(201);
    expect(await first.end('SIGTERM')).toBe(0);
    const second = await start({ DATA_DIR }, { program });
    expect((await call(second, second.tokens.ADMIN, 'GET', '/domains/kept')).status).toBe(200);
    await second.end('SIGTERM');
    rmSync(
      execFileSync('readlink', ['-f', join(DATA_DIR, 'postgres')])
        .toString()
        .trim(),
      { recursive: true },
    );
  });

  /** The program in another folder of the given mode, with the same packages. */
  function elsewhere(mode: number): { project: string; program: string } {
    const project = folder();
    chmodSync(project, mode);
    mkdirSync(join(project, 'app'));
    cpSync(resolve('dist'), join(project, 'app', 'dist'), { recursive: true });
    cpSync(resolve('package.json'), join(project, 'app', 'package.json'));
    // A copy, not a link: another user could not follow a link into a closed folder.
    execFileSync('cp', ['-r', '--reflink=auto', resolve('node_modules'), join(project, 'app')]);
    return { project, program: join(project, 'app', 'dist', 'src', 'main.js') };
  }
});

describe('the program with a database', () => {
  it('migrates the schema, and loads demo data only on request', async () => {
    const database = await createDatabase({ empty: true });
    const program = await start({ DATABASE_URL: database.url, DATA_DIR: folder() });
    expect(await database.query('select * from organizations')).toEqual([]);
    expect(program.tokens.ADMIN).toBe('');
    expect(await program.end('SIGTERM')).toBe(0);
    const seeded = await start({ DATABASE_URL: database.url, DATA_DIR: folder(), SEED_DEMO: 'true' });
    expect((await call(seeded, seeded.tokens.ADMIN, 'GET', '/organizations')).body.meta.total).toBe(5);
    await seeded.end('SIGTERM');
    await database.drop();
  });

  it('does not migrate with MIGRATE_ON_START=false', async () => {
    const database = await createDatabase({ empty: true });
    await expect(
      start({ DATABASE_URL: database.url, DATA_DIR: folder(), MIGRATE_ON_START: 'false' }),
    ).rejects.toThrow();
    expect(await database.query(`select from pg_class where relname = 'organizations'`)).toEqual([]);
    await database.drop();
  });

  it('logs one line for each request with its id and subject, and no data of the caller', async () => {
    const database = await createDatabase();
    const program = await start({ DATABASE_URL: database.url, DATA_DIR: folder(), SEED_DEMO: 'true' });
    const send = (path: string, init: RequestInit = {}) =>
      fetch(program.url + path, {
        ...init,
        headers: {
          Authorization: `Bearer ${program.tokens.ADMIN}`,
          'Content-Type': 'application/json',
          'X-Request-Id': 'followed-4711',
        },
      });
    await send('/organizations/my');
    await database.query('alter table domains rename column tls_enabled to gone');
    const body = { domain: 'confidential.example.org', orgId: 'org_456', metadata: { pin: 'confidential' } };
    expect((await send('/domains/new', { method: 'POST', body: JSON.stringify(body) })).status).toBe(500);
    await fetch(`${program.url}/health/live`);
    expect(await program.end('SIGTERM')).toBe(0);
    const lines = program
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = entries.filter(({ msg }) => msg === 'request completed' || msg === 'request errored');
    expect(requests).toHaveLength(2);
    for (const entry of requests)
      expect(entry).toMatchObject({ requestId: 'followed-4711', subject: 'admin' });
    expect(entries.find(({ err }) => err)).toMatchObject({ requestId: 'followed-4711', level: 'error' });
    expect(lines.join('')).not.toMatch(/confidential|eyJ/);
    await database.drop();
  });

  it('answers running requests before it ends', async () => {
    const database = await createDatabase();
    const program = await start({ DATABASE_URL: database.url, DATA_DIR: folder(), SEED_DEMO: 'true' });
    const lock = await HeldLock.table(database, 'domains');
    const answer = call(program, program.tokens.ADMIN, 'GET', '/domains/dom_123');
    await lock.waitForSessions(1);
    const ended = program.end('SIGTERM');
    const accepts = (): Promise<boolean> =>
      fetch(`${program.url}/health/live`).then(
        () => true,
        () => false,
      );
    expect(await eventually(accepts, (accepted) => !accepted)).toBe(false);
    await lock.release();
    expect((await answer).status).toBe(200);
    expect(await ended).toBe(0);
    await database.drop();
  });
});

describe('the configuration', () => {
  const run = (script: string, parameters: string[], variables: Record<string, string>): string => {
    try {
      return execFileSync(process.execPath, [resolve('dist/src', script), ...parameters], {
        env: { PATH: process.env.PATH, ...variables },
        cwd: tmpdir(),
        stdio: 'pipe',
      }).toString();
    } catch (error) {
      return (error as { stderr: Buffer }).stderr.toString();
    }
  };

  it('is refused in production with all missing variables at once', () => {
    const message = run('main.js', [], {
      NODE_ENV: 'production',
      PORT: 'many',
      JWKS_URI: 'nowhere',
      SEED_DEMO: 'true',
    });
    for (const name of ['DATABASE_URL', 'PORT', 'JWKS_URI', 'SEED_DEMO']) expect(message).toContain(name);
    expect(run('main.js', [], { NODE_ENV: 'production' })).toContain('JWT_SECRET or JWKS_URI is required');
    expect(message).not.toMatch(/^\s+at /m);
  });

  it('issues tokens that the program accepts', async () => {
    const DATA_DIR = folder();
    const program = await start({ DATA_DIR });
    const token = run('cli/token.js', ['--role', 'manager', '--org', '456'], { DATA_DIR }).trim();
    expect((await call(program, token, 'GET', '/organizations/my')).body.data.id).toBe(456);
    const foreign = run('cli/token.js', ['--role', 'admin'], { DATA_DIR, JWT_SECRET: 'x'.repeat(32) }).trim();
    expect((await call(program, foreign, 'GET', '/organizations/my')).status).toBe(401);
    await program.end('SIGTERM');
    expect(run('cli/token.js', ['--role', 'viewer'], { DATA_DIR })).toContain('a viewer needs --org');
    expect(run('cli/token.js', ['--role', 'king'], { DATA_DIR })).toContain('--role must be one of');
  });
});
