// The tests run on the output of the Nest CLI, because only that has the schemas of the Swagger plugin.
const compiled = { rootDir: 'dist', transform: {} };
const withServer = {
  ...compiled,
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
};

export default {
  projects: [
    // Needs no database.
    { ...compiled, displayName: 'unit', testMatch: ['<rootDir>/{src,test}/**/*.spec.js'] },
    // Uses one running PostgreSQL.
    { ...withServer, displayName: 'api', testMatch: ['<rootDir>/test/{contract,docs,e2e}/**/*.test.js'] },
    // Stops, kills and freezes servers.
    { ...withServer, displayName: 'resilience', testMatch: ['<rootDir>/test/resilience/**/*.test.js'] },
  ],
  // A worker keeps the memory of the test files that it has run. Jest gives it half a second to exit, in which a busy machine
  // does not release a gigabyte and a half.
  workerIdleMemoryLimit: '600MB',
  // Long enough for the busiest machine.
  testTimeout: 180_000,
};
