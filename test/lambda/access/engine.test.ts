import type { Cedar } from '../../../lambda/access/engine';
import { createEngine } from '../../../lambda/access/engine';
import type { Question } from '../../../lambda/access/question';
import type { Action } from '../../../lambda/access/vocabulary';
import { NO_RELATION, PHI_ACTIONS, ZONE_ACTIONS } from '../../../lambda/access/vocabulary';
import { ROLES } from '../../../lambda/identity/roles';
import { cedar } from '../../support/cedar';
import { expected } from './support/expected';
import { DEEDS, engineOf, EVERY_RELATION, FILES, questionOf } from './support/questions';

const engine = engineOf();

const NURSE_READS: Question = {
  principal: { kind: 'person', tenant: 'mercy', role: 'nurse' },
  action: 'read',
  resource: { tenant: 'mercy', dataType: 'notes' },
  relation: { ...NO_RELATION, careTeam: true },
  approval: false,
  restricted: false,
  active: true,
};

const EVERY_ACTION: readonly Action[] = [...PHI_ACTIONS, ...ZONE_ACTIONS];

/** A question as it may come from outside, where nobody has checked its types. */
function spoilt(changes: Readonly<Record<string, unknown>>): Question {
  return { ...NURSE_READS, ...changes };
}

describe('a decision', () => {
  it('names the policy that permits', () => {
    expect(engine.decide(NURSE_READS)).toEqual({ allowed: true, policies: ['nurse-sees'] });
  });

  it('names the policies that forbid, and the reason of the first', () => {
    const question = { ...NURSE_READS, action: 'delete', active: false, restricted: true } as const;
    expect(engine.decide(question)).toEqual({
      allowed: false,
      policies: ['always-inactive', 'always-restricted', 'always-nobody-deletes'],
      reason: 'inactive',
    });
  });

  it('names no policy when none permits', () => {
    expect(engine.decide({ ...NURSE_READS, relation: NO_RELATION })).toEqual({
      allowed: false,
      policies: [],
      reason: 'no-care-relation',
    });
  });

  it('does not blame an approval for what the role never may', () => {
    const share = { ...NURSE_READS, action: 'share' } as const;
    expect(engine.decide(share)).toMatchObject({ reason: 'approval-required' });
    const resource = { tenant: 'mercy', dataType: 'insurance' } as const;
    expect(engine.decide({ ...share, resource })).toMatchObject({ reason: 'not-permitted' });
  });

  it('cannot be changed by who gets it: the next one gets the same', () => {
    const { policies } = engine.decide(NURSE_READS);
    expect(() => (policies as string[]).push('mine')).toThrow(TypeError);
    expect(engine.decide(NURSE_READS).policies).toEqual(['nurse-sees']);
  });
});

describe('what is no question', () => {
  it.each([
    [
      'a role that is none',
      { principal: { ...NURSE_READS.principal, role: 'surgeon' } },
      'unknown-role',
    ],
    ['no role', { principal: { kind: 'person', tenant: 'mercy' } }, 'unknown-role'],
    [
      'the role of services',
      { principal: { ...NURSE_READS.principal, role: 'service' } },
      'unknown-role',
    ],
    [
      'neither person nor service',
      { principal: { kind: 'root', tenant: 'mercy', role: 'nurse' } },
      'unknown-role',
    ],
    ['an action that is none', { action: 'peek' }, 'unknown-action'],
    ['a name of every object', { action: 'constructor' }, 'unknown-action'],
    [
      'a data type that is none',
      { resource: { tenant: 'mercy', dataType: 'shoe-size' } },
      'unknown-data-type',
    ],
    ['no data type', { resource: { tenant: 'mercy' } }, 'data-type-missing'],
    ['a data type of what has none', { action: 'break-glass' }, 'data-type-unexpected'],
  ])('is denied: %s', (_, changes, reason) => {
    expect(engine.decide(spoilt(changes))).toEqual({ allowed: false, policies: [], reason });
  });

  it.each([
    ['restricted', undefined, 'restricted'],
    ['restricted', 'no', 'restricted'],
    ['active', undefined, 'inactive'],
    ['active', 1, 'inactive'],
    ['relation', { careTeam: 'yes' }, 'no-care-relation'],
    ['relation', {}, 'no-care-relation'],
  ])('counts as the worst: %s = %p', (name, value, reason) => {
    expect(engine.decide(spoilt({ [name]: value }))).toMatchObject({ allowed: false, reason });
  });

  it('counts an approval that is not plainly given as none', () => {
    const question = spoilt({ action: 'export', approval: 'pending' });
    expect(engine.decide(question)).toMatchObject({ reason: 'approval-required' });
  });

  it('takes no nameless tenant for one that all share', () => {
    const principal = { ...NURSE_READS.principal, tenant: '' };
    const resource = { tenant: '', dataType: 'notes' } as const;
    expect(engine.decide({ ...NURSE_READS, principal, resource })).toMatchObject({
      reason: 'other-tenant',
    });
  });
});

describe('a service that acts for a person', () => {
  const decide = (question: Question, may: readonly string[], tenant = 'mercy') => {
    const via = { kind: 'service', id: 'ehr', tenant, may } as const;
    return engine.decide({ ...question, principal: { ...question.principal, via } as never });
  };

  it.each(ROLES)('may for %s what both may: each action', (role) => {
    for (const deed of DEEDS) {
      const asked = { role, ...deed, relation: EVERY_RELATION, approval: true };
      const question = questionOf(asked);
      const named = decide(question, [deed.action]);
      expect({ ...deed, allowed: named.allowed }).toEqual({ ...deed, allowed: expected(asked) });
      const others = EVERY_ACTION.filter((action) => action !== deed.action);
      expect(decide(question, others)).toMatchObject({
        allowed: false,
        reason: 'service-not-permitted',
      });
    }
  });

  it('has no right of its own then', () => {
    const question: Question = { ...NURSE_READS, action: 'rotate', resource: { tenant: 'mercy' } };
    expect(decide(question, EVERY_ACTION)).toMatchObject({ reason: 'not-permitted' });
  });

  it('must be of the same tenant', () => {
    expect(decide(NURSE_READS, EVERY_ACTION, 'st-elsewhere')).toMatchObject({
      reason: 'other-tenant',
    });
  });

  it('is named action by action: there is no word for all', () => {
    expect(decide(NURSE_READS, ['*', 'rea', 'read '])).toMatchObject({
      reason: 'service-not-permitted',
    });
  });
});

describe('when Cedar fails', () => {
  /** Cedar that gives one answer to everything, and counts. */
  function answering(answer: () => unknown) {
    const calls = { count: 0 };
    const cedar: Cedar = {
      preparsePolicySet: () => ({ type: 'success' }),
      statefulIsAuthorized: () => {
        calls.count += 1;
        return answer() as never;
      },
    };
    return { engine: createEngine(cedar, FILES), calls };
  }

  const success = (
    decision: string,
    reason: readonly string[],
    errors: readonly unknown[] = [],
  ) => ({
    type: 'success',
    response: { decision, diagnostics: { reason, errors } },
    warnings: [],
  });
  const error = { policyId: 'policy3', error: { message: 'overflow' } };

  it.each<readonly [string, () => unknown, string]>([
    [
      'it says so',
      () => ({ type: 'failure', errors: [{ message: 'no such set' }] }),
      'no such set',
    ],
    [
      'a policy failed beside one that permits',
      () => success('allow', ['policy6'], [error]),
      'overflow',
    ],
    [
      'it names a policy that is none',
      () => success('allow', ['policy99']),
      'a policy that nobody has read',
    ],
    [
      'it names a policy in its own way',
      () => success('allow', ['nurse']),
      'a policy that nobody has read',
    ],
    ['it answers nothing', () => undefined, ''],
    [
      'it breaks',
      () => {
        throw new Error('unreachable');
      },
      'unreachable',
    ],
  ])('denies, and does not keep that: %s', (_, answer, message) => {
    const { engine, calls } = answering(answer);
    const decision = engine.decide(NURSE_READS);
    expect(decision).toMatchObject({ allowed: false, reason: 'engine-fault' });
    expect(decision).toHaveProperty('fault', expect.stringContaining(message));
    engine.decide(NURSE_READS);
    expect(calls.count).toBe(2);
  });

  it.each([
    ['allow without a policy', success('allow', [])],
    ['a decision that is none', success('perhaps', ['policy6'])],
    ['deny', success('deny', [])],
  ])('allows nothing but by a plain "allow" of a policy: %s', (_, answer) => {
    expect(answering(() => answer).engine.decide(NURSE_READS).allowed).toBe(false);
  });

  it('keeps answers, and not without bound', () => {
    const { engine, calls } = answering(() => success('allow', ['policy6']));
    for (const deed of DEEDS) {
      for (const role of ROLES) {
        for (let at = 0; at < 16; at += 1) {
          const relation = {
            careTeam: at > 7,
            department: at % 8 > 3,
            own: at % 4 > 1,
            brokenGlass: at % 2 > 0,
          };
          engine.decide(questionOf({ role, ...deed, relation, approval: true }));
        }
      }
    }
    const distinct = DEEDS.length * ROLES.length * 16;
    expect(distinct).toBeGreaterThan(10_000);
    expect(calls.count).toBe(distinct);
    const last = DEEDS.at(-1) ?? { action: 'read' };
    engine.decide(questionOf({ role: 'nurse', ...last, relation: NO_RELATION, approval: true }));
    expect(calls.count).toBe(distinct);
    engine.decide(
      questionOf({
        role: 'nurse',
        action: 'read',
        dataType: 'demographics',
        relation: NO_RELATION,
        approval: true,
      }),
    );
    expect(calls.count).toBe(distinct + 1);
  });
});

describe('when a policy cannot be read', () => {
  const broken = FILES.map((file) =>
    file.name === 'nurse.cedar' ? { ...file, text: `${file.text}\npermit (` } : file,
  );

  it('refuses to decide at all, where all are read at once', () => {
    expect(() => createEngine(cedar, broken, 'at-once')).toThrow(/always\.cedar, nurse\.cedar: /);
  });

  it('denies everything to its role, and to no other', () => {
    const engine = createEngine(cedar, broken);
    expect(engine.decide(NURSE_READS)).toMatchObject({
      allowed: false,
      reason: 'engine-fault',
      fault: expect.stringContaining('nurse.cedar') as string,
    });
    const physician = { ...NURSE_READS.principal, role: 'attending-physician' } as const;
    expect(engine.decide({ ...NURSE_READS, principal: physician }).allowed).toBe(true);
  });
});

it('reads no policy before its role asks, so that a function starts fast', () => {
  const read: string[] = [];
  const engine = createEngine(
    {
      ...cedar,
      preparsePolicySet: (name, policies) => {
        read.push(name);
        return cedar.preparsePolicySet(name, policies);
      },
    },
    FILES,
  );
  expect(read).toEqual([]);
  engine.decide(NURSE_READS);
  engine.decide({ ...NURSE_READS, action: 'print' });
  expect(read).toHaveLength(1);
});

it('does not mix up engines of other policies', () => {
  const without = FILES.map((file) =>
    file.name === 'nurse.cedar'
      ? { ...file, text: file.text.replace('DataType::"notes",', '') }
      : file,
  );
  const narrower = engineOf(without);
  expect(narrower.decide(NURSE_READS).allowed).toBe(false);
  expect(engine.decide({ ...NURSE_READS, action: 'print' }).allowed).toBe(true);
});
