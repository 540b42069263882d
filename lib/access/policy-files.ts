import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyFile } from '../../lambda/access/engine-policies';

/** Where the policies stand, in this repository. */
export const POLICY_FOLDER = join(__dirname, '..', '..', 'lambda', 'access', 'policies');

/** Everything that stands there: what does not belong is for others to notice. */
export function readPolicyFiles(folder = POLICY_FOLDER): readonly PolicyFile[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
