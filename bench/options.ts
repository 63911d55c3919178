import { parseArgs } from 'node:util';
import { sections, type Section } from './sections.js';

export const engines = ['pipeline', 'plain'] as const;
export type Engine = (typeof engines)[number];

export interface Options {
  sections: readonly Section[];
  /** Rounds of each operation. */
  rounds: number;
  /** Seconds per server in a round. */
  seconds: number;
  /** Minutes of mixed load after the other sections; undefined for none. */
  soakMinutes?: number;
  nodes: 'own' | '24' | 'both';
  /** The query engine of the program: that of production, or the reference form of the tests. */
  engine: Engine;
  /** Recreates the data. */
  fresh: boolean;
  /** Uses fewer rows, to try the benchmark itself. */
  small: boolean;
  /** Measures a part of it with fewer rows, and fails if a ratio is far below its target. */
  guard: boolean;
  /** Writes the documents even if only some sections were measured. */
  write: boolean;
}

export const usage = `npm run bench -- [--only=${sections.join(',')}] [--rounds=5] [--seconds=2]
                 [--soak=60m] [--node=24|own|both] [--engine=${engines.join('|')}] [--fresh] [--small] [--write]
  npm run bench -- --guard`;

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      soak: { type: 'string' },
      node: { type: 'string', default: '24' },
      engine: { type: 'string', default: 'pipeline' },
      fresh: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
      guard: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const engine = engines.find((name) => name === values.engine);
  if (!engine) throw new Error(`--engine must be one of ${engines.join(', ')}`);
  if (values.guard)
    Object.assign(values, { only: 'get,write,routing', rounds: '3', seconds: '1', small: true });
  const only = (values.only ?? (values.soak === undefined ? sections.join(',') : ''))
    .split(',')
    .filter((name) => name !== '') as Section[];
  const unknown = only.find((section) => !sections.includes(section));
  if (unknown !== undefined) throw new Error(`--only: there is no section ${unknown}`);
  if (engine === 'plain' && only.includes('workers'))
    throw new Error('--engine=plain has no workers: name the other sections with --only');
  if (!isNodes(values.node)) throw new Error('--node must be 24, own or both');
  return {
    sections: only,
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    soakMinutes: values.soak === undefined ? undefined : minutes(values.soak),
    nodes: values.node,
    engine,
    fresh: values.fresh,
    small: values.small,
    guard: values.guard,
    write: values.write || (values.only === undefined && !values.small),
  };
}

function isNodes(value: string): value is Options['nodes'] {
  return ['own', '24', 'both'].includes(value);
}

/** `60m` → 60. */
function minutes(value: string): number {
  const number = Number(/^(\d+)m$/.exec(value)?.[1]);
  if (!(number >= 1)) throw new Error('--soak must be a number of minutes such as 60m');
  return number;
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number >= 1)) throw new Error(`--${name} must be a number of at least 1`);
  return number;
}
