import type { Act } from '../../access/act';
import type { Denied, Failed, Succeeded } from '../../access/recorded';
import type { PhiAction } from '../../access/vocabulary';
import type { AuditDraft } from '../../shared/audit/event';
import type {
  EXPORT_FORMATS,
  INSIDE_DESTINATIONS,
  OUTSIDE_DESTINATIONS,
  Purpose,
} from '../../shared/audit/vocabulary';
import type { Group } from './groups';
import type { Named } from './named';

/** What becomes of the fields of a call, in the words of the audit event. */
export type Use =
  | { readonly type: 'phi-view' | 'phi-create' | 'phi-update' | 'phi-print' }
  | { readonly type: 'phi-share'; readonly recipient: string }
  | ({
      readonly type: 'phi-export';
      readonly exportFormat: (typeof EXPORT_FORMATS)[number];
    } & (
      | { readonly exportDestination: (typeof INSIDE_DESTINATIONS)[number] }
      | {
          readonly exportDestination: (typeof OUTSIDE_DESTINATIONS)[number];
          readonly recipient: string;
        }
    ));

/** What a call does: each event of it says the same. */
export interface Deed {
  readonly act: Act;
  readonly action: PhiAction;
  readonly use: Use;
  readonly purpose: Purpose;
  readonly clinicalReason?: string;
  /** Id of the approval under which it is done. @default - none */
  readonly approval?: string;
  /** Whether PHI is shown or changed when it succeeds. */
  readonly phiAccessed: boolean;
}

/** The deed of a call by what its body says of why. */
export function deedOf(
  act: Act,
  body: { readonly purpose: Purpose; readonly clinicalReason?: string },
  deed: Omit<Deed, 'act' | 'purpose' | 'clinicalReason'>,
): Deed {
  const { purpose, clinicalReason } = body;
  return { act, purpose, ...(clinicalReason === undefined ? {} : { clinicalReason }), ...deed };
}

/** How it ended for a group; of what succeeded, under which broken glass. */
export type Ended = (Succeeded & { readonly glass?: string }) | Denied | Failed;

/** Most names of an event, and most bytes of them: less than an event may have, with all that it has beside. */
const MOST_NAMES = 256;
const MOST_NAME_BYTES = 12_000;

/**
 * The event of a group; more than one only where it has more names of fields than fit into an event.
 *
 * @param items what the counted ones say of themselves: with those that failed alone when all of it did
 */
export function eventsOf(
  deed: Deed,
  { patient, dataType }: Group,
  items: readonly Named[],
  ended: Ended,
): readonly AuditDraft[] {
  const { act, action, use, purpose, clinicalReason, approval } = deed;
  const common = {
    ...act.written,
    action,
    purpose,
    ...(clinicalReason === undefined ? {} : { clinicalReason }),
    ...(approval === undefined ? {} : { approval }),
    patient,
    resource: { type: dataType, ref: recordOf(items) ?? act.written.requestId },
    ...use,
  };
  return chunksOf(items).map(({ fields, recordCount }): AuditDraft => {
    const counted = { ...common, fields, recordCount };
    if (ended.outcome !== 'success') {
      return { ...counted, ...ended, phiAccessed: false, breakGlass: false };
    }
    const { glass, outcome } = ended;
    return {
      ...counted,
      outcome,
      phiAccessed: deed.phiAccessed,
      breakGlass: glass === undefined ? false : { justification: glass },
    };
  });
}

/** The event of a call of which not one item could be named in one: that it was tried, and how often. */
export function eventOfNone(
  { act, action, use, purpose, clinicalReason }: Deed,
  recordCount: number,
  reason: string,
): AuditDraft {
  return {
    ...act.written,
    action,
    purpose,
    ...(clinicalReason === undefined ? {} : { clinicalReason }),
    ...use,
    outcome: 'error',
    reason,
    recordCount,
    phiAccessed: false,
    breakGlass: false,
  };
}

/** The record of all items, if they name one. */
function recordOf(items: readonly Named[]): string | undefined {
  const records = new Set(items.map(({ record }) => record));
  const [record] = records;
  return records.size === 1 ? record : undefined;
}

interface Chunk {
  readonly fields: string[];
  readonly recordCount: number;
}

function chunksOf(items: readonly Named[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let names = new Set<string>();
  let recordCount = 0;
  const close = (): void => {
    if (recordCount > 0) chunks.push({ fields: [...names], recordCount });
  };
  for (const { fields } of items) {
    const more = new Set([...names, ...fields]);
    if (recordCount > 0 && !fits(more)) {
      close();
      names = new Set(fields);
      recordCount = 1;
    } else {
      names = more;
      recordCount += 1;
    }
  }
  close();
  return chunks;
}

function fits(names: ReadonlySet<string>): boolean {
  return (
    names.size <= MOST_NAMES &&
    [...names].reduce((bytes, name) => bytes + name.length, 0) <= MOST_NAME_BYTES
  );
}
