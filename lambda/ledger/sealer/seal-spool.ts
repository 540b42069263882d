import { SPOOL, SPOOL_LOG, numberIn, logOrigin, segmentsOf } from '../format/layout';
import type { LogHead, SealedRecord } from '../format/segment';
import { readSegmentAt } from '../log-head';
import type { HeadCache, InvocationContext, Part, SealerDependencies } from './append';
import { append, ROUND_TIME_MS } from './append';
import { partOf } from './part';

/** Objects that are read, and sealed, at once. */
const AT_ONCE = 16;
/** Objects of one segment: as many as can be read while a round lasts. */
const MOST_OBJECTS = 512;

/**
 * Seals the events that were put into the spool while the stream was down, in a log of their own.
 *
 * Neither the spool nor its log loses anything, so as many objects as leaves means that all are
 * sealed: one list in all quiet minutes. The time of arrival in the header is that of the sealing;
 * S3 has the other.
 */
export async function sealSpool(
  dependencies: SealerDependencies,
  heads: HeadCache,
  context: InvocationContext,
): Promise<void> {
  const { store } = dependencies;
  const keys: string[] = [];
  for await (const key of store.keys(SPOOL)) keys.push(key);
  const next = async (head: LogHead): Promise<Part | undefined> => {
    if (keys.length === head.tree.size) return undefined;
    const sealed = await sealedKeys(dependencies, head);
    const left = keys.filter((key) => !sealed.has(key));
    return left.length === 0 ? undefined : readPart(dependencies, left, context);
  };
  await append(dependencies, heads, SPOOL_LOG, next, context);
}

/** The objects that are leaves of the log, by what its headers say. */
async function sealedKeys(
  { store, prefix }: SealerDependencies,
  head: LogHead,
): Promise<ReadonlySet<string>> {
  const sealed = new Set<string>();
  for await (const key of store.keys(segmentsOf(SPOOL_LOG))) {
    // What came after the head is no business of this round: its write will be refused.
    if ((numberIn(key) ?? 0) >= head.tree.size) continue;
    const { source } = readSegmentAt(
      logOrigin(prefix, SPOOL_LOG),
      key,
      await store.read(key),
    ).header;
    for (const spooled of 'spooled' in source ? source.spooled : []) sealed.add(spooled);
  }
  return sealed;
}

async function readPart(
  { store, now }: SealerDependencies,
  keys: readonly string[],
  context: InvocationContext,
): Promise<Part> {
  const records: (SealedRecord & { readonly key: string })[] = [];
  const arrivedAt = now();
  for (let at = 0; at < Math.min(keys.length, MOST_OBJECTS); at += AT_ONCE) {
    if (at > 0 && context.getRemainingTimeInMillis() < ROUND_TIME_MS) break;
    const some = await Promise.all(
      keys
        .slice(at, at + AT_ONCE)
        .map(async (key) => ({ key, data: await store.read(key), arrivedAt })),
    );
    records.push(...some);
  }
  const part = partOf(records);
  return { records: part, source: { spooled: part.map(({ key }) => key) } };
}
