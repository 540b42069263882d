/**
 * Deletes the cloud assemblies that a test file has made, as `aws-cdk-lib/testhelpers/jest-autoclean`
 * does, but loads nothing of CDK into the many files that make none.
 */

const CDK = require.resolve('aws-cdk-lib/core');

afterAll(async () => {
  if (!(CDK in require.cache)) return;
  const { CloudAssembly } = await import('aws-cdk-lib/cx-api');
  CloudAssembly.cleanupTemporaryDirectories();
});
