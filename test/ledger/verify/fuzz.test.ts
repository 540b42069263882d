import { LedgerCommandError } from '../../../lib/ledger/errors';
import { INDEX } from '../../../lib/ledger/layout/export-layout';
import { proveEvent } from '../../../lib/ledger/prove/prove';
import { ProofError, verifyProof } from '../../../lambda/ledger/proof/tlog-proof';
import { verifyExport } from '../../../lib/ledger/verify/verify';
import { exported } from '../../support/ledger/exported';
import { memoryExport } from '../../support/ledger/memory-export';
import type { Contents } from '../../support/ledger/tamper';
import { relist } from '../../support/ledger/tamper';
import type { World } from '../../support/ledger/world';
import { idOf, sampleWorld } from '../../support/ledger/world';
import { createRandom } from '../../support/random';

const TRIALS = Number(process.env['HLZ_TRIALS'] ?? 6) * 20;

let world: World;
let whole: Contents;
let id: string;

beforeAll(async () => {
  world = await sampleWorld(5, 150);
  whole = (await exported(world.bucket)).contents;
  const [, lines] = [...whole].find(([path]) => path.startsWith(`${INDEX}/`)) ?? [];
  id = lines?.toString('utf8').split(' ')[0] ?? '';
});

/** What the errors may be that people see. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof LedgerCommandError || error instanceof ProofError) return error;
    throw error;
  }
}

it('whatever stands in a file, verify says what is wrong and prove does not believe it', () => {
  for (let seed = 1; seed <= TRIALS; seed += 1) {
    const random = createRandom(seed);
    const contents = new Map(whole);
    const path = random.pick([...contents.keys()].filter((name) => !name.startsWith(`${INDEX}/`)));
    const bytes = contents.get(path) ?? Buffer.alloc(0);
    const other = contents.get(random.pick([...contents.keys()])) ?? Buffer.alloc(0);
    const garbage = random.pick([
      () => random.bytes(random.below(300)),
      () => Buffer.alloc(0),
      () => bytes.subarray(0, random.below(bytes.length)),
      () => Buffer.concat([bytes, random.bytes(1 + random.below(9))]),
      () => Buffer.concat([bytes.subarray(random.below(bytes.length)), bytes]),
      () => (other.equals(bytes) ? random.bytes(9) : other),
    ])();
    contents.set(path, garbage);
    const isListing = !path.startsWith('objects/');
    if (!isListing && random.chance(0.7)) relist(contents);
    const { files } = memoryExport(contents);
    const verdict = outcome(() =>
      verifyExport(files, { key: world.key, lock: { mode: 'COMPLIANCE', days: 2192 } }),
    );
    expect({ seed, path, verdict }).not.toMatchObject({ verdict: { verified: true } });
    const proven = outcome(() => {
      const { text } = proveEvent(files, world.key, id);
      return idOf(verifyProof(Buffer.from(text), world.key).leaf);
    });
    expect(proven instanceof Error ? id : proven).toBe(id);
  }
});

it('a changed proof proves nothing, and says so', () => {
  const { text } = proveEvent(memoryExport(whole).files, world.key, id);
  const good = verifyProof(Buffer.from(text), world.key);
  for (let seed = 1; seed <= TRIALS * 2; seed += 1) {
    const random = createRandom(seed);
    const bytes = Buffer.from(text);
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255));
    const cut = random.chance(0.2) ? bytes.subarray(0, at) : bytes;
    const verdict = outcome(() => verifyProof(cut, world.key));
    // Signatures of others may stand in a note; nothing else may change.
    expect({ seed, verdict: verdict instanceof ProofError ? 'refused' : verdict }).toEqual({
      seed,
      verdict: 'refused',
    });
  }
  expect(good.log).toMatch(/^shardId-/);
});
