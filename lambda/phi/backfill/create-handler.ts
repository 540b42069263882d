import { AuditUnavailableError } from '../../shared/audit/errors';
import type { AuditTrail } from '../../shared/audit/audit-trail';
import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import type { Pseudonyms } from '../../shared/pseudonym';
import { UnavailableError } from '../../access/errors';
import type { FieldCipher } from '../cipher';
import type { BackfillAnswer } from './answer';
import { endOf } from './answer';
import { auditedCipher, comparedEvent } from './audited-cipher';
import type { Database } from './database';
import { advance } from './engine';
import { BackfillError, DatabaseError } from './errors';
import type { FunctionJob } from './job';
import { readFunctionJob } from './job';
import { createPace } from './pace';
import { setUp } from './set-up';
import type { BackfillState } from './state';
import { BEGINNING, readState, writeState } from './state';
import type { Target } from './target';
import { describeTarget, prepareSession } from './target';

/** What is used of Lambda's context. */
export interface InvocationContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

export interface BackfillHandlerDependencies {
  /** A connection to a database of the zone, for this slice. @throws DatabaseError */
  readonly connect: (
    database: string,
  ) => Promise<{ readonly db: Database; readonly close: () => Promise<void> }>;
  readonly cipher: Pick<FieldCipher, 'encrypt' | 'decrypt'>;
  readonly pseudonyms: Pick<Pseudonyms, 'of'>;
  readonly trail: AuditTrail;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A slice ends after this: whoever waits for it sees how far it is, and no connection stands idle for long. */
const SLICE_MS = 60_000;
/** No page begins with less time left. One that is cut off all the same does no harm. */
const LEAST_MS = 30_000;
/** Whose the state of a slice is, as far as its encryption goes. No patient has an id with these characters. */
const STATE_OWNER = '*backfill-state*';

/** Encrypts, or compares, as much of a column as a slice of time allows. Who calls it calls again. */
export function createHandler(dependencies: BackfillHandlerDependencies) {
  const { log } = dependencies;
  return async (event: unknown, context: InvocationContext): Promise<BackfillAnswer> => {
    try {
      const job = readFunctionJob(event);
      const { db, close } = await dependencies.connect(job.database);
      try {
        return await slice(dependencies, job, db, context);
      } finally {
        await close();
      }
    } catch (error) {
      if (error instanceof BackfillError || error instanceof DatabaseError) {
        log.warn('backfill-refused', { kind: error.name });
        return { outcome: 'refused', message: error.message };
      }
      if (error instanceof UnavailableError || error instanceof AuditUnavailableError) {
        log.error('backfill-interrupted', { problem: errorChain(error) });
        return {
          outcome: 'interrupted',
          message:
            'The keys or the audit stream do not answer: nothing more is encrypted until they do.',
        };
      }
      throw error;
    }
  };
}

async function slice(
  dependencies: BackfillHandlerDependencies,
  job: FunctionJob,
  db: Database,
  { awsRequestId: requestId, ...context }: InvocationContext,
): Promise<BackfillAnswer> {
  const { trail, log, now } = dependencies;
  await prepareSession(db);
  const target = await describeTarget(db, job);
  await setUp(db, target);
  const start = await readStart(dependencies, job, target);
  const cipher = auditedCipher({
    ...dependencies,
    job,
    requestId,
    pace: createPace({ ...dependencies, perSecond: job.pace }),
  });
  const began = now();
  const state = await advance(
    { db, target, cipher, repair: job.repair === true },
    start,
    () => now() - began < SLICE_MS && context.getRemainingTimeInMillis() > LEAST_MS,
  );
  const compared =
    state.phase === 'encrypt' ? 0 : state.done - (start.phase === 'verify' ? start.done : 0);
  if (compared > 0) await trail.append([comparedEvent(job, requestId, compared)]);
  const { phase, done, total, faults } = state;
  log.info('backfill-slice', { phase, done, total });
  if (phase === 'done') return { outcome: 'done', ...endOf(target, faults, true) };
  const [token = ''] = await dependencies.cipher.encrypt(job.tenant, [
    { ...stateContext(job), value: { text: writeState(target, state) } },
  ]);
  return {
    outcome: 'going-on',
    phase,
    done,
    ...(total === undefined ? {} : { total }),
    state: token,
  };
}

async function readStart(
  { cipher }: BackfillHandlerDependencies,
  job: FunctionJob,
  target: Target,
): Promise<BackfillState> {
  if (job.state === undefined) return BEGINNING;
  const [value] = await cipher.decrypt(job.tenant, [{ ...stateContext(job), jwe: job.state }]);
  const state =
    value === undefined || !('text' in value) ? undefined : readState(target, value.text);
  if (state === undefined) {
    throw new BackfillError(
      'The state is none of this job: start without one, nothing is done twice.',
    );
  }
  return state;
}

function stateContext({ dataType }: FunctionJob) {
  return { patientId: STATE_OWNER, dataType };
}
