import type { Table } from '../../shared/table';
import { logOf } from '../format/layout';
import type { ZoneCheckpoint } from '../format/zone-checkpoint';
import type { VerifierKey } from '../note/signed-note';
import type { LedgerStore } from '../store';
import { zoneCheckpoints } from '../zone-checkpoints';
import { readPointer } from './pointer';

/** Up to where nothing that is sealed is missing in the index. */
export interface CompleteThrough {
  /** The newest zone checkpoint whose leaves are all indexed. @default - none of the newest ones */
  readonly checkpoint?: Pick<ZoneCheckpoint, 'number' | 'time'>;
  /** Leaves of each log that are indexed, by its name. */
  readonly logs: readonly { readonly log: string; readonly size: number }[];
}

/** Zone checkpoints that are looked at: one a minute, and the indexer is seldom two minutes late. */
const MOST_BACK = 10;

/**
 * Read this before the rows of which it is to be said: then it says too little, never too much.
 *
 * @throws NoteError, LedgerFormatError when a zone checkpoint is not good
 */
export async function readCompleteThrough(
  store: LedgerStore,
  table: Table,
  verifier: VerifierKey,
): Promise<CompleteThrough> {
  let indexed: ReadonlyMap<string, number> | undefined;
  let checkpoint: CompleteThrough['checkpoint'];
  for await (const zone of zoneCheckpoints(store, verifier, MOST_BACK)) {
    // The newest names all logs: none is ever left out of the next one.
    indexed ??= await indexedSizes(table, zone);
    if (isIndexed(zone, indexed)) {
      checkpoint = { number: zone.number, time: zone.time };
      break;
    }
  }
  const logs = [...(indexed ?? [])].map(([origin, size]) => ({
    log: logOf(origin, verifier.name) ?? origin,
    size,
  }));
  return { logs, ...(checkpoint === undefined ? {} : { checkpoint }) };
}

async function indexedSizes(
  table: Table,
  { logs }: ZoneCheckpoint,
): Promise<ReadonlyMap<string, number>> {
  return new Map(
    await Promise.all(
      logs.map(async ({ origin }) => [origin, (await readPointer(table, origin)).next] as const),
    ),
  );
}

function isIndexed({ logs }: ZoneCheckpoint, indexed: ReadonlyMap<string, number>): boolean {
  return logs.every(({ origin, size }) => (indexed.get(origin) ?? 0) >= size);
}
