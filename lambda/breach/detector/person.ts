import type { DirectoryEntry } from '../../identity/directory-entry';
import type { AuditEvent } from '../../shared/audit/event';
import { commit, detectorAs, whileOthersWrite } from './commit';
import type { WatchDependencies } from './dependencies';
import { gathered, prepareIncidents } from './incidents';
import type { WatchItem, Who } from './watch-item';
import { isCounted, movedOn, readWatch, watchKey, watchWrite } from './watch-item';

/** An event, and where in its source it stands. */
export interface Act {
  readonly event: AuditEvent;
  /** Sequence number of a record, or index of a leaf. */
  readonly position: string;
}

/** What one person did in one part of a source. */
export interface Acts extends Who {
  /** Id of a shard, or `spool`. */
  readonly source: string;
  /** In the order of the source; at least one. */
  readonly acts: readonly Act[];
}

/** What became of them. */
export interface Watched {
  /** Acts that were not counted before. */
  readonly acts: number;
  readonly hits: number;
  /** Acts that came too late to be counted for certain. */
  readonly late: number;
  /** Whether anything was written. */
  readonly written: boolean;
}

/**
 * Looks at what one person did: reads what is kept of him once, and writes it once, with whatever becomes of it in
 * the register, all or nothing. So what comes again is known, and counted once.
 *
 * @throws whatever keeps it from being counted: then nothing was
 */
export async function watchPerson(
  dependencies: WatchDependencies,
  { source, acts, ...who }: Acts,
  requestId: string,
): Promise<Watched> {
  const { engine, settings, directory, watches, now } = dependencies;
  const { form } = engine;
  return whileOthersWrite(async () => {
    const [item, entry] = await Promise.all([watches.get(watchKey(who)), directory.get(who.actor)]);
    const before = readWatch(who, item, form);
    const left = acts.filter(({ position }) => !isCounted(before, source, position));
    const last = left.at(-1);
    if (last === undefined) return { acts: 0, hits: 0, late: 0, written: false };
    const { state, hits, late } = engine.watch(
      before.state,
      left.map(({ event }) => event),
      { tenant: who.tenant, entry: entryOn(who, entry), settings },
    );
    const counted = { acts: left.length, hits: hits.length, late };
    // What changes nothing may come again.
    if (hits.length === 0 && state === before.state) {
      return { ...counted, written: false };
    }
    const positions = movedOn(before.positions, source, last.position, now());
    const keep = (open: WatchItem['open']) =>
      watchWrite(who, before, { state, positions, open }, form, now());
    if (hits.length === 0) {
      const { put, when } = keep(before.open);
      await watches.put(put, when);
    } else {
      const author = detectorAs(who.tenant, requestId);
      const prepared = await prepareIncidents(
        dependencies,
        who,
        before.open,
        gathered(hits),
        author,
      );
      await commit(dependencies, [keep(prepared.open)], prepared);
    }
    return { ...counted, written: true };
  });
}

/**
 * The entry as the rules see it. What he did after he left, and before that was told, is the matter of a sweep: so
 * each act is looked at once, whenever it is told.
 */
function entryOn({ tenant }: Who, entry: DirectoryEntry | undefined): DirectoryEntry | undefined {
  // An entry of another tenant says nothing of who acts in this one.
  if (entry?.tenant !== tenant) return undefined;
  return entry.closedAt === undefined ? entry : { ...entry, terminatedAt: entry.closedAt };
}
