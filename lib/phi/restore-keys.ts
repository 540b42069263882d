import type { WrappedKey } from '../../lambda/phi/keys/data-keys';
import { DataKeyItemError } from '../../lambda/phi/keys/errors';
import { CURRENT, keyIn, pointerIn, restoredItem } from '../../lambda/phi/keys/items';
import { forEachBounded } from '../../lambda/shared/bounded';
import type { Progress } from '../ledger/reporter';
import type { CopyBucket, ListedCopy } from './key-copies';
import { listCopies, readCopy } from './key-copies';
import type { KeyTable, StoredItem } from './key-table';

/** Calls at once. */
const AT_ONCE = 16;

export interface RestoreKeysContext {
  readonly bucket: CopyBucket;
  readonly table: KeyTable;
  /** Whether items are put back, or only counted. */
  readonly write: boolean;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** Something that a person has to look at. */
export interface Finding {
  readonly kind:
    | 'copy-unreadable'
    | 'copy-deleted'
    | 'copy-written-twice'
    | 'copy-missing'
    | 'item-unreadable'
    | 'item-differs'
    | 'current-without-key';
  /** Key of an object, or `<tenant>/<kid>` of an item. */
  readonly at: string;
  readonly problem: string;
}

export interface KeysRestored {
  readonly outcome: 'done';
  /** Keys of which there is a copy that can be read. */
  readonly keys: number;
  readonly tenants: number;
  /** `<tenant>/<kid>` of those that had no item. */
  readonly missing: readonly string[];
  /** How many of them have one now, from this run. */
  readonly restored: number;
  readonly findings: readonly Finding[];
}

export interface RestoreInterrupted {
  readonly outcome: 'interrupted';
  readonly restored: number;
}

/**
 * Compares the table dataKeys with the write-once copies of its keys, and puts items back that are not
 * there. Changes no item that is there, and never says which key encrypts: a key that was put back only
 * decrypts.
 */
export async function restoreKeys(
  context: RestoreKeysContext,
): Promise<KeysRestored | RestoreInterrupted> {
  const { bucket, table, write, progress, signal } = context;
  // The table first: a key that is made meanwhile has its copy before its item.
  const items = await readItems(context);
  const copies = signal.aborted ? [] : await listCopies(bucket, signal);
  const findings: Finding[] = copies.flatMap(hiddenIn);
  const keys = new Map<string, WrappedKey>();
  const missing: string[] = [];
  let readSoFar = 0;

  await forEachBounded(copies, AT_ONCE, async (copy) => {
    if (signal.aborted) return;
    const read = await readCopy(bucket, copy);
    readSoFar += 1;
    progress({ stage: 'copies', done: readSoFar, total: copies.length });
    if ('problem' in read) {
      findings.push({ kind: 'copy-unreadable', at: copy.name, problem: read.problem });
      return;
    }
    const { key } = read;
    const name = nameOf(key);
    keys.set(name, key);
    const stored = items.get(name);
    if (stored !== undefined) {
      findings.push(...differences(stored, key));
      return;
    }
    // One that was made meanwhile is there by now.
    if (write && (await table.putNew(restoredItem(key))) === 'exists') return;
    missing.push(name);
  });
  const restored = write ? missing.length : 0;
  if (signal.aborted) return { outcome: 'interrupted', restored };

  return {
    outcome: 'done',
    keys: keys.size,
    tenants: new Set([...keys.values()].map(({ tenant }) => tenant)).size,
    missing: missing.toSorted(),
    restored,
    findings: [...findings, ...itemFindings(items, keys)].toSorted((one, other) =>
      one.at < other.at ? -1 : 1,
    ),
  };
}

async function readItems({
  table,
  progress,
  signal,
}: RestoreKeysContext): Promise<ReadonlyMap<string, StoredItem>> {
  const items = new Map<string, StoredItem>();
  for await (const page of table.items()) {
    for (const item of page) items.set(nameOf(item), item);
    progress({ stage: 'items', done: items.size });
    if (signal.aborted) break;
  }
  return items;
}

function nameOf({ tenant, kid }: Pick<WrappedKey, 'tenant' | 'kid'>): string {
  return `${tenant}/${kid}`;
}

/** Nobody may delete a copy or write one again: what did so anyway hides the first one, no more. */
function hiddenIn({ name, versions, deleteMarkers }: ListedCopy): readonly Finding[] {
  return [
    ...(deleteMarkers === 0
      ? []
      : [
          {
            kind: 'copy-deleted' as const,
            at: name,
            problem: `has ${String(deleteMarkers)} delete markers`,
          },
        ]),
    ...(versions <= 1
      ? []
      : [
          {
            kind: 'copy-written-twice' as const,
            at: name,
            problem: `has ${String(versions)} versions: the first one counts`,
          },
        ]),
  ];
}

/** An item that is there stays: which of the two is right, only KMS can tell. */
function differences({ item }: StoredItem, copy: WrappedKey): readonly Finding[] {
  let key: WrappedKey;
  try {
    key = keyIn(item, copy);
  } catch {
    // Said with the items.
    return [];
  }
  const names = (['epoch', 'wrapped', 'createdAt', 'endsAt'] as const).filter(
    (name) => key[name] !== copy[name],
  );
  if (names.length === 0) return [];
  return [
    {
      kind: 'item-differs',
      at: nameOf(copy),
      problem: `differs from its copy in ${names.join(', ')}`,
    },
  ];
}

/** What is wrong with items, whatever copies there are. */
function itemFindings(
  items: ReadonlyMap<string, StoredItem>,
  copies: ReadonlyMap<string, WrappedKey>,
): readonly Finding[] {
  return [...items].flatMap(([at, { tenant, kid, item }]): readonly Finding[] => {
    try {
      if (kid === CURRENT) {
        const of = `${tenant}/${pointerIn(item, tenant).of}`;
        return items.has(of) || copies.has(of)
          ? []
          : [
              {
                kind: 'current-without-key',
                at,
                problem: `names ${of}, of which there is neither item nor copy`,
              },
            ];
      }
      keyIn(item, { tenant, kid });
    } catch (error) {
      if (!(error instanceof DataKeyItemError)) throw error;
      return [{ kind: 'item-unreadable', at, problem: error.message }];
    }
    return copies.has(at)
      ? []
      : [{ kind: 'copy-missing', at, problem: 'has no copy that can be read' }];
  });
}
