import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { block } from '../../support/operations-guide.js';
import { check, checks } from '../../support/result.js';
import { BIN, Cluster, DATABASE, ownFolder, PASSWORD } from './cluster.js';
import { answersOf, contentOf, differences, schemaOf, statementsOf, type Answers } from './comparison.js';
import { runBlock } from './document.js';
import { administrator, manager, Program, proxy } from './program.js';
import { destroy, populate, write } from './source.js';

// Makes backups of a server by the commands of docs/operations.md, restores them, and has the program work on what came out.

const folder = mkdtempSync(join(tmpdir(), 'organizations-backup-'));
chmodSync(folder, 0o711);
const servers = ownFolder(join(folder, 'servers'));
const BACKUP = ownFolder(join(folder, 'backup'));
const ARCHIVE = ownFolder(join(folder, 'archive'));
const clusters: Cluster[] = [];
const programs: Program[] = [];

const began = performance.now();
process.once('SIGINT', () => void end().then(() => process.exit(130)));
try {
  const source = await place('source');
  source.create(block('archive').replaceAll('/backup/archive', ARCHIVE));
  source.start();
  await populate(source);
  runBlock('copy', { ...source.variables, BACKUP }, BIN);
  const program = await serve(source);
  const secret = await write(program);
  const answers = await answersOf(program);
  // So that nothing of its own, such as what is in use, is written between one look at the rows and the next.
  await program.stop();
  await checkDump(source, answers, secret);
  await checkRecovery(source, await serve(source));
} catch (error) {
  console.error(error);
  checks.failed++;
} finally {
  await end();
}
console.log(`in ${((performance.now() - began) / 1_000).toFixed()} s`);
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 ? 0 : 1;

/** A dump, read in on a server that has never heard of the program. */
async function checkDump(source: Cluster, answers: Answers, secret: string): Promise<void> {
  const [schema, content] = [schemaOf(source), await contentOf(source)];
  runBlock('dump', { ...source.variables, BACKUP }, BIN);
  const owned = join(BACKUP, 'as-owner.dump');
  source.run('pg_dump', ['-Fc', '--no-unlogged-table-data', '--enable-row-security', '-f', owned, DATABASE], {
    PGUSER: 'organizations_owner',
    PGPASSWORD: PASSWORD,
  });
  const rowsOf = (file: string): string =>
    statementsOf(source.run('pg_restore', ['--data-only', '-f', '-', join(BACKUP, file)]));
  check('the owner dumps the same rows', rowsOf('as-owner.dump') === rowsOf('organizations.dump'));

  const restored = await place('restored');
  restored.create();
  restored.start();
  runBlock('restore', { ...restored.variables, BACKUP }, BIN);
  same('a dump: statements of roles, schema, privileges, policies', schema, schemaOf(restored));
  same('a dump: rows of tables, state of sequences', content, await contentOf(restored));

  const program = await serve(restored);
  same('after the dump: questions answered as before', answers, await answersOf(program));
  const { status } = await program.ask(secret, 'GET', '/organizations/my');
  check('after the dump: an API key works', status === 200, String(status));
  await checkService('after the dump', restored, program);
}

/** Recovers the server to the moment before a mass deletion. */
async function checkRecovery(source: Cluster, program: Program): Promise<void> {
  const answers = await answersOf(program);
  const wrong = await destroy(program);
  const lost = differences(answers, await answersOf(program)).length;
  check('the deletion is noticed', lost > 3, `${lost} answers differ`);
  await program.stop();
  await source.archiveAll();
  source.stop();

  const TIME = new Date(Date.parse(wrong) - 1).toISOString();
  const recovered = await place('recovered');
  runBlock('recover', { ...recovered.variables, BACKUP, ARCHIVE, TIME }, BIN);
  const recovering = async (): Promise<boolean> =>
    (await recovered.query<{ on: boolean }>('select pg_is_in_recovery() as on'))[0]!.on;
  if (await eventually(recovering, (still) => !still))
    throw new Error('the recovered server does not reach its moment');
  const again = await serve(recovered);
  same('a moment before the deletion: questions answered as then', answers, await answersOf(again));
  await checkService('after the recovery', recovered, again);
}

/** What has to hold on a server that was restored, beside what there is. */
async function checkService(when: string, cluster: Cluster, program: Program): Promise<void> {
  const foreign = await program.ask(manager, 'PUT', '/domains/dom_124', { tlsEnabled: true });
  check(`${when}: tenants do not reach others`, foreign.status === 404, String(foreign.status));
  const role = 'organizations_app';
  const [unscoped] = await cluster.query<{ count: string }>('select count(*) from organizations', { role });
  check(`${when}: without a scope there is nothing`, unscoped!.count === '0', unscoped!.count);

  const latest = async (): Promise<{ id: number; resourceId: string }> =>
    (await program.do<{ id: number; resourceId: string }[]>(administrator, 'GET', '/audit?limit=1'))[0]!;
  const before = await latest();
  await program.do(manager, 'POST', '/domains/after', { domain: 'after.voip.example.com', orgId: 'org_456' });
  const after = await latest();
  check(`${when}: history goes on`, after.id > before.id && after.resourceId === 'after', String(after.id));
  const forged = await cluster
    .query('delete from audit_entries', { role: 'organizations_platform' })
    .then(() => 'done')
    .catch((error: unknown) => (error as { code: string }).code);
  check(`${when}: the history cannot be changed`, forged === '42501', forged);

  const spent = async (): Promise<number> =>
    Number((await program.do<{ total: string }>(administrator, 'GET', '/organizations/456/spend')).total);
  const spentBefore = await spent();
  const charge = {
    id: when,
    orgId: 'org_456',
    amount: 2,
    currency: 'EUR',
    occurredAt: new Date().toISOString(),
  };
  await program.do(administrator, 'POST', '/charges', { charges: [charge] });
  // Also once the totals contain it: here, ids of transactions may begin again below those that the totals know.
  const summed = async (): Promise<boolean> => (await cluster.query('select from new_amounts')).length === 0;
  const counted = [await spent(), (await eventually(summed, Boolean)) ? await spent() : NaN];
  check(
    `${when}: a charge is added to the totals`,
    counted.every((total) => total === spentBefore + 2),
    `${spentBefore}, then ${counted.join(', ')}`,
  );

  const call = '/routing/decision?ip=203.0.113.10&domain=company1.voip.example.com';
  const { allow } = await program.do<{ allow: boolean }>(proxy, 'GET', call);
  check(`${when}: calls are routed`, allow);
}

function same(what: string, one: Record<string, unknown>, other: Record<string, unknown>): void {
  const different = differences(one, other);
  check(`${what} (${Object.keys(one).length})`, different.length === 0, different.join(', '));
}

async function place(name: string): Promise<Cluster> {
  const cluster = await Cluster.at(join(servers, name));
  clusters.push(cluster);
  return cluster;
}

async function serve(cluster: Cluster): Promise<Program> {
  const program = await Program.start(cluster.url('organizations_api'), `${cluster.data}-program.log`);
  programs.push(program);
  return program;
}

async function end(): Promise<void> {
  for (const program of programs) await program.stop();
  for (const cluster of clusters) cluster.stop();
  if (checks.failed > 0) console.log(`the logs are in ${folder}`);
  else rmSync(folder, { recursive: true });
}
