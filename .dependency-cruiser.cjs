/** Imports go one way: main → app → features → { auth, http, database } → config. */
const features = [
  'organizations',
  'hierarchy',
  'contacts',
  'lookups',
  'domains',
  'org-ips',
  'billing',
  'api-keys',
  'audit',
  'health',
  'routing',
  'traffic',
  'documentation',
];
const ground = ['auth', 'http', 'database', 'config'];
const room = (names) => `^src/(${names.join('|')})/`;

/** What each feature may import of the others. */
const allowed = {
  lookups: [],
  health: ['routing'],
  traffic: [],
  documentation: [],
  routing: ['domains', 'org-ips', 'organizations', 'traffic'],
  organizations: ['lookups'],
  hierarchy: ['organizations', 'lookups'],
  contacts: ['organizations', 'lookups'],
  domains: ['organizations', 'lookups', 'traffic'],
  'org-ips': ['organizations', 'lookups', 'traffic'],
  billing: ['organizations', 'lookups'],
  'api-keys': ['organizations', 'lookups'],
  audit: ['organizations', 'lookups', 'domains', 'org-ips', 'contacts', 'billing', 'api-keys'],
};

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle is two things that are one, or one that is in the wrong room.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'ground-knows-no-feature',
      severity: 'error',
      from: { path: room(ground) },
      to: { path: [room(features), '^src/(app|app\\.module|ending|entities|main|welcome|workers)\\.ts$'] },
    },
    {
      name: 'config-knows-nobody',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: '^src/config/' },
    },
    ...features.map((feature) => ({
      name: `${feature}-knows-${allowed[feature].join('-and-') || 'no-other-feature'}`,
      severity: 'error',
      from: { path: room([feature]) },
      to: { path: room(features), pathNot: room([feature, ...allowed[feature]]) },
    })),
    {
      name: 'features-know-no-app',
      severity: 'error',
      from: { path: room(features) },
      to: { path: '^src/(app|app\\.module|ending|entities|main|welcome|workers)\\.ts$' },
    },
    {
      name: 'program-knows-no-benchmark',
      comment: 'What measures the program, and what tests it, is no part of it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(bench|test)/' },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.spec\\.ts$', '^src/database/embedded-'] },
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
