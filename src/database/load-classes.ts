import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

type Class = new () => object;

/**
 * Loads the classes that the files of a folder export. `pattern` matches the paths of the compiled files inside the folder.
 *
 * TypeORM can search folders itself (`migrations: ['dist/migrations/*.js']`), but it compiles its own `import()` at run
 * time, which Jest's ES modules refuse.
 */
export async function loadClasses(folder: string, pattern: RegExp): Promise<Class[]> {
  const paths = await readdir(folder, { recursive: true });
  const modules = await Promise.all(
    paths
      .filter((path) => pattern.test(path))
      .sort()
      .map((path) => import(pathToFileURL(join(folder, path)).href) as Promise<object>),
  );
  return modules.flatMap((exports) => Object.values(exports).filter(isClass));
}

function isClass(exported: unknown): exported is Class {
  return typeof exported === 'function';
}
