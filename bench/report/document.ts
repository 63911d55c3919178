import type { Results, Run } from './results.js';
import { tablesOf } from './tables.js';
import { figure, toMarkdown } from './table.js';

/** `docs/benchmarks.md`. */
export function writeDocument(results: Results): string {
  const { machine, pinning, postgres, sizes, tenantSize, rounds, seconds, runs } = results;
  const [small, large] = sizes.map((size) => figure(size, 0));
  return `# Benchmarks

Made by \`${results.command}\` on ${results.date}; nothing here is written by hand. The same figures for machines:
[\`benchmarks.json\`](benchmarks.json).

![Requests per second as a share of raw+auth](benchmarks.svg)

## What is measured

- **Data**: ${large} organizations in a tree of 8 levels, with ${large} domains and ${large} IPs, and for comparison
  ${small} of each. One tenant owns a subtree of ${figure(tenantSize, 0)} organizations, another one of three.
- **Program**: \`node dist/src/main.js\` with \`NODE_ENV=production\`, the login that
  [operations.md](operations.md) recommends, row-level security, history, request log and rate limit on.
- **raw+auth**, the limit: a bare \`node:http\` server that verifies the token with \`node:crypto\` and answers the same
  body from one prepared statement. No validation, no isolation, no \`total\` in lists. For writes it is a bare
  transaction that writes the row and its entry of the history, without triggers, foreign keys or policies.
- **Express peer**: Express 5, \`pg\` and \`passport-jwt\` by hand, with the same statements.
- **Callers**: one token for each, as of programs that call all day. The program remembers whom a token names and asks
  with each request whether that still holds; the other two verify it each time.
- **Load**: \`autocannon\` with 32 connections that ask for ${figure(8192, 0)} different things all over the data; every
  body is checked. ${rounds} rounds of ${seconds} s; in each round every server has its turn, in another order than in the
  round before, and ratios are those of one round: their median, least and greatest.
- **Routing**: the index in memory beside a bare \`node:http\` server that verifies the token and answers the same text whatever
  it is asked, and beside one that verifies it and asks PostgreSQL for the longest prefix by a GiST index. Networks of nine lengths;
  each call has an address and a domain of one organization.
- **Growth**: what the million costs. For throughput, requests/s at ${small} to those at ${large}; for pages, the median
  at ${large} to that at ${small}, where a page 1,000 that is not there is the last one that is.

## Where

| | |
|---|---|
| CPU | ${machine.cpu}, ${machine.cpus} of them |
| Memory | ${machine.memoryGiB} GiB |
| System | ${machine.system} |
| CPUs of the server | ${pinning ? `${pinning.server} (\`taskset\`)` : 'any'} |
| CPUs of PostgreSQL and the load generator | ${pinning ? pinning.others : 'any'} |
| PostgreSQL | ${postgres.version}, the database has ${figure(postgres.databaseMegabytes, 0)} MB |
| Its settings | ${Object.entries(postgres.settings)
    .map(([name, value]) => `\`${name}=${value}\``)
    .join(' ')} |

${machine.cpus < 4 ? 'On so few cores PostgreSQL and the load generator share what the server leaves them: where they are the bottleneck, the fastest server loses most, and two workers have no free core.' : ''}

${runs.map(writeRun).join('\n\n')}
`;
}

function writeRun(run: Run): string {
  return [
    `## Node ${run.node}`,
    ...tablesOf(run).map((table) => `### ${table.title}\n\n${toMarkdown(table)}`),
  ].join('\n\n');
}
