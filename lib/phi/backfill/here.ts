import { endOf } from '../../../lambda/phi/backfill/answer';
import type { Database } from '../../../lambda/phi/backfill/database';
import type { EncryptBatch } from '../../../lambda/phi/backfill/engine';
import { advance } from '../../../lambda/phi/backfill/engine';
import { BackfillError, DatabaseError } from '../../../lambda/phi/backfill/errors';
import type { BackfillJob } from '../../../lambda/phi/backfill/job';
import { countRows } from '../../../lambda/phi/backfill/rows';
import { isSetUp, script, setUp, setUpStatements } from '../../../lambda/phi/backfill/set-up';
import { BEGINNING } from '../../../lambda/phi/backfill/state';
import { describeTarget, prepareSession } from '../../../lambda/phi/backfill/target';
import type { Progress } from '../../ledger/reporter';
import type { Followed } from './follow';

export interface BackfillHereProps {
  readonly database: Database;
  readonly job: BackfillJob;
  readonly cipher: EncryptBatch;
  readonly repair: boolean;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** A backfill in this process, for a database that this machine reaches. */
export async function backfillHere(props: BackfillHereProps): Promise<Followed> {
  const { database: db, job, cipher, repair, progress, signal } = props;
  return orRefused(async () => {
    await prepareSession(db);
    const target = await describeTarget(db, job);
    await setUp(db, target);
    const { phase, faults } = await advance(
      { db, target, cipher, repair },
      BEGINNING,
      () => !signal.aborted,
      (state) => progress({ stage: state.phase, done: state.done, ...totalOf(state) }),
    );
    if (phase !== 'done') return { outcome: 'stopped' };
    return { outcome: 'done', ...endOf(target, faults, cipher.decrypt !== undefined) };
  });
}

/** What a backfill would do. */
export type Plan =
  | {
      readonly outcome: 'planned';
      /** Rows with a value and no encrypted one. */
      readonly rows: number;
      /** SQL that it would run first; empty when that is done. */
      readonly setUp: string;
    }
  | Extract<Followed, { readonly outcome: 'refused' | 'interrupted' }>;

/** Looks, and changes nothing. */
export async function planBackfill(db: Database, job: BackfillJob): Promise<Plan> {
  return orRefused(async () => {
    await prepareSession(db);
    const target = await describeTarget(db, job);
    const isReady = await isSetUp(db, target);
    return {
      outcome: 'planned',
      rows: await countRows(db, target, target.hasJwe ? 'to-encrypt' : 'with-value'),
      setUp: isReady ? '' : script(setUpStatements(target)),
    };
  });
}

async function orRefused<T>(
  work: () => Promise<T>,
): Promise<T | { readonly outcome: 'refused'; readonly message: string }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackfillError) && !(error instanceof DatabaseError)) throw error;
    return { outcome: 'refused', message: error.message };
  }
}

function totalOf({ total }: { readonly total?: number | undefined }) {
  return total === undefined ? {} : { total };
}
