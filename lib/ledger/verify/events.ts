import { SPOOL_LOG, spoolKey } from '../../../lambda/ledger/format/layout';
import type { Segment } from '../../../lambda/ledger/format/segment';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import { formatEventId } from '../../../lambda/shared/audit/event-id';
import { eventIdIn } from '../event-id';
import type { ExportFiles } from '../layout/files';
import type { LogState } from './log-state';
import { hold } from './log-state';
import type { Place, ProducerFindings } from './producers';
import { createProducers } from './producers';
import type { Fault, Report } from './report';
import { checkSpooled, isSpooled } from './spool';

/** What producers say of the events of all logs. */
export interface EventCheck {
  readonly take: (state: LogState, segment: Segment, leaves: readonly Hash[]) => void;
  /** Epochs that ended long before are settled. */
  readonly forget: (now: number, last?: boolean) => void;
  /** Settles the rest. */
  readonly end: (now: number) => {
    readonly events: number;
    readonly repeated: number;
    readonly epochs: number;
  };
}

export interface EventCheckContext {
  readonly files: ExportFiles;
  readonly report: Report;
  /** Looks again for ids whose first content is no longer at hand: how many came again unchanged. */
  readonly compare: (
    ids: ReadonlySet<string>,
    findings: Pick<ProducerFindings, 'twoContents' | 'sealedTwice'>,
  ) => number;
  /** Whether all logs could be followed: else what is missing was told already. */
  readonly whole: () => boolean;
}

/** Missing numbers looked up in the spool, for each gap. */
const LOOKED_UP = 10_000;
/** Gaps that are listed one by one while they may still close. */
const LISTED_GAPS = 20;

/** Faults of one kind that are kept. */
const MOST_FAULTS = 1000;

function keep(faults: Fault[], fault: Fault): void {
  if (faults.length < MOST_FAULTS) faults.push(fault);
}

/** Ids kept until they are looked at again. */
const MOST_SUSPICIOUS = 50_000;

export function createEventCheck({ files, report, compare, whole }: EventCheckContext): EventCheck {
  const suspicious = new Set<string>();
  // What producers show is told last: it may follow from what is wrong with the logs.
  const gaps: Fault[] = [];
  const contents: Fault[] = [];
  let [openGaps, others, repeatedLater] = [0, 0, 0];
  let firstOther: Place | undefined;

  const twoContents: ProducerFindings['twoContents'] = (id, first, second) =>
    keep(contents, {
      kind: 'two-contents',
      place: id,
      message: `it has one content as leaf ${String(first.leaf)} of ${first.log}, another as leaf ${String(second.leaf)} of ${second.log}`,
    });

  const sealedTwice: ProducerFindings['sealedTwice'] = (id, { leaf }) =>
    keep(contents, {
      kind: 'inserted',
      place: spoolKey(id),
      message: `it was sealed again as leaf ${String(leaf)}`,
    });

  const remarkOnGap = (message: string): void => {
    openGaps += 1;
    if (openGaps <= LISTED_GAPS) report.remark({ kind: 'open-gap', message });
  };

  const lookAgain = (): void => {
    if (suspicious.size > 0) {
      repeatedLater += compare(suspicious, { twoContents, sealedTwice });
    }
    suspicious.clear();
  };

  const producers = createProducers({
    twoContents,
    suspicious: (id) => {
      suspicious.add(id);
      if (suspicious.size >= MOST_SUSPICIOUS) lookAgain();
    },
    sealedTwice,
    gap: ({ epoch, n, count, before }, final) => {
      const idAt = (at: number): string => formatEventId({ epoch, n: at });
      if (final) {
        keep(gaps, {
          kind: 'counter-gap',
          place: idAt(n),
          message: `its producer gave out the numbers ${String(n)} to ${String(before - 1)} before ${String(before)}, and no log has them`,
        });
        return;
      }
      let first = n;
      while (first < n + Math.min(count, LOOKED_UP) && isSpooled(files, idAt(first))) first += 1;
      if (first > n) {
        remarkOnGap(
          `${idAt(n)}${first === n + 1 ? '' : ` to ${String(first - 1)}`} is in no log yet: the spool has it`,
        );
      }
      if (first < n + count) {
        remarkOnGap(
          `${idAt(first)} is missing, and may still come: its epoch began less than nine days before the last zone checkpoint`,
        );
      }
    },
  });

  return {
    take(state, segment, leaves) {
      const { log } = state;
      const { start, arrived } = segment.header;
      const spooled = log === SPOOL_LOG;
      for (const [index, entry] of segment.entries.entries()) {
        const id = eventIdIn(entry);
        const hash = leaves[index];
        if (id === undefined || hash === undefined) {
          others += 1;
          firstOther ??= { log, leaf: start + index };
          continue;
        }
        const { epoch, n } = id;
        producers.see({ epoch, n, hash, log, leaf: start + index, arrived, spooled });
      }
      if (spooled) checkSpooled(files, segment, (fault) => hold(state.held, fault));
    },
    forget: producers.forget,
    end(now) {
      producers.end(now);
      lookAgain();
      const { events, epochs, oddClock } = producers.counts;
      const repeated = producers.counts.repeated + repeatedLater;
      for (const fault of [...contents, ...(whole() ? gaps : [])]) report.faultIfNew(fault);
      if (!whole() && gaps.length > 0) {
        report.remark({
          kind: 'not-checked',
          message:
            'numbers of producers are missing too, which may be in the logs that could not be followed',
        });
      }
      if (openGaps > LISTED_GAPS) {
        report.remark({
          kind: 'open-gap',
          message: `${String(openGaps - LISTED_GAPS)} more numbers are missing, and may still come`,
        });
      }
      if (repeated > 0) {
        report.remark({
          kind: 'duplicates',
          message: `${String(repeated)} events came again with the same bytes, and count once`,
        });
      }
      if (firstOther !== undefined) {
        report.remark({
          kind: 'no-events',
          message: `${String(others)} records are no audit events; the first is leaf ${String(firstOther.leaf)} of ${firstOther.log}`,
        });
      }
      if (oddClock > 0) {
        report.remark({
          kind: 'odd-clock',
          message: `${String(oddClock)} events name an epoch that does not fit the time of their arrival; gaps of such epochs cannot be seen`,
        });
      }
      return { events, repeated, epochs };
    },
  };
}
