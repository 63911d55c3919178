// The tests run as compiled by the Nest CLI: only so they see the schemas that the Swagger plugin writes.
export default {
  rootDir: 'dist',
  testMatch: ['<rootDir>/test/**/*.test.js', '<rootDir>/src/**/*.spec.js'],
  transform: {},
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testTimeout: 60_000,
  maxWorkers: 2,
};
