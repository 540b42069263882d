import type * as CedarWasm from '@cedar-policy/cedar-wasm/nodejs';
import type { Engine } from '../../lambda/access/engine';
import { createEngine } from '../../lambda/access/engine';
import type { PolicyFile } from '../../lambda/access/engine-policies';
import { checkPolicies } from './check';
import { readPolicyFiles } from './policy-files';
import { keepV8Steady } from './steady-v8';

/** Cedar, from its package. Loaded when it is asked for: it takes as long as all else of `hlz`. */
export async function loadCedar(): Promise<typeof CedarWasm> {
  keepV8Steady();
  return import('@cedar-policy/cedar-wasm/nodejs');
}

/**
 * The engine with the policies of this repository: what a function decides by.
 *
 * @throws PolicyError when they cannot be used
 */
export async function repositoryEngine(
  files: readonly PolicyFile[] = readPolicyFiles(),
): Promise<Engine> {
  return createEngine(await loadCedar(), files, 'at-once');
}

/**
 * What stands before each synth: a zone with policies that mean something else than they say, or
 * nothing, is not made.
 *
 * @param folder default: that of this repository
 * @throws PolicyError that names everything that is wrong with them
 */
export async function checkRepositoryPolicies(folder?: string): Promise<void> {
  checkPolicies(await loadCedar(), readPolicyFiles(folder));
}
