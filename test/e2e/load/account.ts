/** What can be made wrong on purpose: an event that the index has lost, a receipt of what was never written. */
export const SPOILS = ['index', 'receipt'] as const;
export type Spoil = (typeof SPOILS)[number];

/** An event where it was found. */
export interface Found {
  readonly eventId: string;
  /** Type and outcome. */
  readonly kind: string;
  /** What it says it was done to: of fields, the id of the call. */
  readonly ref?: string;
}

/** What is known at one moment. Each may have an event more than once. */
export interface Books {
  /** Ids that callers were given receipts of. */
  readonly receipts: readonly string[];
  /** Ids of calls about fields that were answered: each is one event, written before the answer. */
  readonly acts: readonly string[];
  /** How many reports were answered: each is an event likewise. */
  readonly reports: number;
  /** Records of the stream and of the spool. */
  readonly accepted: readonly Found[];
  /** Leaves of the logs. */
  readonly sealed: readonly string[];
  /** Of these, what a checkpoint has signed. */
  readonly signed: readonly string[];
  readonly indexed: readonly string[];
}

export const STAGES = ['accepted', 'sealed', 'signed', 'indexed'] as const;
export type Stage = (typeof STAGES)[number];

export interface Missing {
  /** Of the event; of an act that nobody wrote down, of the call. */
  readonly id: string;
  /** Type and outcome, as far as it is known. */
  readonly kind: string;
  /** The first stage that it did not reach. */
  readonly stage: Stage;
}

export interface Account {
  readonly balances: boolean;
  /** Events by kind, each id once. */
  readonly kinds: readonly (Readonly<Record<Stage, number>> & { readonly kind: string })[];
  readonly total: Readonly<Record<Stage, number>>;
  readonly receipts: number;
  readonly acts: number;
  /** Records of stream and spool, and how many of them are an event that is there already. */
  readonly records: number;
  readonly putAgain: number;
  /** Leaves, and how many of them are an event that is sealed already: as many as were put again. */
  readonly leaves: number;
  readonly sealedAgain: number;
  readonly missing: readonly Missing[];
  /** Events and acts that are somewhere more often than they should be, or were never accepted. */
  readonly surplus: readonly string[];
}

/** A report that was read. */
const REPORT = 'audit-read/success';

/** Draws up the account: each event counts once by its id, and records of it that came again are counted beside. */
export function accountOf(books: Books): Account {
  const kindOf = new Map(books.accepted.map(({ eventId, kind }) => [eventId, kind]));
  const reached: Readonly<Record<Stage, ReadonlySet<string>>> = {
    accepted: new Set(kindOf.keys()),
    sealed: new Set(books.sealed),
    signed: new Set(books.signed),
    indexed: new Set(books.indexed),
  };
  const all = new Set([...books.receipts, ...STAGES.flatMap((stage) => [...reached[stage]])]);
  const missing: Missing[] = [...all].flatMap((id) => {
    const stage = STAGES.find((one) => !reached[one].has(id));
    return stage === undefined ? [] : [{ id, kind: kindOf.get(id) ?? 'of a receipt', stage }];
  });
  const { unwritten, doubled } = actsHeld(books);
  missing.push(...unwritten);
  const copies = counted(books.accepted.map(({ eventId }) => eventId));
  const leaves = counted(books.sealed);
  const surplus = [
    ...doubled,
    ...[...leaves].filter(([id, times]) => times > (copies.get(id) ?? 0)).map(([id]) => id),
  ];
  const lost = [...copies].filter(([id, times]) => (leaves.get(id) ?? 0) < times).map(([id]) => id);
  for (const id of lost.filter((one) => reached.sealed.has(one))) {
    missing.push({ id, kind: 'a record that was put again', stage: 'sealed' });
  }
  const count = (kind?: string): Readonly<Record<Stage, number>> => {
    const of = (stage: Stage): number =>
      kind === undefined
        ? reached[stage].size
        : [...reached[stage]].filter((id) => kindOf.get(id) === kind).length;
    return {
      accepted: of('accepted'),
      sealed: of('sealed'),
      signed: of('signed'),
      indexed: of('indexed'),
    };
  };
  return {
    balances: missing.length === 0 && surplus.length === 0,
    kinds: [...new Set(kindOf.values())].toSorted().map((kind) => ({ kind, ...count(kind) })),
    total: count(),
    receipts: new Set(books.receipts).size,
    acts: books.acts.length,
    records: books.accepted.length,
    putAgain: books.accepted.length - copies.size,
    leaves: books.sealed.length,
    sealedAgain: books.sealed.length - leaves.size,
    missing,
    surplus,
  };
}

/** Calls that were answered, against events that say so. */
function actsHeld({ acts, accepted, reports }: Books): {
  readonly unwritten: readonly Missing[];
  readonly doubled: readonly string[];
} {
  const once = new Map(accepted.map((event) => [event.eventId, event]));
  const refs = counted([...once.values()].flatMap(({ ref }) => (ref === undefined ? [] : [ref])));
  const read = [...once.values()].filter(({ kind }) => kind === REPORT).length;
  const unwritten: Missing[] = acts
    .filter((id) => !refs.has(id))
    .map((id) => ({ id, kind: 'an answered call about fields', stage: 'accepted' }));
  if (read < reports) {
    const id = `${String(reports - read)} of ${String(reports)}`;
    unwritten.push({ id, kind: 'reports that were answered', stage: 'accepted' });
  }
  return { unwritten, doubled: acts.filter((id) => (refs.get(id) ?? 0) > 1) };
}

function counted(ids: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}
