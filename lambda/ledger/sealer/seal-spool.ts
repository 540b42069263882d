import { LONGEST_EVENT } from '../../shared/audit/record';
import { errorChain } from '../../shared/errors';
import { isSpoolKey, logOrigin, numberIn, segmentsOf, SPOOL, SPOOL_LOG } from '../format/layout';
import type { LogHead, SealedRecord } from '../format/segment';
import { readSegmentAt } from '../log-head';
import type { InvocationContext } from '../invocation';
import type { HeadCache, Part, SealerDependencies } from './append';
import { append, ROUND_TIME_MS } from './append';
import { partOf } from './part';

/** Objects that are read, and sealed, at once. */
const AT_ONCE = 16;
/** Objects of one segment: as many as can be read while a round lasts. */
const MOST_OBJECTS = 512;

/** The keys that segments of the spool name, by the key of the segment, which is written once. */
export type SealedKeys = Map<string, readonly string[]>;

/** What could not be read in this call, and why. The next call tries again. */
type Unreadable = Map<string, unknown>;

/**
 * Seals the events that were put into the spool while the stream was down, in a log of their own.
 *
 * Neither the spool nor its log loses anything, so as many events as leaves means that all are
 * sealed: one list in all quiet minutes. The time of arrival in the header is that of the sealing;
 * S3 has the other.
 *
 * An object that cannot be read, or is longer than any event, keeps no other waiting. It is told
 * (`spool-unreadable`), and stays in the count of what is not sealed, which has an alarm.
 *
 * @param known kept from call to call, so that no segment is read twice
 */
export async function sealSpool(
  dependencies: SealerDependencies,
  heads: HeadCache,
  known: SealedKeys,
  context: InvocationContext,
): Promise<void> {
  const { store, log } = dependencies;
  const keys: string[] = [];
  for await (const key of store.keys(SPOOL)) if (isSpoolKey(key)) keys.push(key);
  const unreadable: Unreadable = new Map();
  const next = async (head: LogHead): Promise<Part | undefined> => {
    if (keys.length === head.tree.size) return undefined;
    const sealed = await sealedKeys(dependencies, known, head);
    const left = keys.filter((key) => !sealed.has(key) && !unreadable.has(key));
    return readPart(dependencies, left, unreadable, context);
  };
  try {
    await append(dependencies, heads, SPOOL_LOG, next, context);
  } finally {
    for (const [key, error] of unreadable) {
      const problem = errorChain(error);
      log.error('spool-unreadable', { objects: unreadable.size, key, problem });
      // One line a call, however many there are.
      break;
    }
  }
}

/** The objects that are leaves of the log, by what its headers say. */
async function sealedKeys(
  { store, prefix }: SealerDependencies,
  known: SealedKeys,
  head: LogHead,
): Promise<ReadonlySet<string>> {
  const sealed = new Set<string>();
  for await (const key of store.keys(segmentsOf(SPOOL_LOG))) {
    // What came after the head is no business of this round: its write will be refused.
    if ((numberIn(key) ?? 0) >= head.tree.size) continue;
    const spooled = known.get(key) ?? spooledIn(prefix, key, await store.read(key));
    known.set(key, spooled);
    for (const name of spooled) sealed.add(name);
  }
  return sealed;
}

function spooledIn(prefix: string, key: string, bytes: Buffer): readonly string[] {
  const { source } = readSegmentAt(logOrigin(prefix, SPOOL_LOG), key, bytes).header;
  return 'spooled' in source ? source.spooled : [];
}

/** The next segment of what can be read; undefined when nothing can. */
async function readPart(
  { store, now }: SealerDependencies,
  keys: readonly string[],
  unreadable: Unreadable,
  context: InvocationContext,
): Promise<Part | undefined> {
  const records: (SealedRecord & { readonly key: string })[] = [];
  const arrivedAt = now();
  for (let at = 0; at < keys.length && records.length < MOST_OBJECTS; at += AT_ONCE) {
    if (at > 0 && context.getRemainingTimeInMillis() < ROUND_TIME_MS) break;
    const some = await Promise.all(
      keys.slice(at, at + AT_ONCE).map(async (key) => {
        try {
          return [{ key, data: await store.read(key, { most: LONGEST_EVENT }), arrivedAt }];
        } catch (error) {
          unreadable.set(key, error);
          return [];
        }
      }),
    );
    records.push(...some.flat());
  }
  const part = partOf(records);
  return part.length === 0
    ? undefined
    : { records: part, source: { spooled: part.map(({ key }) => key) } };
}
