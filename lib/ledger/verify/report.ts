/** What can be wrong with an export: one word each, for machines. */
export type FaultKind =
  /** Bytes are not those that were written and signed. */
  | 'changed'
  /** Something is missing between others that are there. */
  | 'dropped'
  /** Something stands in the place of something else. */
  | 'swapped'
  /** Something is there that belongs to nothing. */
  | 'inserted'
  /** A log, or the row of zone checkpoints, ends before what was signed. */
  | 'truncated'
  /** A log that was signed is not there at all. */
  | 'missing-log'
  /** A note that the key did not sign, or a signature that does not fit. */
  | 'foreign-signature'
  /** The key signed two histories. */
  | 'fork'
  /** A key of the bucket was written more than once. */
  | 'extra-version'
  /** A delete marker hides an object. */
  | 'delete-marker'
  /** An object is not locked for long enough, or its lock can be lifted. */
  | 'retention'
  /** A number of a producer is missing between others: an event was suppressed before it was sealed. */
  | 'counter-gap'
  /** One event id with two contents. */
  | 'two-contents'
  /** An event of the spool that no log took in. */
  | 'unsealed';

export interface Fault {
  readonly kind: FaultKind;
  /** Key of an object, path in the export, or event id. */
  readonly place: string;
  /** What is wrong, for people. */
  readonly message: string;
  /** Where it is certain: the first leaf that is not as it was signed. */
  readonly leaf?: number;
}

/** What is no fault, and should be known. */
export interface Remark {
  readonly kind:
    | 'unsigned-tail'
    | 'open-gap'
    | 'duplicates'
    | 'no-events'
    | 'odd-clock'
    | 'late-signature'
    | 'spool-waits'
    | 'no-tiles'
    | 'not-checked';
  readonly message: string;
}

/** Keeps what was found, in the order in which it was found. */
export interface Report {
  readonly fault: (fault: Fault) => void;
  /** The same, unless something is known to be wrong at the place: for what follows from it. */
  readonly faultIfNew: (fault: Fault) => void;
  readonly remark: (remark: Remark) => void;
  readonly faults: readonly Fault[];
  /** Faults found, also those that were too many to keep. */
  readonly count: () => number;
  readonly remarks: readonly Remark[];
}

/** Faults kept: a bucket without any lock has one a version. */
const MOST_FAULTS = 1000;

export function createReport(): Report {
  const faults: Fault[] = [];
  const remarks: Remark[] = [];
  const places = new Set<string>();
  let count = 0;
  const fault = (found: Fault): void => {
    count += 1;
    if (faults.length >= MOST_FAULTS) return;
    faults.push(found);
    places.add(found.place);
  };
  return {
    fault,
    faultIfNew: (found) => {
      if (!places.has(found.place)) fault(found);
    },
    remark: (remark) => void remarks.push(remark),
    faults,
    count: () => count,
    remarks,
  };
}
