import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import semver from 'semver';

interface Lock {
  packages: Record<string, { engines?: { node?: string } }>;
}

describe('the packages', () => {
  const promised = JSON.parse(readFileSync('package.json', 'utf8')).engines.node as string;

  it('run on every version of Node.js that package.json promises, so that npm warns of none', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
    const needed = Object.entries(packages).map(([path, { engines }]) => [path, engines?.node ?? '*']);
    expect(needed.length).toBeGreaterThan(500);
    expect(needed.filter(([, range]) => !semver.subset(promised, range!))).toEqual([]);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'docs/sdk.md'])('are promised alike in %s', (file) => {
    const oldest = promised.split(' || ').map((range) => semver.minVersion(range)!);
    const names = oldest.map(({ major, minor }) => `${major}.${minor}`);
    expect(readFileSync(file, 'utf8')).toContain(`Node.js ${names[0]}, ${names[1]}, ${names[2]} or newer`);
  });
});
