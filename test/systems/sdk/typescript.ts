import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { check } from '../../support/result.js';
import { blocks } from './documentation.js';
import { Gateway } from './gateway.js';
import type { Program } from './program.js';
import { runs } from './runs.js';

const CONSUMER = resolve('test/systems/sdk/consumer');
const COMPILER = resolve('node_modules/typescript/bin/tsc');

/** Packs the client, installs it where nothing else is, and has a project there compiled and run against the server. */
export async function tryTypeScript(folder: string, program: Program): Promise<void> {
  const project = join(folder, 'project');
  mkdirSync(project);
  await install(folder, project);
  checkPackage(join(project, 'node_modules/organizations-api-client'));

  const files = readdirSync(CONSUMER).filter((name) => !name.startsWith('tsconfig'));
  for (const name of files) copyFileSync(join(CONSUMER, name), join(project, name));
  const { url } = program;
  writeFileSync(join(project, 'first-call.mjs'), blocks('js', url)[0]!);
  writeFileSync(join(project, 'guide.ts'), blocks('ts', url).join('\n'));
  const page = files.filter((name) => name.endsWith('.ts'));
  await compiles(
    project,
    'as in a page, without anything of Node',
    page,
    ['ES2022', 'DOM', 'DOM.Iterable'],
    [],
  );
  await compiles(
    project,
    'as in Node, without anything of a page',
    [...page, 'guide.ts'],
    ['ES2022'],
    ['node'],
  );

  const env = { URL: url, ADMIN: program.token('ADMIN'), MANAGER: program.token('MANAGER') };
  const first = await runs('the first call of the guide', ['node', 'first-call.mjs'], { cwd: project, env });
  check('it says what the guide says', first === 'company1.voip.example.com belongs to Company One\n', first);
  const guide = await runs('the guide', ['node', 'guide.js'], { cwd: project, env });
  const found = guide.endsWith('it is there already\n');
  check('it finds what is there already', found, found ? '' : guide);
  await tryConsumer(project, env);
}

async function install(folder: string, project: string): Promise<void> {
  await runs('npm pack', ['npm', 'pack', './sdk/typescript', '--pack-destination', folder]);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  check(
    'the guide names the package as it is packed',
    readFileSync('docs/sdk.md', 'utf8').includes(`/${tarball}`),
  );
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  );
  const options = ['--prefer-offline', '--no-audit', '--no-fund'];
  await runs('npm install', ['npm', 'install', ...options, join(folder, tarball!)], { cwd: project });
}

function checkPackage(installed: string): void {
  const read = (path: string): { version: string; dependencies: object } =>
    JSON.parse(readFileSync(path, 'utf8')) as { version: string; dependencies: object };
  const { version, dependencies } = read(join(installed, 'package.json'));
  check('the client has the version of the program', version === read('package.json').version, version);
  check(
    'it depends on nothing but the runtime of its generator',
    Object.keys(dependencies).join() === 'openapi-fetch',
  );
  const names = readdirSync(installed).sort().join();
  check('the package holds what it should', names === 'LICENSE,README.md,dist,package.json', names);
  const code = readdirSync(join(installed, 'dist')).filter((name) => name.endsWith('.js'));
  const imports = code.flatMap((name) =>
    [...readFileSync(join(installed, 'dist', name), 'utf8').matchAll(/ from '([^.'][^']*)'/g)].map(
      ([, from]) => from!,
    ),
  );
  check('it imports nothing of Node', imports.join() === 'openapi-fetch', imports.join());
}

async function compiles(
  project: string,
  how: string,
  files: string[],
  lib: string[],
  types: string[],
): Promise<void> {
  const options = { target: 'ES2022', module: 'nodenext', strict: true, lib, types };
  const compilerOptions = { ...options, typeRoots: [resolve('node_modules/@types')] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  await runs(`it compiles ${how}`, [process.execPath, COMPILER, '-p', '.'], { cwd: project });
}

async function tryConsumer(project: string, env: Record<string, string>): Promise<void> {
  const gateway = await Gateway.start(env.URL!);
  try {
    const options = { cwd: project, env: { ...env, GATEWAY: gateway.url } };
    const lines = (await runs('the trials run', ['node', '--expose-gc', 'run.mjs'], options)).split(
      /\n(?=ok |failed )/,
    );
    for (const line of lines) check(line.replace(/^(ok|failed) /, '').trimEnd(), line.startsWith('ok '));
  } finally {
    await gateway.stop();
  }
}
