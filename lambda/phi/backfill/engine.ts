import type { EncryptedField, FieldValue, PlainField } from '../cipher';
import { LONGEST_FIELD } from '../cipher';
import { PATIENT_ID } from '../api/named';
import type { Database } from './database';
import { BackfillError } from './errors';
import { fitsRow } from './form';
import type { FieldRow } from './rows';
import { countRows, PAGE_ROWS, readPage, writeRows } from './rows';
import type { BackfillState, Faults } from './state';
import { NO_FAULTS } from './state';
import type { Target } from './target';

/** Encrypts a batch, and writes it down before it gives anything back. */
export interface EncryptBatch {
  /** @throws whatever keeps it from encrypting all of them: then none is written into the database */
  encrypt(fields: readonly PlainField[]): Promise<readonly string[]>;
  /** Undefined where a field cannot be decrypted. @default - who encrypts may not decrypt */
  readonly decrypt?: (
    fields: readonly EncryptedField[],
  ) => Promise<readonly (FieldValue | undefined)[]>;
}

export interface BackfillDependencies {
  readonly db: Database;
  readonly target: Target;
  readonly cipher: EncryptBatch;
  /** Takes a wrong encrypted value away where the plain one is there: the next run makes it again. @default false */
  readonly repair?: boolean;
  /** Rows at a time. @default - as many as a call of the API takes */
  readonly rows?: number;
}

/**
 * Passes over the table before it is verified. Only rows that an application changed meanwhile are left
 * after the first one; where some are left after each, it writes the plain column alone, for ever.
 */
const MOST_PASSES = 5;

/**
 * Goes on from a state for as long as there is time: encrypts what has no encrypted value, pass by pass,
 * until nothing is left; then compares every value, or its form and length where nobody may decrypt.
 *
 * What is to be done stands in the table: a row whose encrypted value is NULL. So whoever crashes begins
 * again and does nothing twice; the state only saves reading rows that are done.
 *
 * @param timeLeft asked before each page; without it nothing more is begun
 * @param report told of each new state
 * @throws DatabaseError, and what the cipher throws. Each page is one statement: it is written or not
 */
export async function advance(
  dependencies: BackfillDependencies,
  state: BackfillState,
  timeLeft: () => boolean,
  report: (state: BackfillState) => void = () => undefined,
): Promise<BackfillState> {
  let now = state;
  while (now.phase !== 'done' && timeLeft()) {
    now = await (now.phase === 'encrypt' ? encryptPage : verifyPage)(dependencies, now);
    report(now);
  }
  return now;
}

async function encryptPage(
  dependencies: BackfillDependencies,
  state: BackfillState,
): Promise<BackfillState> {
  const { db, target, cipher } = dependencies;
  const total = state.total ?? (await countRows(db, target, 'to-encrypt'));
  const page = await readPage(
    db,
    target,
    'to-encrypt',
    state.after,
    dependencies.rows ?? PAGE_ROWS,
  );
  const last = page.at(-1);
  if (last === undefined) return endOfPass({ ...state, total });
  const fields = page.flatMap((row) => {
    const field = plainField(target, row);
    return field === undefined ? [] : [{ row, field }];
  });
  const jwes = fields.length === 0 ? [] : await cipher.encrypt(fields.map(({ field }) => field));
  if (jwes.length !== fields.length) {
    throw new BackfillError(
      'The API gave back another number of fields than it was given: nothing of them was written.',
    );
  }
  const { written, changed } = await writeRows(
    db,
    target,
    fields.map(({ row }, at) => ({ row, jwe: jwes[at] })),
  );
  if (changed) {
    throw new BackfillError(
      `A trigger of the table changed what was written into ${target.jwe}: take it away, or let it leave that column alone.`,
    );
  }
  return {
    ...state,
    total,
    after: last.key,
    found: state.found + fields.length,
    done: state.done + written,
  };
}

function endOfPass(state: BackfillState): BackfillState {
  const again = state.found > 0 && state.pass < MOST_PASSES;
  return again
    ? { ...state, pass: state.pass + 1, after: [], found: 0 }
    : { phase: 'verify', pass: 1, after: [], found: 0, done: 0, faults: NO_FAULTS };
}

async function verifyPage(
  dependencies: BackfillDependencies,
  state: BackfillState,
): Promise<BackfillState> {
  const { db, target, cipher, repair = false } = dependencies;
  const total = state.total ?? (await countRows(db, target, 'to-verify'));
  const page = await readPage(db, target, 'to-verify', state.after, dependencies.rows ?? PAGE_ROWS);
  const last = page.at(-1);
  if (last === undefined) return { ...state, total, phase: 'done' };
  const decrypted = await decryptedBy(cipher, target, page);
  const faulty = page.map((row, at) => ({ row, fault: faultOf(target, row, decrypted[at]) }));
  if (repair) {
    const wrong = faulty.filter(({ fault }) => fault === 'undecryptable' || fault === 'different');
    await writeRows(
      db,
      target,
      wrong.map(({ row }) => ({ row, jwe: undefined })),
    );
  }
  return {
    ...state,
    total,
    after: last.key,
    done: state.done + page.length,
    faults: added(
      state.faults,
      faulty.map(({ fault }) => fault),
    ),
  };
}

/** Counts with one more for each fault. */
function added(before: Faults, found: readonly (keyof Faults | undefined)[]): Faults {
  const of = (fault: keyof Faults): number =>
    before[fault] + found.filter((one) => one === fault).length;
  return {
    missing: of('missing'),
    withoutPatient: of('withoutPatient'),
    tooLarge: of('tooLarge'),
    undecryptable: of('undecryptable'),
    different: of('different'),
    withoutPlain: of('withoutPlain'),
  };
}

/** What is encrypted of a row; undefined when that cannot be. */
function plainField({ job, plain }: Target, row: FieldRow): PlainField | undefined {
  if (row.plain === undefined || !isPatient(row.patient)) return undefined;
  return {
    patientId: row.patient,
    dataType: job.dataType,
    value:
      plain.type === 'bytea' ? { bytes: Buffer.from(row.plain, 'base64') } : { text: row.plain },
  };
}

/** A record number as the API takes it: whom it does not know it cannot decrypt for. */
function isPatient(patient: string | undefined): patient is string {
  return patient !== undefined && PATIENT_ID.test(patient);
}

/** One for each row: what it decrypts to, undefined where it does not. Nothing where nobody may decrypt. */
async function decryptedBy(
  { decrypt }: EncryptBatch,
  { job }: Target,
  page: readonly FieldRow[],
): Promise<readonly ('not-asked' | FieldValue | undefined)[]> {
  if (decrypt === undefined) return page.map(() => 'not-asked' as const);
  const fields = page.flatMap(({ jwe, patient }, at) =>
    jwe === undefined || !isPatient(patient)
      ? []
      : [{ at, field: { jwe, patientId: patient, dataType: job.dataType } }],
  );
  const values = fields.length === 0 ? [] : await decrypt(fields.map(({ field }) => field));
  const byRow = new Map(fields.map(({ at }, index) => [at, values[index]]));
  return page.map((_, at) => byRow.get(at));
}

function faultOf(
  { plain }: Target,
  row: FieldRow,
  value: 'not-asked' | FieldValue | undefined,
): keyof Faults | undefined {
  if (row.jwe === undefined) {
    if (!isPatient(row.patient)) return 'withoutPatient';
    return (row.size ?? 0) > LONGEST_FIELD ? 'tooLarge' : 'missing';
  }
  if (row.size === undefined) return 'withoutPlain';
  if (value === 'not-asked') return fitsRow(row.jwe, row, plain.type) ? undefined : 'different';
  if (value === undefined) return 'undecryptable';
  return isSame(value, plain.type, row.plain) ? undefined : 'different';
}

function isSame(value: FieldValue, type: string, plain: string | undefined): boolean {
  if (plain === undefined) return false;
  return 'bytes' in value
    ? type === 'bytea' && Buffer.from(plain, 'base64').equals(value.bytes)
    : type !== 'bytea' && value.text === plain;
}
