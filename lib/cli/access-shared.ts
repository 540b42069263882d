import type { Engine } from '../../lambda/access/engine';
import { PolicyError } from '../../lambda/access/engine-error';
import type { Policy } from '../../lambda/access/engine-policies';
import { readPolicies } from '../../lambda/access/engine-policies';
import { repositoryEngine } from '../access/cedar';
import { readPolicyFiles } from '../access/policy-files';
import type { CommandIo } from './command';
import { EXIT } from './command';

export interface Access {
  readonly engine: Engine;
  readonly policies: readonly Policy[];
}

/** Runs with the policies of this repository; says what is wrong with them when they cannot be used. */
export async function withPolicies(
  io: CommandIo,
  name: string,
  work: (access: Access) => number,
): Promise<number> {
  try {
    const files = readPolicyFiles();
    return work({ engine: await repositoryEngine(files), policies: readPolicies(files) });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    io.stderr(`hlz access ${name}: ${error.message}\n`);
    return EXIT.problems;
  }
}
