import type { DecryptFields, Release } from '../../../../lambda/shared/http/generated/types';
import { OTHER_ID, PATIENT_ID, phiWorld, resultsOf } from './support/phi-world';
import type { PhiWorld } from './support/phi-world';

/** What leaves under an approval, what that takes from it, and how it is written down. */

const NOTE = { patientId: PATIENT_ID, dataType: 'notes', field: 'text' } as const;

async function fields(world: PhiWorld): Promise<DecryptFields['items']> {
  const jwe = await world.sealed('made up');
  const other = await world.sealed('made up', OTHER_ID);
  return [
    { ...NOTE, jwe },
    { ...NOTE, field: 'summary', jwe },
    { ...NOTE, patientId: OTHER_ID, jwe: other },
  ];
}

async function released(more: {
  readonly release: Omit<Release, 'approval'>;
  readonly size?: number;
  readonly recipient?: string;
}) {
  const { release, ...approval } = more;
  const world = phiWorld();
  const user = await world.carer('attending-physician', [PATIENT_ID, OTHER_ID]);
  const kind = release.as === 'print' ? 'share' : release.as;
  const id = await world.approval(user, { kind, purpose: 'PUBHLTH', ...approval });
  const items = await fields(world);
  const call = async (body: Partial<DecryptFields> = {}) =>
    world.call({ user }, 'decryptFields', {
      purpose: 'PUBHLTH',
      release: { ...release, ...(release.as === 'print' ? {} : { approval: id }) },
      items,
      ...body,
    });
  return { world, user, id, items, call };
}

const SHARE = { as: 'share', recipient: 'health-department' } as const;
const EXPORT = { as: 'export', format: 'csv', destination: 'workstation' } as const;

it.each<readonly [Omit<Release, 'approval'>, object]>([
  [{ as: 'print' }, { type: 'phi-print', action: 'print' }],
  [SHARE, { type: 'phi-share', action: 'share', recipient: 'health-department' }],
  [
    EXPORT,
    {
      type: 'phi-export',
      action: 'export',
      exportFormat: 'csv',
      exportDestination: 'workstation',
    },
  ],
  [
    { ...EXPORT, destination: 'external-system', recipient: 'health-department' },
    {
      type: 'phi-export',
      action: 'export',
      exportFormat: 'csv',
      exportDestination: 'external-system',
      recipient: 'health-department',
    },
  ],
])('releases to $as, and takes each patient once from the approval', async (release, event) => {
  const { world, id, items, call } = await released({ release });
  const answer = await call();
  expect(resultsOf(answer)).toEqual(items.map(() => ({ status: 'ok', text: 'made up' })));
  const claims = release.as !== 'print';
  expect(await world.left(id)).toBe(claims ? 8 : 10);
  expect(world.events()).toEqual(
    [2, 1].map((recordCount) =>
      expect.objectContaining({
        ...event,
        outcome: 'success',
        purpose: 'PUBHLTH',
        recordCount,
        ...(claims ? { approval: id } : {}),
      }),
    ),
  );
});

it.each<readonly [string, object, readonly string[]]>([
  ['print', { as: 'print', recipient: 'x', format: 'csv' }, ['recipient', 'format']],
  ['print', { as: 'print', approval: 'x', destination: 'person' }, ['approval', 'destination']],
  ['share', { as: 'share' }, ['recipient']],
  ['share', { ...SHARE, format: 'csv' }, ['format']],
  ['export', { as: 'export' }, ['format', 'destination']],
  ['export', { ...EXPORT, recipient: 'x' }, ['recipient']],
  ['export', { ...EXPORT, destination: 'patient' }, ['recipient']],
  ['export', { ...EXPORT, approval: '123-45-6789' }, ['approval']],
  ['share', { ...SHARE, recipient: '123-45-6789' }, ['recipient']],
])('takes no release to %s that does not go together', async (_, release, names) => {
  const { world, user, items } = await released({ release: SHARE });
  const answer = await world.send({ user }, 'decryptFields', { purpose: 'TREAT', release, items });
  expect(answer).toMatchObject({
    status: 400,
    body: { errors: names.map((name) => ({ pointer: `#/release/${name}` })) },
  });
  expect(world.written()).toEqual([]);
});

it('releases one data type at a time under an approval, and prints as many as are asked for', async () => {
  const { world, user, items, call } = await released({ release: SHARE });
  const lab = {
    ...NOTE,
    dataType: 'lab-results',
    jwe: await world.sealed('made up', PATIENT_ID, 'lab-results'),
  } as const;
  expect(await call({ items: [...items, lab] })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '#/items/3/dataType' }] },
  });
  const printed = await world.call({ user }, 'decryptFields', {
    purpose: 'TREAT',
    release: { as: 'print' },
    items: [...items, lab],
  });
  expect(printed.status).toBe(200);
});

it('denies what the approval does not cover, and takes nothing from it', async () => {
  // Two patients, and one is left: each alone would do.
  const { world, id, call } = await released({ release: SHARE, size: 1 });
  const answer = await call();
  expect(answer).toMatchObject({ status: 403, body: { code: 'approval-required' } });
  expect(answer.text).not.toContain('made up');
  expect(await world.left(id)).toBe(1);
  expect(world.written()).toEqual([
    'phi-share share denied approval-required notes 2',
    'phi-share share denied approval-required notes 1',
  ]);
  // For something else.
  const { call: forMoney, world: sold } = await released({ release: SHARE });
  expect((await forMoney({ purpose: 'HMARKT' })).status).toBe(403);
  expect(sold.written()).toHaveLength(2);
  // To somebody else.
  const other = await released({ release: SHARE, recipient: 'somebody-else' });
  expect((await other.call()).status).toBe(403);
  expect(other.world.written()).toHaveLength(2);
});

it('takes from the approval only patients of whom something is released', async () => {
  const { world, id, items, call } = await released({ release: SHARE });
  const [first, , other] = items;
  if (first === undefined || other === undefined) throw new Error('there are three');
  const stranger = { ...first, patientId: 'MADE-UP-0003' };
  const answer = await call({ items: [first, { ...other, jwe: first.jwe }, stranger] });
  expect(resultsOf(answer).map(({ code }) => code)).toEqual([
    undefined,
    'not-decryptable',
    'no-care-relation',
  ]);
  expect(await world.left(id)).toBe(9);
  expect(world.written()).toEqual([
    'phi-share share denied no-care-relation notes 1',
    'phi-share share success notes 1',
    'phi-share share error not-decryptable notes 1',
  ]);
  // Of nobody: nothing is taken.
  const nothing = await call({ items: [{ ...other, jwe: first.jwe }] });
  expect(nothing.status).toBe(207);
  expect(await world.left(id)).toBe(9);
});

it('lets two exports of more than one patient an hour through, and writes the third down', async () => {
  const { world, id, call, items } = await released({ release: EXPORT });
  for (let at = 0; at < 2; at += 1) expect((await call()).status).toBe(200);
  const third = await call();
  expect([third.status, third.body['code']]).toEqual([429, 'too-many-calls']);
  expect(third.text).not.toContain('made up');
  expect(await world.left(id)).toBe(6);
  expect(world.written().slice(4)).toEqual([
    'phi-export export denied too-many-calls notes 2',
    'phi-export export denied too-many-calls notes 1',
  ]);
  // One patient is no bulk.
  expect((await call({ items: items.slice(0, 2) })).status).toBe(200);
});

it('uses an approval up once, however many calls come at a time', async () => {
  const { world, id, call } = await released({ release: SHARE, size: 5 });
  const answers = await Promise.all(Array.from({ length: 4 }, async () => call()));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 200, 403, 403]);
  expect(await world.left(id)).toBe(1);
});

it('has used the approval up and released nothing when the ledger takes nothing', async () => {
  const { world, id, call } = await released({ release: SHARE });
  world.down.stream = true;
  const answer = await call();
  expect(answer).toMatchObject({ status: 503, body: { code: 'audit-unavailable' } });
  expect(answer.text).not.toContain('made up');
  expect(await world.left(id)).toBe(8);
});

it('takes nothing from the approval while a key cannot be had', async () => {
  const { world, id, call } = await released({ release: SHARE });
  world.wrapper.fail(new Error('made up'), 9);
  expect(await call()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect([await world.left(id), world.written()]).toEqual([10, []]);
});
