// The tests run on the output of the Nest CLI, because only that has the schemas of the Swagger plugin.
export default {
  rootDir: 'dist',
  testMatch: ['<rootDir>/test/**/*.test.js', '<rootDir>/src/**/*.spec.js'],
  transform: {},
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testTimeout: 60_000,
  maxWorkers: 2,
};
