import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DATA_TYPES, PURPOSES } from '../../shared/audit/vocabulary';
import { tenant } from '../../shared/audit/fields';
import { BackfillError } from './errors';

/** Which column is encrypted, and whose the values are. */
export interface BackfillJob {
  readonly schema: string;
  readonly table: string;
  /** The plain column. Its encrypted twin is `<column>_jwe`. */
  readonly column: string;
  /** Has the record number of the patient: decrypting takes the same. */
  readonly patientColumn: string;
  readonly dataType: (typeof DATA_TYPES)[number];
}

/** NAMEDATALEN of PostgreSQL, less the byte at the end. It cuts longer names without a word. */
const LONGEST_NAME = 63;
const SUFFIX = '_jwe';

/** The encrypted twin of a column. */
export function jweColumn({ column }: Pick<BackfillJob, 'column'>): string {
  return `${column}${SUFFIX}`;
}

/** Name of the trigger and of its function. Triggers fire in the order of their names: this one comes last. */
export function triggerName({ schema, table, column }: BackfillJob): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([schema, table, column]))
    .digest('hex');
  return `zzz_hlz_${hash.slice(0, 16)}`;
}

/** What cannot be right with the names of a job; empty when nothing. */
export function problemsOfNames(job: BackfillJob): readonly string[] {
  const { schema, table, column, patientColumn } = job;
  const names = { schema, table, column, patientColumn };
  const problems = Object.entries(names).flatMap(([what, name]) =>
    name === '' || name.includes('\0') || Buffer.byteLength(name) > LONGEST_NAME
      ? [`${what}: expected a name of 1 to ${String(LONGEST_NAME)} bytes`]
      : [],
  );
  if (Buffer.byteLength(jweColumn(job)) > LONGEST_NAME && problems.length === 0) {
    problems.push(
      `column: with ${SUFFIX} behind it the name has more than ${String(LONGEST_NAME)} bytes; rename the column`,
    );
  }
  if (column === patientColumn) {
    problems.push(
      'patientColumn: it is the column itself, so that nobody could say whose a value is without decrypting it; expected another one',
    );
  }
  return problems;
}

const name = z.string().check(z.minLength(1), z.maxLength(LONGEST_NAME));

const functionJob = z.strictObject({
  tenant,
  database: name,
  schema: name,
  table: name,
  column: name,
  patientColumn: name,
  dataType: z.enum(DATA_TYPES),
  purpose: z.enum(PURPOSES),
  /** Patients a second: each is an event of the audit stream, which people need too. */
  pace: z.int().check(z.minimum(1), z.maximum(1000)),
  /** Whether wrong encrypted values are taken away, to be made again by the next run. @default false */
  repair: z.optional(z.boolean()),
  /** Where the slice before stopped. @default - at the beginning */
  state: z.optional(z.string().check(z.minLength(1), z.maxLength(16_384))),
});

/** What the function is called with: a job, and whose it is. */
export type FunctionJob = z.infer<typeof functionJob>;

/**
 * @throws BackfillError that names each field which is not as expected; never what stands there
 */
export function readFunctionJob(event: unknown): FunctionJob {
  const { data, error } = functionJob.safeParse(event);
  if (data !== undefined) return data;
  const fields = (error?.issues ?? []).map(({ path, code }) =>
    code === 'unrecognized_keys' ? 'a field that is none' : path.map(String).join('.') || 'all',
  );
  throw new BackfillError(
    `The job is not one (${[...new Set(fields)].join(', ')}): start it with hlz phi backfill --function.`,
  );
}
