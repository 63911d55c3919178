import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** One state of the program, compiled. */
export class Version {
  private constructor(
    readonly name: 'old' | 'new',
    private readonly folder: string,
  ) {}

  /** What this test was compiled with. */
  static readonly present = new Version('new', resolve('.'));

  /** As a commit has it, with the packages that are here; undefined where the history does not reach that far back. */
  static at(commit: string): Version | undefined {
    try {
      execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], { stdio: 'ignore' });
    } catch {
      return undefined;
    }
    const folder = mkdtempSync(join(tmpdir(), 'organizations-version-'));
    const source = join(folder, 'source.tar');
    execFileSync('git', ['archive', '--output', source, commit]);
    execFileSync('tar', ['-xf', source, '-C', folder]);
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'dist'));
    const compiler = resolve('node_modules/@nestjs/cli/bin/nest.js');
    execFileSync(process.execPath, [compiler, 'build'], { cwd: folder, stdio: 'inherit' });
    return new Version('old', folder);
  }

  program(name: string): string {
    return join(this.folder, 'dist/src', `${name}.js`);
  }

  /** Runs one of its small programs on a database. */
  async run(name: string, databaseUrl: string): Promise<void> {
    await promisify(execFile)(process.execPath, [this.program(`cli/${name}`)], {
      cwd: '/',
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl },
    });
  }

  remove(): void {
    if (this !== Version.present) rmSync(this.folder, { recursive: true });
  }
}
