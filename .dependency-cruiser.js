import { pathOf, readDiagram } from './tools/docs/architecture.js';

const { rooms, imports } = readDiagram();

/** The rooms that may import a package at run time. Its types may be imported everywhere. */
const packages = {
  pg: ['^src/database/', '^src/errors/error\\.filter\\.ts$', '^tools/dev-postgres/'],
  typeorm: [
    '^src/database/',
    '^migrations/',
    '\\.(entity|repository)\\.ts$',
    '^src/errors/error\\.filter\\.ts$',
  ],
  '@nestjs/typeorm': ['\\.module\\.ts$'],
  express: ['^src/http/'],
  helmet: ['^src/http/'],
  pino: ['^src/observability/'],
  passport: ['^src/auth/'],
  '@nestjs/passport': ['^src/auth/'],
  'passport-jwt': ['^src/auth/'],
  jose: ['^src/auth/'],
  jsonwebtoken: ['^src/auth/'],
  'ipaddr\\.js': ['^src/org-ips/', '^src/routing/'],
};
/** Files of packages that are no public interface, their types too, and the files that may import them. */
const privateParts = {
  'pg/lib/': ['^src/database/pipeline/'],
  'pg-(pool|protocol|types)/': ['^src/database/pipeline/'],
  'typeorm/[^/]+/': ['^src/database/pipeline/'],
  '@nestjs/common/(?!index\\.)': [
    '^src/http/unknown-query\\.guard\\.ts$',
    '^test/e2e/auth/access\\.test\\.ts$',
  ],
  '@nestjs/(core|platform-express|swagger)/(?!(dist/)?index\\.)': [],
  'class-(validator|transformer)/[^/]+/(?!index\\.)': [],
  'express/lib/': [],
};
const ours = '^(src|migrations|bench|tools|test)/';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle is two things that are one, or one that is in the wrong room.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...rooms.map((room) => ({
      name: `${room}-as-drawn`,
      comment:
        'An import that has no arrow in docs/architecture.md: it is in the wrong place, or the diagram is.',
      severity: 'error',
      from: { path: pathOf(room) },
      to: {
        path: ours,
        pathNot: [
          ...[room, ...imports.get(room)].map(pathOf),
          ...(room === 'bench' ? ['^test/support/'] : []),
        ],
      },
    })),
    {
      name: 'no-room-unknown',
      comment: 'A folder that docs/architecture.md does not show.',
      severity: 'error',
      from: { path: '^src/', pathNot: rooms.map(pathOf) },
      to: {},
    },
    {
      name: 'controllers-ask-services',
      severity: 'error',
      // The health controller has no service with resources.
      from: { path: '\\.controller\\.ts$', pathNot: '^src/health/' },
      to: { path: ['\\.repository\\.ts$', '^src/database/', '^node_modules/(typeorm|pg)/'] },
    },
    {
      name: 'repositories-are-their-features-own',
      comment: 'Others ask its service.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '\\.repository\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'machinery-is-of-the-database-alone',
      comment: 'Other rooms use what stands at the top of src/database.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/database/' },
      to: { path: '^src/database/[^/]+/' },
    },
    {
      name: 'pipeline-behind-its-interface',
      comment: 'Import `query-engine.ts`. Only the files that make an engine or a session are for others.',
      severity: 'error',
      from: { pathNot: '^src/database/pipeline/' },
      to: { path: '^src/database/pipeline/(?!(pipeline-engine|session|pooler)\\.ts$)' },
    },
    {
      name: 'replication-loaded-on-demand',
      comment: 'Use `import(…)` after a look at the configuration. Types are free.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/database/replication/' },
      to: { path: '^src/database/replication/', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    ...Object.entries(privateParts).map(([path, own]) => ({
      name: `private-parts-of-packages-in-one-place (${path})`,
      comment:
        'Use the public interface. docs/database-pipeline.md lists the exceptions and why they are needed.',
      severity: 'error',
      from: { path: ours, pathNot: own },
      to: { path: `^node_modules/${path}` },
    })),
    ...Object.entries(packages).map(([name, own]) => ({
      name: `${name.replace('\\', '')}-in-its-rooms`,
      severity: 'error',
      from: { path: ['^src/', '^migrations/'], pathNot: [...own, '\\.spec\\.ts$'] },
      to: { path: `^node_modules/(@types/)?${name}/`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'tests-know-no-benchmark',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^bench/' },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: ['\\.spec\\.ts$', '^tools/dev-postgres/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
