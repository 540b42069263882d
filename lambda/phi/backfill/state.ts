import * as z from 'zod/mini';
import { jsonIn } from '../../shared/json';
import type { Target } from './target';

const count = z.int().check(z.minimum(0));

export const faults = z.strictObject({
  /** Rows with a value and no encrypted one, though nothing stands against it. */
  missing: count,
  /** Rows with a value and no record number of a patient that can be one. */
  withoutPatient: count,
  /** Rows whose value is longer than a field may be. */
  tooLarge: count,
  /** Rows whose encrypted value nobody can decrypt, or not for this patient. */
  undecryptable: count,
  /** Rows whose encrypted value is that of another one. */
  different: count,
  /** Rows with an encrypted value and no plain one: nothing says whether it is right, and it may be the only one. */
  withoutPlain: count,
});
/** What verifying found, by rows. */
export type Faults = z.infer<typeof faults>;

export const NO_FAULTS: Faults = {
  missing: 0,
  withoutPatient: 0,
  tooLarge: 0,
  undecryptable: 0,
  different: 0,
  withoutPlain: 0,
};

const state = z.strictObject({
  phase: z.enum(['encrypt', 'verify', 'done']),
  /** Of encrypting, from 1. */
  pass: count,
  /** Key of the last row that was read; empty at the beginning of a pass. */
  after: z.readonly(z.array(z.string())),
  /** Rows that this pass found to encrypt. */
  found: count,
  /** Rows that were encrypted, or compared. */
  done: count,
  /** Rows that there were at the beginning of the phase. Missing while nobody counted. */
  total: z.optional(count),
  faults,
});
/** How far a backfill is. Holds a primary key, which may be PHI: it leaves the function encrypted only. */
export type BackfillState = z.infer<typeof state>;

export const BEGINNING: BackfillState = {
  phase: 'encrypt',
  pass: 1,
  after: [],
  found: 0,
  done: 0,
  faults: NO_FAULTS,
};

const keptState = z.strictObject({ of: z.array(z.string()), state });

/** A state as text, with what it is a state of. */
export function writeState(target: Target, state: BackfillState): string {
  return JSON.stringify({ of: identityOf(target), state });
}

/** Undefined when the text is none, or one of another table or column. */
export function readState(target: Target, text: string): BackfillState | undefined {
  const { data } = keptState.safeParse(jsonIn(text));
  if (data === undefined) return undefined;
  const isOfTarget = JSON.stringify(data.of) === JSON.stringify(identityOf(target));
  const isPlace = [0, target.key.length].includes(data.state.after.length);
  return isOfTarget && isPlace ? data.state : undefined;
}

function identityOf({ oid, job, key }: Target): readonly string[] {
  return [oid, job.column, job.patientColumn, job.dataType, ...key.map(({ name }) => name)];
}
