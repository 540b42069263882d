import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleHandlers } from '../../../lib/bundle/handler-bundle';
import type { SentAnswer } from '../support/baseline';

const run = promisify(execFile);

describe('the bundle', () => {
  let folder = '';
  let file = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baseline-bundle-'));
    file = join(folder, 'baseline', 'index.mjs');
    await bundleHandlers(folder, ['baseline']);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  test('is at most 500 kB', async () => {
    expect((await readFile(file)).byteLength).toBeLessThanOrEqual(500_000);
  });

  // In a Node of its own: a `require` that esbuild could not resolve, or a schema that it dropped, shows here.
  test('is an ES module that works', async () => {
    const script = join(__dirname, '../support/run-bundle.mjs');
    const { stdout } = await run(process.execPath, [script, pathToFileURL(file).href]);
    const { answers, actions } = JSON.parse(stdout) as {
      readonly answers: readonly SentAnswer[];
      readonly actions: readonly string[];
    };
    expect(answers.map(({ Reason, Data }) => Data?.['Changed'] ?? Reason)).toEqual([
      expect.stringMatching(/^Resource type Custom::NoSuchThing is unknown/),
      expect.stringMatching(
        /^MinimumPasswordLength, MaxPasswordAge, .*AllowUsersToChangePassword$/,
      ),
      'KmsKeyId, EncryptionByDefault',
      'sg-1 of vpc-1: 1 ingress, 0 egress',
    ]);
    expect(actions.toSorted()).toEqual([
      'DescribeSecurityGroups',
      'DescribeSecurityGroups',
      'EnableEbsEncryptionByDefault',
      'GetAccountPasswordPolicy',
      'GetEbsDefaultKmsKeyId',
      'GetEbsEncryptionByDefault',
      'ModifyEbsDefaultKmsKeyId',
      'RevokeSecurityGroupIngress',
      'UpdateAccountPasswordPolicy',
    ]);
  });
});
