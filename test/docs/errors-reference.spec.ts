import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import '../../src/app.module.js';
import { ErrorDefinition } from '../../src/errors/error-definition.js';

const page = readFileSync('docs/errors.md', 'utf8');

describe('the errors reference', () => {
  it('has a cause and a remedy for every error code in src', () => {
    const declared = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(`src/${file}`, 'utf8').matchAll(/new ErrorDefinition\(\s*\d{3},\s*'([a-z_]+)'/g),
      ])
      .map(([, code]) => code);
    expect(declared.length).toBeGreaterThan(40);
    expect(declared.sort()).toEqual(
      ErrorDefinition.all()
        .map(({ code }) => code)
        .sort(),
    );
    const explained = [
      ...page.matchAll(/^### `([a-z_]+)`\n\n.+\n\n- \*\*Cause\*\*: .+\n- \*\*Remedy\*\*: .+\n/gm),
    ];
    expect(explained.map(([, code]) => code).sort()).toEqual(declared);
  });
});
