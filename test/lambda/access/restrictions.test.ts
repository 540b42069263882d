import fc from 'fast-check';
import type { Forbidden, RestrictedAct } from '../../../lambda/access/restrictions';
import { createRestrictions, namesSomething } from '../../../lambda/access/restrictions';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import type { Action } from '../../../lambda/access/vocabulary';
import { PHI_ACTIONS, ZONE_ACTIONS } from '../../../lambda/access/vocabulary';
import { DATA_TYPES } from '../../../lambda/shared/audit/vocabulary';
import { memoryTable } from '../support/memory-table';
import { OTHER_PATIENT, PATIENT, START } from './support/people';

const USER = '3f1c2d4e-0a1b-4c2d-8e3f-333333333333';

function world() {
  const table = memoryTable(ACCESS_TABLES.restrictions);
  const restrictions = createRestrictions(table);
  let ids = 0;
  return {
    table,
    restrictions,
    add: async (forbidden: Forbidden) => {
      ids += 1;
      await restrictions.add(USER, { id: String(ids), by: 'officer', at: START, ...forbidden });
    },
  };
}

/** Whether an act is forbidden by one restriction. */
async function forbidden(restriction: Forbidden, act: RestrictedAct): Promise<boolean> {
  const { restrictions, add } = world();
  await add(restriction);
  return restrictions.forbid(USER, act);
}

const ACT = { action: 'read', dataType: 'notes', patient: PATIENT } as const;

it.each<[string, Forbidden, Partial<RestrictedAct>, boolean]>([
  ['the action', { actions: ['print', 'read'] }, {}, true],
  ['another action', { actions: ['print'] }, {}, false],
  ['the data type', { dataTypes: ['notes'] }, {}, true],
  ['another data type', { dataTypes: ['vitals'] }, {}, false],
  ['the patient', { patient: PATIENT }, {}, true],
  ['another patient', { patient: OTHER_PATIENT }, {}, false],
  ['all three', { actions: ['read'], dataTypes: ['notes'], patient: PATIENT }, {}, true],
  ['two of three', { actions: ['read'], dataTypes: ['vitals'], patient: PATIENT }, {}, false],
  ['a record of which nobody says what', { dataTypes: ['vitals'] }, { dataType: undefined }, true],
  ['records of which nobody says whose', { patient: PATIENT }, { patient: undefined }, true],
  [
    'what is done to no record',
    { dataTypes: ['vitals'] },
    { action: 'manage-users', dataType: undefined },
    false,
  ],
  [
    'what is about no patient',
    { patient: PATIENT },
    { action: 'manage-users', patient: undefined },
    false,
  ],
  ['breaking the glass of the patient', { patient: PATIENT }, { action: 'break-glass' }, true],
])('looks at %s', async (_, restriction, act, expected) => {
  expect(await forbidden(restriction, { ...ACT, ...act })).toBe(expected);
});

const act: fc.Arbitrary<RestrictedAct> = fc.record(
  {
    action: fc.constantFrom<Action>(...PHI_ACTIONS, ...ZONE_ACTIONS),
    dataType: fc.constantFrom(...DATA_TYPES),
    patient: fc.constantFrom(PATIENT, OTHER_PATIENT),
  },
  { requiredKeys: ['action'] },
);
const restriction: fc.Arbitrary<Forbidden> = fc
  .record(
    {
      actions: fc.uniqueArray(fc.constantFrom<Action>(...PHI_ACTIONS, ...ZONE_ACTIONS), {
        minLength: 1,
        maxLength: 10,
      }),
      dataTypes: fc.uniqueArray(fc.constantFrom(...DATA_TYPES), { minLength: 1 }),
      patient: fc.constantFrom(PATIENT, OTHER_PATIENT),
    },
    { requiredKeys: [] },
  )
  .filter(namesSomething);

it('forbids more with each restriction, and the same as before once it is gone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(restriction, { maxLength: 4 }),
      restriction,
      act,
      async (there, more, act) => {
        const { restrictions, add } = world();
        for (const one of there) await add(one);
        const before = await restrictions.forbid(USER, act);
        await restrictions.add(USER, { id: 'more', by: 'officer', at: START, ...more });
        const after = await restrictions.forbid(USER, act);
        expect(after).toBe(before || (await forbidden(more, act)));
        expect(await restrictions.forbid('somebody-else', act)).toBe(false);
        await restrictions.remove(USER, 'more');
        expect(await restrictions.forbid(USER, act)).toBe(before);
      },
    ),
  );
});

it.each([
  ['an action that is none', { actions: ['peek'] }],
  ['a data type that is none', { dataTypes: ['horoscope'] }],
  ['an empty list', { actions: [] }],
  ['a field that is not known', { patient: PATIENT, except: 'mondays' }],
  ['nothing that it forbids', {}],
])('forbids everything for %s', async (_, attributes) => {
  const { table, restrictions, add } = world();
  await add({ actions: ['print'] });
  expect(await restrictions.forbid(USER, ACT)).toBe(false);
  await table.put({ user: USER, restriction: 'odd', by: 'officer', at: START, ...attributes });
  for (const action of [...PHI_ACTIONS, ...ZONE_ACTIONS]) {
    expect(await restrictions.forbid(USER, { action })).toBe(true);
  }
  expect((await restrictions.of(USER)).at(-1)).toEqual({
    id: 'odd',
    by: 'unknown',
    at: Date.UTC(2000, 0, 1),
  });
  await restrictions.remove(USER, 'odd');
  expect(await restrictions.forbid(USER, ACT)).toBe(false);
});

it('gives back what was set', async () => {
  const { restrictions, add } = world();
  await add({ actions: ['read'], dataTypes: ['notes'], patient: PATIENT });
  await add({ actions: ['print'] });
  expect(await restrictions.of(USER)).toEqual([
    {
      id: '1',
      by: 'officer',
      at: START,
      actions: ['read'],
      dataTypes: ['notes'],
      patient: PATIENT,
    },
    { id: '2', by: 'officer', at: START, actions: ['print'] },
  ]);
});

it('reads all pages', async () => {
  const { restrictions, add } = world();
  for (let at = 0; at < 130; at += 1) await add({ actions: ['print'] });
  await restrictions.add(USER, { id: 'z', by: 'officer', at: START, actions: ['read'] });
  expect(await restrictions.forbid(USER, ACT)).toBe(true);
  expect((await restrictions.of(USER)).length).toBe(131);
});
