import type crypto from 'node:crypto';
import { createHandler as checkpointer } from '../../../../lambda/ledger/checkpointer/create-handler';
import { SEGMENTS, ZONE_CHECKPOINTS } from '../../../../lambda/ledger/format/layout';
import type * as SegmentHeader from '../../../../lambda/ledger/format/segment-header';
import { createHandler as sealer } from '../../../../lambda/ledger/sealer/create-handler';
import type * as ZoneCheckpoint from '../../../../lambda/ledger/format/zone-checkpoint';
import type * as Checkpointing from '../support/checkpointing';
import { broken } from './promises';
import type * as StandIns from './stand-ins';
import type { Removal } from '../../support/without-safeguards';
import { functionsWithout } from './variants';
import type { Trial } from './world';
import { runSchedule } from './world';

jest.mock('node:zlib', () => {
  const { pack, unpack } = jest.requireActual<typeof StandIns>('./stand-ins');
  return { gzipSync: pack, gunzipSync: unpack };
});
jest.mock('node:crypto', () => {
  const actual = jest.requireActual<typeof crypto>('node:crypto');
  const { remembering, signatureOf } = jest.requireActual<typeof StandIns>('./stand-ins');
  const sha256 = remembering(
    (bytes: Buffer) => actual.hash('sha256', bytes, 'binary'),
    (bytes) => bytes.toString('latin1'),
  );
  return {
    ...actual,
    hash: (_: 'sha256', bytes: Buffer, __: 'binary') => sha256(bytes),
    verify: (_: unknown, message: Buffer, __: unknown, signature: Buffer) =>
      signatureOf(message).equals(signature),
  };
});
jest.mock('../../../../lambda/ledger/format/segment-header', () => {
  const actual = jest.requireActual<typeof SegmentHeader>(
    '../../../../lambda/ledger/format/segment-header',
  );
  const { remembering } = jest.requireActual<typeof StandIns>('./stand-ins');
  return { ...actual, parseHeader: remembering(actual.parseHeader, (text) => text) };
});

jest.mock('../../../../lambda/ledger/format/zone-checkpoint', () => {
  const actual = jest.requireActual<typeof ZoneCheckpoint>(
    '../../../../lambda/ledger/format/zone-checkpoint',
  );
  const { remembering } = jest.requireActual<typeof StandIns>('./stand-ins');
  // All are opened with the one key, which is there once the modules are.
  const open = (bytes: Buffer): ZoneCheckpoint.ZoneCheckpoint =>
    actual.openZoneCheckpoint(
      bytes,
      jest.requireActual<typeof Checkpointing>('../support/checkpointing').KEY.verifier,
    );
  return { ...actual, openZoneCheckpoint: remembering(open, (bytes) => bytes.toString('latin1')) };
});

const FIRST_SEED = 1;
const SCHEDULES = 20_000;

// Most schedules have errors on purpose, of which nobody reads the stack.
Error.stackTraceLimit = 0;

const PRODUCT: Trial = { functions: { sealer, checkpointer } };

it('keeps every promise in every schedule', async () => {
  const start = process.cpuUsage();
  let steps = 0;
  const failures: string[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed += 1) {
    const world = await runSchedule(seed, PRODUCT);
    steps += world.steps;
    const found = broken(world);
    if (found.length > 0) failures.push(`seed ${String(seed)}: ${found.join('; ')}`);
    if (failures.length > 5) break;
  }
  const { user, system } = process.cpuUsage(start);
  process.stdout.write(
    `${String(SCHEDULES)} schedules, seeds ${String(FIRST_SEED)} to ${String(FIRST_SEED + SCHEDULES - 1)}, ${String(steps)} calls, ${((user + system) / 1e6).toFixed(1)} s of CPU\n`,
  );
  expect(failures).toEqual([]);
}, 300_000);

/** What is taken out of the functions or of the store, for which some schedule must fail. */
const SAFEGUARDS: readonly {
  readonly without: string;
  readonly removals?: readonly Removal[];
  /** Keys that the store lets be written twice. Default: none. */
  readonly rewritable?: string;
  /** Where the search begins, where the failing schedule is rare. Default: the first seed. */
  readonly from?: number;
}[] = [
  { without: 'the condition on segments', rewritable: SEGMENTS },
  { without: 'the condition on zone checkpoints', rewritable: ZONE_CHECKPOINTS },
  {
    without: 'leaving out what is sealed',
    removals: [
      {
        file: 'sealer/seal-batch.ts',
        safeguard: 'BigInt(sequenceNumber) > sealed',
        without: 'true',
      },
      // It would seal the same batch for ever, which shows less.
      { file: 'sealer/append.ts', safeguard: 'round = -1;', without: 'return;' },
    ],
  },
  {
    without: 'comparing sequence numbers as numbers',
    removals: [
      {
        file: 'sealer/seal-batch.ts',
        safeguard: 'BigInt(sequenceNumber) > sealed',
        without: 'sequenceNumber > String(sealed)',
      },
    ],
  },
  {
    without: 'leaving out what of the spool is sealed',
    removals: [{ file: 'sealer/seal-spool.ts', safeguard: '!sealed.has(key)', without: 'true' }],
  },
  {
    without: 'forgetting the head before a write',
    removals: [
      {
        file: 'sealer/append.ts',
        safeguard: '      heads.delete(log);\n      const outcome',
        without: '      heads.set(log, head);\n      const outcome',
      },
    ],
  },
  {
    without: 'forgetting the head when a write failed',
    removals: [
      {
        file: 'sealer/append.ts',
        safeguard: '      heads.delete(log);\n      const outcome',
        without: '      heads.set(log, segment.head);\n      const outcome',
      },
      {
        file: 'sealer/append.ts',
        safeguard: '      heads.delete(log);\n      if (error',
        without: '      if (error',
      },
    ],
  },
  {
    without: 'looking at what the store answered',
    removals: [{ file: 'sealer/append.ts', safeguard: "outcome === 'created'", without: 'true' }],
  },
  {
    without: 'keeping the larger state of a log',
    removals: [
      {
        file: 'checkpointer/zone.ts',
        safeguard: 'other !== undefined && other.size > line.size',
        without: 'false',
      },
      {
        file: 'checkpointer/zone.ts',
        safeguard: 'isSame(passed.get(other.size), other)',
        without: 'true',
      },
    ],
  },
  {
    without: 'reading the newest zone checkpoint again',
    removals: [
      {
        file: 'checkpointer/zone.ts',
        safeguard: 'previous = await newestZoneCheckpoint(store, key.verifier);',
        without: '',
      },
      {
        file: 'checkpointer/zone.ts',
        safeguard: '(previous?.number ?? -1) + 1',
        without: '(previous?.number ?? -1) + 1 + round',
      },
    ],
  },
  {
    without: 'keeping the logs that another run has signed',
    removals: [
      {
        file: 'checkpointer/zone.ts',
        safeguard: 'new Map((previous?.logs ?? []).map((line) => [line.origin, line]))',
        without: 'new Map()',
      },
    ],
  },
  {
    without: 'keeping the checkpoint of a log before that of the zone',
    removals: [
      {
        file: 'checkpointer/check-log.ts',
        safeguard:
          'if (line.size !== latest?.size) await keepCheckpoint(dependencies, survey.log, line);',
        without: '',
      },
    ],
  },
  {
    without: 'looking again for what another run has signed',
    from: 7700,
    removals: [
      {
        file: 'checkpointer/check-log.ts',
        safeguard: ' || head.tree.size < signedSize) {',
        without: ') {',
      },
    ],
  },
  {
    without: 'signing as far as is signed already',
    removals: [
      {
        file: 'checkpointer/check-log.ts',
        safeguard: 'head.tree.size >= signedSize && ',
        without: '',
      },
    ],
  },
];

it.each(SAFEGUARDS)('fails without $without', async ({ removals = [], rewritable, from }) => {
  const functions = functionsWithout(removals);
  const trial = rewritable === undefined ? { functions } : { functions, rewritable };
  let found: readonly string[] = [];
  const first = from ?? FIRST_SEED;
  for (let seed = first; found.length === 0 && seed < first + SCHEDULES; seed += 1) {
    found = await runSchedule(seed, trial).then(broken, (error: unknown) => [String(error)]);
  }
  expect(found).not.toEqual([]);
});

it('names safeguards that stand in the source', () => {
  const removal = { file: 'sealer/append.ts', safeguard: 'nothing like this', without: '' };
  expect(() => functionsWithout([removal])).toThrow('should have once: nothing like this');
});
