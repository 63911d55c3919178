import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOwnerDataSource } from '../../../src/database/data-source.js';
import { startEmbeddedServer } from '../../../tools/dev-postgres/embedded-server.js';
import { check, checks } from '../../support/result.js';
import { checkTogether } from './together.js';
import { Instance } from './instance.js';
import { Traffic } from './traffic.js';
import { Version } from './version.js';

/** The version before the last migrations, which rename tables that it uses. Newer migrations move it on. */
const OLD = '8f56cf02a390bdab0ecf5902556d5ddae5a0e296';
const INSTANCES = 2;
/** How long a state of the platform is looked at. */
const LOOK_MS = 1_500;

const old = Version.at(OLD);
if (!old) {
  console.log(
    `This clone's history does not reach back to ${OLD}, the version to upgrade from; ` +
      'git fetch --unshallow brings it',
  );
  process.exitCode = 1;
} else {
  const data = mkdtempSync(join(tmpdir(), 'organizations-upgrade-'));
  const server = await startEmbeddedServer(data);
  const started: Instance[] = [];
  try {
    await roll(old, Version.present, await createDatabase(server.url('postgres')), started);
  } catch (error) {
    console.error(error);
    checks.failed++;
  } finally {
    await Promise.all(started.map((instance) => instance.end()));
    await server.stop();
    old.remove();
    rmSync(data, { recursive: true });
  }
  console.log(`${checks.passed} passed, ${checks.failed} failed`);
  process.exitCode = checks.failed === 0 ? 0 : 1;
}

async function createDatabase(serverUrl: string): Promise<string> {
  const dataSource = await createOwnerDataSource(serverUrl).initialize();
  await dataSource.query('create database upgraded');
  await dataSource.destroy();
  const url = new URL(serverUrl);
  url.pathname = '/upgraded';
  return url.href;
}

/** What docs/operations.md says of a rolling upgrade, and back again, while clients go on. */
async function roll(before: Version, after: Version, url: string, started: Instance[]): Promise<void> {
  const traffic = new Traffic();
  const join = async (version: Version): Promise<Instance> => {
    const instance = await Instance.start(version, url);
    started.push(instance);
    traffic.rotation.push(instance);
    return instance;
  };
  const leave = async (instance: Instance): Promise<void> => {
    traffic.rotation.splice(traffic.rotation.indexOf(instance), 1);
    const code = await instance.end();
    check(`an instance of the ${instance.version.name} version ends with 0`, code === 0, String(code));
  };
  const nothingFails = async (what: string): Promise<void> => {
    await sleep(LOOK_MS);
    const failures = traffic.failures.splice(0);
    const { old, new: present } = traffic.answered;
    const detail = `${old} answers of the old version, ${present} of the new one`;
    check(`${what}: no request fails`, failures.length === 0, failures[0] ?? detail);
  };

  await before.run('seed', url);
  const leaving = [];
  for (let n = 0; n < INSTANCES; n++) leaving.push(await join(before));
  traffic.start();
  await nothingFails('before');
  await after.run('migrate', url);
  await nothingFails('old instances on the new schema');
  for (const instance of leaving) {
    const successor = await join(after);
    await nothingFails('old and new side by side');
    if (instance === leaving[0]) await checkTogether(instance, successor);
    await leave(instance);
  }
  await nothingFails('new instances alone');
  const returned = await join(before);
  await nothingFails('an old instance that has come back');
  await leave(returned);
  await traffic.stop();
  await nothingFails('to the end');
  check('both have answered', Math.min(traffic.answered.old, traffic.answered.new) > 100);
}
