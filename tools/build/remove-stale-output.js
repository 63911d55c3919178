// Deletes from dist/ what was compiled from sources that no longer exist. An incremental build leaves it there, and Jest
// would run it.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const compiled = existsSync('dist')
  ? readdirSync('dist', { recursive: true }).filter((name) => name.endsWith('.js'))
  : [];
for (const name of compiled)
  if (!existsSync(name.replace(/\.js$/, '.ts')))
    for (const suffix of ['', '.map']) rmSync(join('dist', name + suffix), { force: true });
