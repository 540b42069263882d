import {
  segmentsOf,
  SPOOL_LOG,
  ZONE_CHECKPOINTS,
  zoneCheckpointKey,
} from '../../../lambda/ledger/format/layout';
import type { VerifierKey } from '../../../lambda/ledger/note/signed-note';
import { LOGS, VERSIONS } from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import type { Listing } from '../layout/listing';
import { countOf, listedLogs } from '../layout/listing';
import type { RequiredLock } from './check-listing';
import { checkListing, checkNoOtherLogs } from './check-listing';
import { checkManifest, checkVersionsHash } from './check-manifest';
import { compareContents, segmentsIn } from './contents';
import { createEventCheck } from './events';
import type { ExpectedLog, ExpectedNote } from './expected';
import type { Pin } from './follow-log';
import { finish } from './follow-log';
import { checkCheckpointsBeyond, compareExpectedLog } from './log-checkpoints';
import type { LogState, WalkContext } from './log-state';
import { openLog } from './log-state';
import type { Fault, Remark, Report } from './report';
import { createReport } from './report';
import { checkUnsealed } from './spool';
import { createLateSignatures } from './times';
import { advance, toTheEnd } from './walk';
import { compareExpected, otherKey, zoneCheckpoints } from './zone';

export interface VerifyOptions {
  readonly key: VerifierKey;
  readonly lock: RequiredLock;
  /** @default - nothing was kept: who holds the bucket could hold back its newest part */
  readonly expected?: ExpectedNote;
  /** @default - no proof is held against the ledger */
  readonly expectedLog?: ExpectedLog;
}

/** How far it is. */
export interface VerifyProgress {
  readonly stage: 'objects' | 'logs';
  readonly done: number;
  readonly total: number;
}

export interface Verdict {
  readonly verified: boolean;
  /** In the order in which they were found; the first is the first bad position. */
  readonly faults: readonly Fault[];
  /** Of all faults, also those that were too many to keep. */
  readonly faultCount: number;
  readonly remarks: readonly Remark[];
  readonly summary: Summary;
}

export interface Summary {
  readonly origin: string;
  readonly logs: readonly {
    readonly log: string;
    /** Leaves that were checked. */
    readonly leaves: number;
    /** Leaves that a zone checkpoint vouches for. */
    readonly signed: number;
  }[];
  /** Leaves that are audit events. */
  readonly events: number;
  /** Of these, the ones that came again with the same bytes. */
  readonly repeated: number;
  /** Epochs of producers. */
  readonly epochs: number;
  readonly objects: number;
  /** The newest zone checkpoint. */
  readonly zone?: { readonly number: number; readonly time: string };
}

/**
 * Checks a whole export, offline. Reads it as a stream: what it remembers grows with the number of
 * logs and of producers of nine days, not with the length of the logs.
 *
 * @throws LedgerCommandError when there is no export, or a file cannot be read
 */
export function verifyExport(
  files: ExportFiles,
  options: VerifyOptions,
  progress: (progress: VerifyProgress) => void = () => undefined,
): Verdict {
  const report = createReport();
  checkManifest(files, options.key, report);
  const file = files.open(VERSIONS);
  if (file === undefined) {
    report.fault({ kind: 'dropped', place: VERSIONS, message: 'it is missing' });
    return verdict(report, nothing(options.key));
  }
  try {
    checkVersionsHash(files, file, report);
    const listing = checkListing(files, file, options.lock, report, (done, total) =>
      progress({ stage: 'objects', done, total }),
    );
    const summary =
      listing === undefined
        ? nothing(options.key)
        : checkLogs(files, listing, options, report, progress);
    return verdict(report, summary);
  } finally {
    file.close();
  }
}

function nothing({ name }: VerifierKey): Summary {
  return { origin: name, logs: [], events: 0, repeated: 0, epochs: 0, objects: 0 };
}

function verdict(report: Report, summary: Summary): Verdict {
  const { faults, remarks } = report;
  const faultCount = report.count();
  return { verified: faultCount === 0, faults, faultCount, remarks, summary };
}

function checkLogs(
  files: ExportFiles,
  listing: Listing,
  { key, expected, expectedLog }: VerifyOptions,
  report: Report,
  progress: (progress: VerifyProgress) => void,
): Summary {
  const other = otherKey({ files, listing, key, report });
  if (other !== undefined) {
    report.fault({
      kind: 'foreign-signature',
      place: ZONE_CHECKPOINTS,
      message: `another key of the same name signed all zone checkpoints: yours is ${key.id.toString('hex')}, theirs ${other}. Nothing else was checked`,
    });
    return nothing(key);
  }
  const segments = [...listedLogs(listing)].map((log) => countOf(listing, segmentsOf(log)));
  const total = segments.reduce((sum, count) => sum + count, 0);
  let done = 0;
  if (files.folders(LOGS).length === 0) {
    report.remark({
      kind: 'no-tiles',
      message: 'the export has no tiles; faults are named less exactly',
    });
  }
  const logs = new Map<string, LogState>();
  const events = createEventCheck({
    files,
    report,
    compare: (ids, findings) => compareContents(files, listing, ids, findings),
    whole: () => [...logs.values()].every(({ broken }) => !broken),
  });
  const late = createLateSignatures(report);
  const context: WalkContext = {
    files,
    listing,
    key,
    report,
    onSegment: (state, segment, leaves) => {
      events.take(state, segment, leaves);
      done += 1;
      progress({ stage: 'logs', done, total });
    },
    onPin: ({ place, time }, since) => late.see(place, time, since),
  };
  const logNamed = (log: string): LogState => {
    const state = logs.get(log) ?? openLog(context, log);
    logs.set(log, state);
    return state;
  };

  let awaited = expected;
  let last: { readonly number: number; readonly time: string } | undefined;
  const walk = (lines: readonly Pin[]): void => advance(context, lines, logNamed);
  const walkExpected = (note: ExpectedNote): void => {
    const place = `the expected note ${String(note.number)}`;
    walk((note.checkpoint?.logs ?? []).map((line) => ({ ...line, place, time: note.time })));
  };
  for (const checkpoint of zoneCheckpoints(context)) {
    const { number, time, place } = checkpoint;
    if (awaited !== undefined && number >= awaited.number) {
      if (number === awaited.number) compareExpected(context, awaited, checkpoint);
      else walkExpected(awaited);
      awaited = undefined;
    }
    walk(checkpoint.logs.map((line) => ({ ...line, place, time })));
    events.forget(Date.parse(time));
    last = { number, time };
  }
  if (awaited !== undefined) {
    const before = report.count();
    walkExpected(awaited);
    if (report.count() === before) {
      report.faultIfNew({
        kind: 'truncated',
        place: zoneCheckpointKey((last?.number ?? -1) + 1),
        message: `the zone checkpoints end before number ${String(awaited.number)}, which is expected`,
      });
    }
  } else if (last === undefined) {
    report.faultIfNew({
      kind: 'truncated',
      place: zoneCheckpointKey(0),
      message: 'there is no zone checkpoint that could be used: nothing vouches for the logs',
    });
  }

  const now = last === undefined ? 0 : Date.parse(last.time);
  events.forget(now, true);
  const all = [...listedLogs(listing)].map(logNamed);
  toTheEnd(context, all);
  for (const state of logs.values()) {
    finish(context, state);
    checkCheckpointsBeyond(context, state);
    remarkOn(state, report);
  }
  if (expectedLog !== undefined) compareExpectedLog(context, expectedLog);
  checkNoOtherLogs(context);
  const found = events.end(now);
  late.end();
  const spool = logs.get(SPOOL_LOG);
  if (spool?.broken !== true) {
    checkUnsealed(
      files,
      listing,
      spool?.head.tree.size ?? 0,
      () => spooledKeys(files, listing),
      now,
      report,
    );
  }
  return {
    origin: key.name,
    logs: [...logs.values()]
      .map(({ log, head, good }) => ({ log, leaves: head.tree.size, signed: good.tree.size }))
      .toSorted((a, b) => (a.log < b.log ? -1 : 1)),
    ...found,
    objects: [...listing.folders.values()].reduce((sum, { keys }) => sum + keys, 0),
    ...(last === undefined ? {} : { zone: last }),
  };
}

function remarkOn({ log, head, good, broken }: LogState, report: Report): void {
  const [size, signed] = [head.tree.size, good.tree.size];
  if (broken) {
    report.remark({
      kind: 'not-checked',
      message: `${log} was checked up to leaf ${String(size)} only`,
    });
  } else if (size > signed) {
    report.remark({
      kind: 'unsigned-tail',
      message: `${String(size - signed)} of ${String(size)} leaves of ${log} are sealed, and in no zone checkpoint yet`,
    });
  }
}

function* spooledKeys(files: ExportFiles, listing: Listing): Iterable<string> {
  for (const { header } of segmentsIn(files, listing, SPOOL_LOG)) {
    if ('spooled' in header.source) yield* header.source.spooled;
  }
}
