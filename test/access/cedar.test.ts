import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRepositoryPolicies } from '../../lib/access/cedar';
import { POLICY_FOLDER } from '../../lib/access/policy-files';

const folder = mkdtempSync(join(tmpdir(), 'hlz-policies-'));
beforeEach(() => cpSync(POLICY_FOLDER, folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

it('finds the policies of this repository good', async () => {
  await expect(checkRepositoryPolicies()).resolves.toBeUndefined();
});

it('refuses a folder with a policy that does not fit the schema', async () => {
  writeFileSync(
    join(folder, 'auditor.cedar'),
    '// AUDITOR\n//\n// Reads.\n\n@id("auditor-reads")\n@citation("45 CFR 164.312(b)")\npermit (principal == Role::"auditor", action == Action::"raed", resource);\n',
  );
  await expect(checkRepositoryPolicies(folder)).rejects.toThrow(
    'auditor.cedar, line 7, policy auditor-reads: unrecognized action `Action::"raed"`; did you mean `Action::"read"`?',
  );
});

it('refuses a folder with a file that no role reads', async () => {
  writeFileSync(join(folder, 'surgeon.cedar'), '');
  await expect(checkRepositoryPolicies(folder)).rejects.toThrow('surgeon.cedar belongs to no role');
});
