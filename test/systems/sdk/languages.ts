import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { check } from '../../support/result.js';
import { blocks } from './documentation.js';
import type { Program } from './program.js';
import { runs } from './runs.js';

const GENERATE = resolve('sdk/clients/generate');
const GENERATOR = resolve(
  'sdk/clients/node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar',
);

/** Makes the clients in other languages, and has each do what the guide shows. */
export async function tryLanguages(folder: string, program: Program): Promise<void> {
  await tryPython(join(folder, 'python'), program);
  await tryGo(join(folder, 'go'), program);
  await tryJava(join(folder, 'java'), program);
}

async function tryPython(folder: string, program: Program): Promise<void> {
  await runs('the Python client is made', [GENERATE, 'python', folder]);
  writeFileSync(join(folder, 'guide.py'), blocks('python', program.url)[0]!);
  // Debian's own, which has the packages that the client needs.
  const python = '/usr/bin/python3';
  await runs('all of it compiles', [python, '-m', 'compileall', '-q', 'organizations_api'], { cwd: folder });
  const output = await runs('Python lists, creates and deletes a domain', [python, 'guide.py'], {
    cwd: folder,
    env: { ADMIN: program.token('ADMIN') },
  });
  checkOutput('Python', output, ["{'region': 'us-east', 'priority': 1}", '"code":"domain_exists"']);
}

/** In the way of before modules, for Debian has the one package that the client needs as sources. */
async function tryGo(folder: string, program: Program): Promise<void> {
  await runs('the Go client is made', [GENERATE, 'go', folder]);
  const sources = join(folder, 'path/src/example.com/organizations');
  const files = readdirSync(folder).filter((name) => name.endsWith('.go'));
  mkdirSync(join(sources, 'client'), { recursive: true });
  for (const name of files) cpSync(join(folder, name), join(sources, 'client', name));
  mkdirSync(join(sources, 'guide'));
  writeFileSync(join(sources, 'guide/main.go'), blocks('go', program.url)[0]!);
  const env = {
    GO111MODULE: 'off',
    GOPATH: `${join(folder, 'path')}:/usr/share/gocode`,
    GOCACHE: join(folder, 'cache'),
    ADMIN: program.token('ADMIN'),
  };
  await runs('all of it compiles', ['go', 'build', './...'], { cwd: sources, env });
  const output = await runs('Go lists, creates and deletes a domain', ['go', 'run', './guide'], {
    cwd: sources,
    env,
  });
  checkOutput('Go', output);
}

/** With the generator's own copies of the packages that the client needs: Debian has not all of them. */
async function tryJava(folder: string, program: Program): Promise<void> {
  await runs('the Java client is made', [GENERATE, 'java', folder]);
  const main = join(folder, 'src/main/java');
  writeFileSync(join(main, 'FirstCall.java'), blocks('java', program.url)[0]!);
  const sources = readdirSync(main, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.java'),
  );
  const classes = join(folder, 'classes');
  const compile = ['javac', '-nowarn', '-encoding', 'UTF-8', '-cp', GENERATOR, '-d', classes, ...sources];
  await runs('all of it compiles', compile, { cwd: main });
  const output = await runs(
    'Java lists, creates and deletes a domain',
    ['java', '-cp', `${classes}:${GENERATOR}`, 'FirstCall'],
    { env: { ADMIN: program.token('ADMIN') } },
  );
  checkOutput('Java', output);
}

function checkOutput(language: string, output: string, more: string[] = []): void {
  const expected = [
    'dom_123 company1.voip.example.com',
    'Domain mapping created successfully',
    'Domain mapping deleted successfully',
    ...more,
  ];
  for (const text of expected) {
    const isThere = output.includes(text);
    check(`${language} says ${text}`, isThere, isThere ? '' : output);
  }
}
