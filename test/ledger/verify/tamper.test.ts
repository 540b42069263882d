import { gunzipSync, gzipSync } from 'node:zlib';
import {
  checkpointKey,
  CHECKPOINTS,
  checkpointsOf,
  logOrigin,
  numberIn,
  segmentKey,
  SEGMENTS,
  segmentsOf,
  SPOOL,
  ZONE_CHECKPOINTS,
  zoneCheckpointKey,
} from '../../../lambda/ledger/format/layout';
import type { LogLine, ZoneCheckpoint } from '../../../lambda/ledger/format/zone-checkpoint';
import {
  openZoneCheckpoint,
  signZoneCheckpoint,
} from '../../../lambda/ledger/format/zone-checkpoint';
import { formatCheckpoint } from '../../../lambda/ledger/note/checkpoint';
import { signNote } from '../../../lambda/ledger/note/signed-note';
import { leafHash, sha256 } from '../../../lambda/ledger/tree/hash';
import { LOGS, MANIFEST, objectPath, VERSIONS } from '../../../lib/ledger/layout/export-layout';
import type { VersionLine } from '../../../lib/ledger/layout/version-line';
import { formatEventId } from '../../../lambda/shared/audit/event-id';
import { eventIdIn } from '../../../lib/ledger/event-id';
import { proveEvent } from '../../../lib/ledger/prove/prove';
import { formatProof } from '../../../lambda/ledger/proof/tlog-proof';
import { readExpected, readExpectedProof } from '../../../lib/ledger/verify/expected';
import type { Fault, FaultKind } from '../../../lib/ledger/verify/report';
import type { VerifyOptions } from '../../../lib/ledger/verify/verify';
import { verifyExport } from '../../../lib/ledger/verify/verify';
import { exported } from '../../support/ledger/exported';
import { memoryExport } from '../../support/ledger/memory-export';
import type { Contents } from '../../support/ledger/tamper';
import {
  changeByte,
  keysOf,
  objectOf,
  recordsOf,
  relist,
  repack,
  rewriteOne,
  rewriteRest,
  segmentsIn,
  setVersionLines,
  versionLines,
} from '../../support/ledger/tamper';
import type { World } from '../../support/ledger/world';
import { sampleWorld, STEPS, testKey } from '../../support/ledger/world';
import type { Random } from '../../support/random';
import { createRandom } from '../../support/random';

/** Trials of each kind, with the seeds from 1 on. A seed that fails is printed. */
const TRIALS = Number(process.env['HLZ_TRIALS'] ?? 6);
const LAST = STEPS - 1;
const SHARDS = ['shardId-000000000000', 'shardId-000000000001', 'shardId-000000000002'];
const stranger = testKey(9);

let world: World;
let whole: Contents;

beforeAll(async () => {
  world = await sampleWorld(20_261_125, 500);
  whole = (await exported(world.bucket)).contents;
});

/** What a trial did, and what must be said of it first. */
interface Expectation {
  readonly kinds: readonly FaultKind[];
  readonly place: string;
  readonly leaf?: number;
  readonly expected?: Buffer;
}

type Tamper = (contents: Contents, random: Random) => Expectation | Promise<Expectation>;

function verify(contents: Contents, options: Partial<VerifyOptions> = {}) {
  return verifyExport(memoryExport(contents).files, {
    key: world.key,
    lock: { mode: 'COMPLIANCE', days: 2192 },
    ...options,
  });
}

/** The trials that were not found, or whose first fault is not the one that was made. */
async function trials(tamper: Tamper, count = TRIALS): Promise<readonly unknown[]> {
  const missed: unknown[] = [];
  for (let seed = 1; seed <= count; seed += 1) {
    const contents = new Map(whole);
    const { kinds, place, leaf, expected } = await tamper(contents, createRandom(seed));
    const options = expected === undefined ? {} : { expected: readExpected(expected, world.key) };
    const { verified, faults } = verify(contents, options);
    const [first] = faults;
    const named =
      first !== undefined &&
      kinds.includes(first.kind) &&
      first.place === place &&
      (leaf === undefined || first.leaf === leaf);
    if (verified || !named) missed.push({ seed, kinds, place, leaf, faults: faults.slice(0, 3) });
  }
  return missed;
}

/** A log and the number of one of its segments, with at least some records. */
function someSegment(
  contents: Contents,
  random: Random,
  atLeast = 1,
): { readonly log: string; readonly at: number } {
  const found = SHARDS.flatMap((log) =>
    segmentsIn(contents, log).flatMap(({ entries }, at) =>
      entries.length >= atLeast ? [{ log, at }] : [],
    ),
  );
  return random.pick(found);
}

function openZone(contents: Contents, number: number): ZoneCheckpoint {
  return openZoneCheckpoint(objectOf(contents, zoneCheckpointKey(number)), world.key);
}

async function signZone(contents: Contents, zone: ZoneCheckpoint): Promise<Buffer> {
  const bytes = await signZoneCheckpoint(zone, world.key, world.sign);
  contents.set(objectPath(zoneCheckpointKey(zone.number)), bytes);
  return bytes;
}

describe('a changed byte', () => {
  it.each([
    ['a segment', SEGMENTS],
    ['a checkpoint', CHECKPOINTS],
    ['a zone checkpoint', ZONE_CHECKPOINTS],
    ['an object of the spool', SPOOL],
  ])('of %s', async (_, below) => {
    expect(
      await trials((contents, random) => {
        const place = random.pick(keysOf(contents, below));
        changeByte(contents, objectPath(place), random);
        return { kinds: ['changed'], place };
      }),
    ).toEqual([]);
  });

  it.each([
    ['a segment', SEGMENTS],
    ['a checkpoint', CHECKPOINTS],
    ['a zone checkpoint', ZONE_CHECKPOINTS],
    ['an object of the spool', SPOOL],
  ])('of %s, with a listing that agrees', async (_, below) => {
    expect(
      await trials((contents, random) => {
        const place = random.pick(keysOf(contents, below));
        changeByte(contents, objectPath(place), random);
        relist(contents);
        const isNote = below === CHECKPOINTS || below === ZONE_CHECKPOINTS;
        return { kinds: isNote ? ['changed', 'foreign-signature'] : ['changed'], place };
      }),
    ).toEqual([]);
  });

  it('of a tile, a bundle of entries or the checkpoint beside them', async () => {
    expect(
      await trials((contents, random) => {
        const place = random.pick(
          [...contents.keys()].filter((path) => path.startsWith(`${LOGS}/`)),
        );
        changeByte(contents, place, random);
        return { kinds: ['changed'], place };
      }),
    ).toEqual([]);
  });

  it('of the listing', async () => {
    expect(
      await trials((contents, random) => {
        changeByte(contents, VERSIONS, random);
        return { kinds: ['changed'], place: VERSIONS };
      }),
    ).toEqual([]);
  });

  it('of what the export says of itself', async () => {
    expect(
      await trials((contents, random) => {
        const text = contents.get(MANIFEST)?.toString('utf8') ?? '';
        changeByte(contents, MANIFEST, random);
        const now = contents.get(MANIFEST)?.toString('latin1') ?? '';
        const [, before] = /"versions":"([0-9a-f]{64})"/.exec(text) ?? [];
        const [, after] = /"versions":"([0-9a-f]{64})"/.exec(now) ?? [];
        const inHash = after !== undefined && after !== before;
        return { kinds: ['changed', 'foreign-signature'], place: inHash ? VERSIONS : MANIFEST };
      }),
    ).toEqual([]);
  });
});

describe('an event', () => {
  /** Changes the records of one segment; `leaf` is the first that is not as it was. */
  const change = (
    kind: FaultKind,
    edit: (records: Buffer[], random: Random) => number,
  ): readonly (readonly [string, Tamper])[] => {
    const pick = (contents: Contents, random: Random) => {
      const { log, at } = someSegment(contents, random, 3);
      const segment = segmentsIn(contents, log)[at];
      if (segment === undefined) throw new Error('no such segment');
      const records = recordsOf(segment).map(({ data }) => data);
      const first = edit(records, random);
      const place = segmentKey(log, segment.header.start);
      return { log, at, segment, records, place, leaf: segment.header.start + first };
    };
    return [
      [
        'under the old header',
        (contents, random) => {
          const { segment, records, place, leaf } = pick(contents, random);
          if (segment.longRecords.size === 0) {
            contents.set(objectPath(place), repack(objectOf(contents, place), records));
          } else {
            rewriteOne(
              contents,
              segment.header.origin.split('/').at(-1) ?? '',
              segment.header.seq,
              records,
            );
          }
          relist(contents);
          return { kinds: [kind], place, leaf };
        },
      ],
      [
        'under a header that fits',
        (contents, random) => {
          const { log, at, records, place, leaf } = pick(contents, random);
          rewriteOne(contents, log, at, records);
          relist(contents);
          return { kinds: [kind], place, leaf };
        },
      ],
      [
        'in a log written anew from there on',
        (contents, random) => {
          const { log, at, segment, records, place, leaf } = pick(contents, random);
          rewriteRest(contents, log, at, (segments) =>
            segments.map((segment, index) => [
              segment,
              index === 0 ? records : recordsOf(segment).map(({ data }) => data),
            ]),
          );
          relist(contents);
          // Behind the last record of a segment nothing shows where it ended.
          const atEnd = kind === 'dropped' && leaf === segment.header.size - 1;
          return { kinds: [kind], place: atEnd ? segmentKey(log, leaf) : place, leaf };
        },
      ],
    ];
  };

  it.each(
    change('dropped', (records, random) => {
      const at = random.below(records.length);
      records.splice(at, 1);
      return at;
    }),
  )('dropped %s', async (_, tamper) => {
    expect(await trials(tamper)).toEqual([]);
  });

  it.each(
    change('swapped', (records, random) => {
      const at = random.below(records.length - 1);
      const [one, other] = [records[at], records[at + 1]];
      if (one === undefined || other === undefined || one.equals(other))
        throw new Error('the same');
      [records[at], records[at + 1]] = [other, one];
      return at;
    }),
  )('swapped %s', async (_, tamper) => {
    expect(await trials(tamper)).toEqual([]);
  });

  it.each(
    change('changed', (records, random) => {
      const at = random.below(records.length);
      records[at] = Buffer.from('{"made":"up"}');
      return at;
    }),
  )('changed %s', async (_, tamper) => {
    expect(await trials(tamper)).toEqual([]);
  });

  it.each(
    change('inserted', (records, random) => {
      const at = random.below(records.length);
      records.splice(at, 0, Buffer.from('{"made":"up"}'));
      return at;
    }),
  )('put in %s', async (_, tamper) => {
    expect(await trials(tamper)).toEqual([]);
  });

  it('is found without tiles too: by its segment, or by the size that was signed', async () => {
    for (let seed = 1; seed <= TRIALS; seed += 1) {
      const random = createRandom(seed);
      const contents = new Map(whole);
      for (const path of contents.keys()) if (path.startsWith(`${LOGS}/`)) contents.delete(path);
      const { log, at } = someSegment(contents, random, 3);
      rewriteRest(contents, log, at, (segments) =>
        segments.map((segment, index) => [
          segment,
          recordsOf(segment)
            .map(({ data }) => data)
            .slice(index === 0 ? 1 : 0),
        ]),
      );
      relist(contents);
      const [first] = verify(contents).faults;
      expect({ seed, log: first?.place.includes(`/${log}/`) }).toEqual({ seed, log: true });
      expect(['changed', 'truncated']).toContain(first?.kind);
    }
  });
});

describe('a segment', () => {
  /** Not the last: what is missing at the end is a truncation. */
  const inside = (
    contents: Contents,
    random: Random,
  ): { log: string; at: number; place: string } => {
    const log = random.pick(SHARDS.slice(0, 2));
    const segments = segmentsIn(contents, log);
    const at = random.below(segments.length - 1);
    return { log, at, place: segmentKey(log, segments[at]?.header.start ?? 0) };
  };

  it('missing as a file', async () => {
    expect(
      await trials((contents, random) => {
        const { place } = inside(contents, random);
        contents.delete(objectPath(place));
        return { kinds: ['dropped'], place };
      }),
    ).toEqual([]);
  });

  it('missing, and not listed', async () => {
    expect(
      await trials((contents, random) => {
        const { place } = inside(contents, random);
        contents.delete(objectPath(place));
        relist(contents);
        return { kinds: ['dropped'], place };
      }),
    ).toEqual([]);
  });

  it('dropped, with the log written anew from there on', async () => {
    expect(
      await trials((contents, random) => {
        const { log, at, place } = inside(contents, random);
        rewriteRest(contents, log, at, (segments) =>
          segments.slice(1).map((segment) => [segment, recordsOf(segment).map(({ data }) => data)]),
        );
        relist(contents);
        return { kinds: ['dropped'], place, leaf: numberIn(place) ?? -1 };
      }),
    ).toEqual([]);
  });

  it('swapped with another of its log', async () => {
    expect(
      await trials((contents, random) => {
        const { log, at, place } = inside(contents, random);
        const keys = keysOf(contents, segmentsOf(log)).toReversed();
        const other = keys[at + 1 + random.below(keys.length - at - 1)] ?? '';
        const bytes = objectOf(contents, place);
        contents.set(objectPath(place), objectOf(contents, other));
        contents.set(objectPath(other), bytes);
        relist(contents);
        return { kinds: ['swapped'], place };
      }),
    ).toEqual([]);
  });

  it('swapped with one of another log', async () => {
    expect(
      await trials((contents, random) => {
        const [one, other] = SHARDS.slice(0, 2).map((log) =>
          random.pick(keysOf(contents, segmentsOf(log))),
        );
        const bytes = objectOf(contents, one ?? '');
        contents.set(objectPath(one ?? ''), objectOf(contents, other ?? ''));
        contents.set(objectPath(other ?? ''), bytes);
        relist(contents);
        // Which of both logs is read first is a matter of time.
        const [first] = verify(contents).faults;
        return { kinds: ['swapped'], place: first?.place === other ? (other ?? '') : (one ?? '') };
      }),
    ).toEqual([]);
  });

  it('packed otherwise, with the same content', async () => {
    expect(
      await trials((contents, random) => {
        const { place } = inside(contents, random);
        const content = gunzipSync(objectOf(contents, place));
        contents.set(objectPath(place), gzipSync(content, { level: 1 + random.below(3) }));
        relist(contents);
        return { kinds: ['changed'], place };
      }),
    ).toEqual([]);
  });

  it('packed otherwise, the last of a log', async () => {
    expect(
      await trials((contents, random) => {
        const place = keysOf(contents, segmentsOf(random.pick(SHARDS)))[0] ?? '';
        const content = gunzipSync(objectOf(contents, place));
        contents.set(objectPath(place), gzipSync(content, { level: 1 + random.below(3) }));
        relist(contents);
        return { kinds: ['changed'], place };
      }),
    ).toEqual([]);
  });

  it('put over another one', async () => {
    expect(
      await trials((contents, random) => {
        const { log, at } = someSegment(contents, random, 2);
        const start = segmentsIn(contents, log)[at]?.header.start ?? 0;
        const place = segmentKey(log, start + 1);
        contents.set(objectPath(place), objectOf(contents, segmentKey(log, start)));
        relist(contents);
        return { kinds: ['inserted'], place };
      }),
    ).toEqual([]);
  });
});

describe('what is cut off', () => {
  /** Turns the export back to a zone checkpoint, with all that belongs together. */
  const turnBack = (contents: Contents, number: number): ZoneCheckpoint => {
    const zone = openZone(contents, number);
    const sizes = new Map(zone.logs.map(({ origin, size }) => [origin, size]));
    for (const key of keysOf(contents)) {
      const log = key.split('/').at(-2) ?? '';
      const size = sizes.get(logOrigin('mercy.hlz/444455556666/us-east-1', log)) ?? 0;
      const at = numberIn(key) ?? 0;
      const beyond =
        (key.startsWith(ZONE_CHECKPOINTS) && at > number) ||
        (key.startsWith(SEGMENTS) && at >= size) ||
        (key.startsWith(CHECKPOINTS) && at > size);
      if (beyond) contents.delete(objectPath(key));
    }
    for (const path of contents.keys()) if (path.startsWith(`${LOGS}/`)) contents.delete(path);
    relist(contents);
    return zone;
  };

  it('with its signatures, passes by itself', () => {
    const contents = new Map(whole);
    turnBack(contents, 4);
    expect(verify(contents).faults).toEqual([]);
  });

  it('with its signatures, is caught by a note that was kept', async () => {
    expect(
      await trials((contents, random) => {
        const kept = LAST - random.below(10);
        const expected = objectOf(contents, zoneCheckpointKey(kept));
        const { logs: full } = openZone(contents, kept);
        const zone = turnBack(contents, random.below(5));
        const there = new Map(zone.logs.map(({ origin, size }) => [origin, size]));
        const [first] = full
          .filter(({ origin, size }) => (there.get(origin) ?? 0) < size)
          .map(({ origin }) => ({
            log: origin.split('/').at(-1) ?? '',
            size: there.get(origin) ?? 0,
          }))
          .toSorted((a, b) => (a.log < b.log ? -1 : 1));
        const { faults } = verify(contents, { expected: readExpected(expected, world.key) });
        // Each log that is too short is named; which comes first is a matter of time.
        const places = new Set(faults.map(({ place }) => place));
        expect(places).toContain(
          first?.size === 0
            ? segmentsOf(first.log)
            : segmentKey(first?.log ?? '', first?.size ?? 0),
        );
        return { kinds: ['truncated', 'missing-log'], place: faults[0]?.place ?? '', expected };
      }),
    ).toEqual([]);
  });

  it('when only heartbeats are missing', async () => {
    expect(
      await trials((contents, random) => {
        const expected = objectOf(contents, zoneCheckpointKey(LAST));
        const last = LAST - 1 - random.below(3);
        for (let number = last + 1; number <= LAST; number += 1) {
          contents.delete(objectPath(zoneCheckpointKey(number)));
        }
        relist(contents);
        return { kinds: ['truncated'], place: zoneCheckpointKey(last + 1), expected };
      }),
    ).toEqual([]);
  });

  it('without its signatures', async () => {
    expect(
      await trials((contents, random) => {
        const log = random.pick(SHARDS.slice(0, 2));
        const keys = keysOf(contents, segmentsOf(log)).toReversed();
        const keep = 1 + random.below(keys.length - 1);
        for (const key of keys.slice(keep)) contents.delete(objectPath(key));
        relist(contents);
        return { kinds: ['truncated'], place: keys[keep] ?? '' };
      }),
    ).toEqual([]);
  });

  it('when it is a whole log', async () => {
    expect(
      await trials((contents, random) => {
        const log = random.pick([...SHARDS, 'spool']);
        for (const below of [segmentsOf(log), checkpointsOf(log)]) {
          for (const key of keysOf(contents, below)) contents.delete(objectPath(key));
        }
        relist(contents);
        return { kinds: ['missing-log'], place: segmentsOf(log) };
      }),
    ).toEqual([]);
  });

  it('when it is a whole log, and the zone was signed anew without it', async () => {
    expect(
      await trials(async (contents, random) => {
        const log = random.pick(SHARDS);
        const expected = objectOf(contents, zoneCheckpointKey(LAST - random.below(5)));
        for (const path of contents.keys()) {
          if (path.includes(`/${log}/`)) contents.delete(path);
        }
        for (let number = 0; number <= LAST; number += 1) {
          const zone = openZone(contents, number);
          const logs = zone.logs.filter(({ origin }) => !origin.endsWith(log));
          await signZone(contents, { ...zone, logs });
        }
        relist(contents);
        return { kinds: ['missing-log'], place: segmentsOf(log), expected };
      }, 4),
    ).toEqual([]);
  });

  it('when it is a zone checkpoint between others', async () => {
    expect(
      await trials((contents, random) => {
        const place = zoneCheckpointKey(random.below(LAST));
        contents.delete(objectPath(place));
        relist(contents);
        return { kinds: ['dropped'], place };
      }),
    ).toEqual([]);
  });
});

describe('a signature', () => {
  it.each([['of a stranger'], ['of a stranger under our name']])('%s', async (_, at = _) => {
    expect(
      await trials(async (contents, random) => {
        const signer = at.endsWith('name') ? stranger : testKey(9, 'somebody.else');
        const place = random.pick([
          ...keysOf(contents, CHECKPOINTS),
          ...keysOf(contents, ZONE_CHECKPOINTS),
        ]);
        const note = objectOf(contents, place).toString('utf8');
        const text = note.slice(0, note.indexOf('\n\n') + 1);
        const list = /\n\n— [^\n]+\n(\n[^]*)$/.exec(note)?.[1] ?? '';
        contents.set(
          objectPath(place),
          Buffer.from(`${await signNote(text, signer.key, signer.sign)}${list}`),
        );
        relist(contents);
        return { kinds: ['foreign-signature'], place };
      }),
    ).toEqual([]);
  });

  it('on all of another ledger is no proof of this one', async () => {
    const { faults } = verifyExport(memoryExport(whole).files, {
      key: stranger.key,
      lock: { mode: 'COMPLIANCE', days: 2192 },
    });
    expect(faults).toMatchObject([{ kind: 'foreign-signature', place: ZONE_CHECKPOINTS }]);
    expect(faults[0]?.message).toContain(stranger.key.id.toString('hex'));
  });
});

it.each([
  ['a checkpoint', CHECKPOINTS],
  ['a zone checkpoint', ZONE_CHECKPOINTS],
])('%s with another signature beside ours is not what was written', async (_, below) => {
  expect(
    await trials(async (contents, random) => {
      const place = random.pick(keysOf(contents, below));
      const note = objectOf(contents, place).toString('utf8');
      const { key, sign } = testKey(9, 'somebody.else');
      const [line = ''] = /— .*\n$/.exec(await signNote('other\n', key, sign)) ?? [];
      contents.set(objectPath(place), Buffer.from(note.replace(/\n— .*\n/, `$&${line}`)));
      const log = place.split('/').at(-2) ?? '';
      if (keysOf(contents, checkpointsOf(log))[0] === place) {
        contents.set(`${LOGS}/${log}/checkpoint`, objectOf(contents, place));
      }
      relist(contents);
      return { kinds: ['changed'], place };
    }),
  ).toEqual([]);
});

it.each(['shardId-000000000055/checkpoint', 'note.txt'])(
  'what stands in logs/ and is no log is named: %s',
  (path) => {
    const contents = new Map(whole).set(`${LOGS}/${path}`, Buffer.from('x'));
    const place = `${LOGS}/${path.split('/')[0] ?? ''}`;
    expect(verify(contents).faults).toMatchObject([{ kind: 'inserted', place }]);
  },
);

it('what lies beside an export is said not to be a part of it', () => {
  const contents = new Map(whole).set('note.txt', Buffer.from('x')).set('old/a', Buffer.from('x'));
  const { faults, remarks } = verify(contents);
  expect(faults).toEqual([]);
  expect(remarks.find(({ kind }) => kind === 'not-checked')?.message).toContain('note.txt, old');
});

it.each([
  ['a checkpoint', CHECKPOINTS],
  ['a zone checkpoint', ZONE_CHECKPOINTS],
])('%s in the place of another is named', async (_, below) => {
  expect(
    await trials((contents, random) => {
      const keys = keysOf(contents, below);
      const place = random.pick(keys);
      const other = random.pick(keys.filter((key) => key !== place));
      contents.set(objectPath(place), objectOf(contents, other));
      relist(contents);
      return { kinds: ['swapped'], place };
    }),
  ).toEqual([]);
});

describe('a checkpoint of a log', () => {
  it('that is gone with its line in the listing', async () => {
    expect(
      await trials((contents, random) => {
        const place = random.pick(keysOf(contents, CHECKPOINTS));
        contents.delete(objectPath(place));
        relist(contents);
        return { kinds: ['dropped'], place };
      }),
    ).toEqual([]);
  });

  it('is missed where all of them are gone, and the tiles are junk', async () => {
    expect(
      await trials((contents, random) => {
        const log = random.pick(SHARDS);
        const keys = keysOf(contents, checkpointsOf(log));
        for (const key of keys) contents.delete(objectPath(key));
        for (const path of contents.keys()) {
          if (path.startsWith(`${LOGS}/${log}/tile/`)) contents.set(path, Buffer.from('junk'));
        }
        relist(contents);
        return { kinds: ['dropped'], place: keys.at(-1) ?? '' };
      }),
    ).toEqual([]);
  });
});

describe('a fork', () => {
  const wrong = (line: LogLine, random: Random): LogLine => ({
    ...line,
    root: sha256(random.bytes(8)),
  });

  it('in a checkpoint of a log', async () => {
    expect(
      await trials(async (contents, random) => {
        const place = random.pick(keysOf(contents, CHECKPOINTS));
        const log = place.split('/').at(-2) ?? '';
        const text = formatCheckpoint({
          origin: logOrigin(world.key.name, log),
          size: numberIn(place) ?? 0,
          root: sha256(random.bytes(8)),
        });
        const note = Buffer.from(await signNote(text, world.key, world.sign));
        contents.set(objectPath(place), note);
        if (numberIn(keysOf(contents, checkpointsOf(log))[0] ?? '') === numberIn(place)) {
          contents.set(`${LOGS}/${log}/checkpoint`, note);
        }
        relist(contents);
        return { kinds: ['fork'], place };
      }),
    ).toEqual([]);
  });

  it('in a line of a zone checkpoint', async () => {
    expect(
      await trials(async (contents, random) => {
        const number = random.below(STEPS);
        const zone = openZone(contents, number);
        const at = random.below(zone.logs.length);
        await signZone(contents, {
          ...zone,
          logs: zone.logs.map((line, index) => (index === at ? wrong(line, random) : line)),
        });
        relist(contents);
        return { kinds: ['fork'], place: zoneCheckpointKey(number) };
      }),
    ).toEqual([]);
  });

  it('that turns a log back, or leaves it out', async () => {
    expect(
      await trials(async (contents, random) => {
        const number = 3 + random.below(LAST - 3);
        const zone = openZone(contents, number);
        const before = openZone(contents, number - 1).logs;
        const { origin, size } = random.pick(before);
        const older = Array.from({ length: number }, (_, at) => openZone(contents, at).logs)
          .flat()
          .filter((line) => line.origin === origin && line.size < size);
        const turned = random.chance(0.5) ? older.slice(0, 1) : [];
        await signZone(contents, {
          ...zone,
          logs: [...zone.logs.filter((line) => line.origin !== origin), ...turned],
        });
        relist(contents);
        return { kinds: ['fork'], place: zoneCheckpointKey(number) };
      }),
    ).toEqual([]);
  });

  it('between the export and a note that was kept', async () => {
    expect(
      await trials(async (contents, random) => {
        const number = random.below(STEPS);
        const zone = openZone(contents, number);
        const logs = zone.logs.map((line, at) => (at === 0 ? wrong(line, random) : line));
        const expected = await signZoneCheckpoint({ ...zone, logs }, world.key, world.sign);
        return { kinds: ['fork'], place: zoneCheckpointKey(number), expected };
      }),
    ).toEqual([]);
  });
});

describe('an expected note that is newer than the export', () => {
  const newer = async (change: (line: LogLine) => LogLine) => {
    const zone = openZone(whole, LAST);
    const logs = zone.logs.map((line, at) => (at === 0 ? change(line) : line));
    const note = { ...zone, number: STEPS + 3, logs };
    const expected = readExpected(await signZoneCheckpoint(note, world.key, world.sign), world.key);
    return verify(whole, { expected }).faults;
  };

  it('shows what was cut off, where it agrees', async () => {
    expect(await newer((line) => line)).toMatchObject([{ kind: 'truncated' }]);
  });

  it.each<[string, (line: LogLine) => LogLine]>([
    ['another root', (line) => ({ ...line, root: sha256(Buffer.from('other')) })],
    ['another head', (line) => ({ ...line, head: sha256(Buffer.from('other')) })],
    ['fewer leaves', (line) => ({ ...line, size: line.size - 1 })],
  ])('shows a fork, where it has %s', async (_, change) => {
    expect(await newer(change)).toMatchObject([{ kind: 'fork' }]);
  });
});

describe('a proof that was kept', () => {
  const log = SHARDS[1] ?? '';
  const kept = async (size: number, event: string): Promise<Buffer> => {
    const leaf = Buffer.from(event);
    const text = formatCheckpoint({
      origin: logOrigin(world.key.name, log),
      size,
      root: leafHash(leaf),
    });
    const checkpoint = await signNote(text, world.key, world.sign);
    return Buffer.from(formatProof({ leaf, index: 0, hashes: [], checkpoint }));
  };
  const faultsWith = (proof: Buffer) => {
    const expectedLog = readExpectedProof(proof, world.key);
    return verify(whole, expectedLog === undefined ? {} : { expectedLog }).faults;
  };

  it('agrees with the ledger that it was made from', () => {
    const event = segmentsIn(whole, log)[0]?.entries.find((entry) => eventIdIn(entry)) ?? '';
    const id = eventIdIn(Buffer.from(event));
    if (id === undefined) throw new Error('no event');
    const { text } = proveEvent(memoryExport(whole).files, world.key, formatEventId(id));
    expect(faultsWith(Buffer.from(text))).toEqual([]);
  });

  it('shows what the key signed beside the ledger', async () => {
    expect(faultsWith(await kept(1, '{"made":"up"}'))).toMatchObject([
      { kind: 'truncated', place: checkpointKey(log, 1) },
    ]);
    expect(() => readExpectedProof(Buffer.from('c2sp.org/tlog-proof@v1\n'), world.key)).toThrow(
      'the expected proof cannot be used',
    );
    expect(readExpectedProof(world.zone[0] ?? Buffer.alloc(0), world.key)).toBeUndefined();
  });

  it('shows a fork at a size that the ledger has too', () => {
    const [place = ''] = keysOf(whole, checkpointsOf(log));
    const checkpoint = {
      origin: logOrigin(world.key.name, log),
      size: numberIn(place) ?? 0,
      root: sha256(Buffer.from('other')),
    };
    const { faults } = verify(whole, { expectedLog: { log, checkpoint } });
    expect(faults).toMatchObject([{ kind: 'fork', place }]);
  });
});

describe('what S3 lists', () => {
  const edit = (
    contents: Contents,
    random: Random,
    change: (line: VersionLine) => readonly VersionLine[],
  ): string => {
    const lines = versionLines(contents);
    const at = random.below(lines.length);
    setVersionLines(
      contents,
      lines.flatMap((line, index) => (index === at ? change(line) : [line])),
    );
    return lines[at]?.key ?? '';
  };

  it('has an extra version', async () => {
    expect(
      await trials((contents, random) => ({
        kinds: ['extra-version'],
        place: edit(contents, random, (line) => [
          { ...line, versionId: 'other', sha256: null },
          { ...line, latest: false },
        ]),
      })),
    ).toEqual([]);
  });

  it('has a delete marker', async () => {
    expect(
      await trials((contents, random) => ({
        kinds: ['delete-marker'],
        place: edit(contents, random, (line) => [
          {
            ...line,
            versionId: 'marker',
            kind: 'delete-marker',
            bytes: 0,
            sha256: null,
            lockMode: null,
            retainUntil: null,
          },
          { ...line, latest: false },
        ]),
      })),
    ).toEqual([]);
  });

  it('has a lock that is too short, can be lifted, or is not there', async () => {
    expect(
      await trials((contents, random) => {
        const change = random.pick<(line: VersionLine) => VersionLine>([
          (line) => ({ ...line, lockMode: 'GOVERNANCE' }),
          (line) => ({ ...line, lockMode: null, retainUntil: null }),
          (line) => ({
            ...line,
            retainUntil: new Date(
              Date.parse(line.lastModified) + random.below(2191) * 86_400_000,
            ).toISOString(),
          }),
        ]);
        return { kinds: ['retention'], place: edit(contents, random, (line) => [change(line)]) };
      }),
    ).toEqual([]);
  });

  it('lacks the newest version of a key', async () => {
    expect(
      await trials((contents, random) => ({
        kinds: ['dropped'],
        place: edit(contents, random, (line) => [{ ...line, latest: false }]),
      })),
    ).toEqual([]);
  });

  it('has a version twice, or two that are the latest', async () => {
    expect(
      await trials((contents, random) => ({
        kinds: ['swapped'],
        place: edit(contents, random, (line) => [
          line,
          random.chance(0.5) ? { ...line, latest: false } : { ...line, versionId: 'other' },
        ]),
      })),
    ).toEqual([]);
  });

  it('lacks a line', async () => {
    expect(
      await trials((contents, random) => ({
        kinds: ['inserted'],
        place: edit(contents, random, () => []),
      })),
    ).toEqual([]);
  });

  it('has something that is none of the ledger', async () => {
    expect(
      await trials((contents, random) => {
        const [line] = versionLines(contents);
        if (line === undefined) throw new Error('an empty listing');
        const key = `ledger/${random.pick(['a', 'segments/x/1', '../up', 'zone/12', 'spool/no-id'])}`;
        setVersionLines(
          contents,
          [...versionLines(contents), { ...line, key }].toSorted((a, b) =>
            a.key < b.key ? -1 : 1,
          ),
        );
        return { kinds: ['inserted'], place: key };
      }),
    ).toEqual([]);
  });
});

it('names a fault once, not what follows from it', () => {
  const contents = new Map(whole);
  const place = segmentKey('shardId-000000000001', 0);
  changeByte(contents, objectPath(place), createRandom(1));
  const faults: readonly Fault[] = verify(contents).faults;
  expect(faults.map((fault) => `${fault.kind} ${fault.place}`)).toEqual([`changed ${place}`]);
});
