import type { PartedPlan } from '../../../../lambda/access/api/operation';
import { partedReply } from '../../../../lambda/access/api/parts';
import { actOf } from '../../../../lambda/access/act';
import type { Ask } from '../../../../lambda/access/desk';
import { ApprovalNotCoveringError, UnavailableError } from '../../../../lambda/access/errors';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { ORIGIN, person } from '../support/people';
import { silent } from '../support/silent';

/** The order in which a call about many records is decided, done, claimed, written down and answered. */

const act = actOf(person('nurse'), ORIGIN);
const CALL = { operationId: 'encryptFields', root: 'people', headers: {}, ...ORIGIN } as const;

/** A draft is not looked at here: this stands for one. */
const draft = (text: string): AuditDraft => ({ action: text }) as AuditDraft;
const needs = (patient: string): Omit<Ask, 'principal'> => ({ action: 'read', patient });

interface Way {
  readonly patients: readonly string[];
  /** Those whom the desk denies. */
  readonly denied?: readonly string[];
  readonly body?: unknown;
  readonly claim?: 'taken' | Error;
  readonly run?: Error;
}

async function through({ patients, denied = [], body = 'answer', claim, run }: Way) {
  const steps: string[] = [];
  let deciding = 0;
  let most = 0;
  const plan: PartedPlan<unknown> = {
    needs: 'each',
    parts: patients.map((patient) => ({
      ask: needs(patient),
      refused: ({ reason }) => [draft(`${patient} ${reason}`)],
    })),
    run: async (rulings) => {
      steps.push(`run ${rulings.map(({ allowed }) => (allowed ? 'y' : 'n')).join('')}`);
      if (run !== undefined) throw run;
      return {
        reply: { status: 207, body },
        ...(claim === undefined ? {} : { claim: needs('all') }),
        events: (instead) => [
          draft(instead === undefined ? 'done' : `${instead.outcome} ${instead.reason}`),
        ],
      };
    },
  };
  const desk = {
    decide: async ({ patient = '' }: Ask) => {
      deciding += 1;
      most = Math.max(most, deciding);
      await new Promise(setImmediate);
      deciding -= 1;
      return denied.includes(patient)
        ? ({ allowed: false, policies: [], reason: 'no-care-relation' } as const)
        : ({ allowed: true, policies: [] } as const);
    },
    claim: async () => {
      steps.push('claim');
      if (claim instanceof Error) throw claim;
    },
  };
  const trail = {
    append: async (drafts: readonly AuditDraft[]) => {
      steps.push(`append ${drafts.map(({ action }) => action).join(', ')}`);
      return [];
    },
  };
  const end = await partedReply({ desk, trail, log: silent }, plan, CALL, act).then(
    ({ status, body: text }) => `${String(status)} ${text.slice(0, 20)}`,
    (error: unknown) => String((error as { readonly code?: unknown }).code),
  );
  return { end, steps, most };
}

it('claims before it writes down, and writes down what was denied with what was done', async () => {
  expect(await through({ patients: ['a', 'b'], denied: ['a'], claim: 'taken' })).toMatchObject({
    end: '207 "answer"',
    steps: ['run ny', 'claim', 'append a no-care-relation, done'],
  });
});

it('runs nothing when nothing is permitted, and runs without parts', async () => {
  expect(await through({ patients: ['a', 'b'], denied: ['a', 'b'] })).toMatchObject({
    end: 'no-care-relation',
    steps: ['append a no-care-relation, b no-care-relation'],
  });
  expect(await through({ patients: [] })).toMatchObject({ end: '207 "answer"' });
});

it('writes nothing down, and claims nothing, when the work cannot be done', async () => {
  const run = new UnavailableError('What is made up');
  expect(await through({ patients: ['a', 'b'], denied: ['a'], claim: 'taken', run })).toMatchObject(
    { end: 'unavailable', steps: ['run ny'] },
  );
});

it('writes down an answer that is too long as an error, and claims nothing for it', async () => {
  const body = '"'.repeat(1_500_000);
  expect(
    await through({ patients: ['a', 'b'], denied: ['b'], claim: 'taken', body }),
  ).toMatchObject({
    end: 'answer-too-large',
    steps: ['run yn', 'append b no-care-relation, error answer-too-large'],
  });
});

it('writes down that an approval did not cover it, and nothing of a register that does not answer', async () => {
  expect(await through({ patients: ['a'], claim: new ApprovalNotCoveringError() })).toMatchObject({
    end: 'approval-required',
    steps: ['run y', 'claim', 'append denied approval-required'],
  });
  const claim = new UnavailableError('The table approvals');
  expect(await through({ patients: ['a'], claim })).toMatchObject({
    end: 'unavailable',
    steps: ['run y', 'claim'],
  });
});

it('decides on twenty-five at a time', async () => {
  const patients = Array.from({ length: 60 }, (_, at) => String(at));
  expect((await through({ patients })).most).toBe(25);
});
