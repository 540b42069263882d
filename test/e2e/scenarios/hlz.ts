import { join } from 'node:path';
import { ROOT } from '../../support/root';
import type { Ended } from '../machine/processes';
import { CommandError } from '../machine/processes';
import type { Workshop } from '../zone/cdk';

const HLZ = join(ROOT, 'bin', 'hlz.mjs');

/**
 * Runs `hlz` as a person does.
 *
 * @throws CommandError when it ends with another exit code than expected
 */
export async function hlz(
  { processes, env, folder }: Workshop,
  args: readonly string[],
  expected = 0,
): Promise<Ended> {
  const ended = await processes.end(process.execPath, [HLZ, ...args], {
    cwd: folder,
    env,
    seconds: 300,
  });
  if (ended.code !== expected) throw new CommandError(`hlz ${args.join(' ')}`, ended);
  return ended;
}

/** Verifier key of the ledger, as an auditor is handed it. */
export async function verifierKey(
  shop: Workshop,
  { origin, checkpointKey }: { readonly origin: string; readonly checkpointKey: string },
): Promise<string> {
  const { stdout } = await hlz(shop, [
    'ledger',
    'key',
    '--origin',
    origin,
    '--key-id',
    checkpointKey,
  ]);
  return stdout.trim();
}

/** Objects that `hlz ... --json` prints, one a line, of one event. */
export function eventsIn(
  { stdout }: Pick<Ended, 'stdout'>,
  event: string,
): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter((entry) => entry['event'] === event);
}

/** The last of them: what came of it. */
export function endOf(ended: Pick<Ended, 'stdout'>): Readonly<Record<string, unknown>> {
  const end = eventsIn(ended, 'end').at(-1);
  if (end === undefined) throw new Error(`no end in ${ended.stdout}`);
  return end;
}
