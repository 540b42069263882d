module.exports = {
  // Jest would leave one of two cores idle.
  maxWorkers: '100%',
  // A busy machine takes many times as long: nothing is asserted by time.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(?:@noble/ed25519|jose)/)'],
  setupFilesAfterEnv: [
    '<rootDir>/test/support/clean-assemblies.ts',
    '<rootDir>/test/lambda/support/watch-leaks.ts',
  ],
};
