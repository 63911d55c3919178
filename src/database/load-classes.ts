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
  const classes: Class[] = [];
  // One after the other, because Jest cannot load a module twice at the same time.
  for (const path of paths.filter((path) => pattern.test(path)).sort()) {
    const exports = (await import(pathToFileURL(join(folder, path)).href)) as object;
    classes.push(...Object.values(exports).filter(isClass));
  }
  return classes;
}

function isClass(exported: unknown): exported is Class {
  return typeof exported === 'function';
}
