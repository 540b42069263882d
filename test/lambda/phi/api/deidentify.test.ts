import type { DeidentifyRecords } from '../../../../lambda/shared/http/generated/types';
import { OTHER_ID, PATIENT_ID, phiWorld, resultsOf } from './support/phi-world';

/** A researcher gets the output, and nothing else. */

async function researching() {
  const world = phiWorld();
  const user = await world.user('researcher');
  const approval = await world.approval(user, { kind: 'deidentify' });
  const jwe = await world.sealed('5.4 mmol/L', PATIENT_ID, 'lab-results');
  const good = {
    patientId: PATIENT_ID,
    record: 'panel-1',
    fields: [
      { field: 'name', kind: 'name', text: 'Jane Doe' },
      { field: 'taken', kind: 'date', text: '2026-11-25' },
      { field: 'result', kind: 'value', jwe },
    ],
  } as const;
  const body = {
    purpose: 'HRESCH',
    approval,
    method: 'safe-harbor',
    dataType: 'lab-results',
    records: [good],
  } as const satisfies DeidentifyRecords;
  const call = async (changed: Partial<DeidentifyRecords> = {}) =>
    world.send({ user }, 'deidentifyRecords', { ...body, ...changed });
  return { world, approval, jwe, good, call };
}

it('returns what is left, and not what had to go', async () => {
  const { world, approval, call } = await researching();
  const answer = await call();
  expect(answer.status).toBe(200);
  expect(resultsOf(answer)).toEqual([
    {
      status: 'ok',
      fields: [
        { field: 'taken', treatment: 'generalized', text: '2026' },
        { field: 'result', treatment: 'kept', text: '5.4 mmol/L' },
      ],
    },
  ]);
  expect(answer.text).not.toMatch(/jane|11-25|MADE-UP/i);
  expect(await world.left(approval)).toBe(9);
  expect(world.events()).toEqual([
    expect.objectContaining({
      type: 'phi-view',
      action: 'deidentify',
      outcome: 'success',
      approval,
      purpose: 'HRESCH',
      patient: await world.pseudonym(PATIENT_ID),
      resource: { type: 'lab-results', ref: 'panel-1' },
      fields: ['name', 'taken', 'result'],
      recordCount: 1,
    }),
  ]);
});

it('looks at all records of a patient together: an age over 89 in one speaks for the others', async () => {
  const { call } = await researching();
  const born = { fields: [{ field: 'born', kind: 'birth-date', text: '1931-02-03' }] } as const;
  const aged = { fields: [{ field: 'age', kind: 'age', text: '95' }] } as const;
  const young = { fields: [{ field: 'born', kind: 'birth-date', text: '1981-02-03' }] } as const;
  const answer = await call({
    records: [
      { patientId: PATIENT_ID, ...born },
      { patientId: OTHER_ID, ...young },
      { patientId: PATIENT_ID, ...aged },
    ],
  });
  expect(resultsOf(answer).map(({ fields }) => fields)).toEqual([
    [],
    [{ field: 'born', treatment: 'generalized', text: '1981' }],
    [{ field: 'age', treatment: 'generalized', text: '90+' }],
  ]);
});

it('makes the same stand-ins of the same salt, and others of another tenant’s secret or salt', async () => {
  const { world, call } = await researching();
  const records = [
    {
      patientId: PATIENT_ID,
      fields: [{ field: 'mrn', kind: 'medical-record-number', text: 'MR-1' }],
    },
  ] as const;
  const standIn = async (salt: string): Promise<unknown> => {
    const answer = await call({ method: 'development', salt, records });
    const [{ fields = [] } = {}] = resultsOf(answer);
    return fields;
  };
  const first = await standIn('a made-up salt of tests');
  expect(first).toEqual([{ field: 'mrn', treatment: 'replaced', text: expect.any(String) }]);
  expect(await standIn('a made-up salt of tests')).toEqual(first);
  expect(await standIn('another made-up salt')).not.toEqual(first);
  world.tenantKey.fails = true;
  const unavailable = await call({
    method: 'development',
    salt: 'a made-up salt of tests',
    records,
  });
  expect([unavailable.status, unavailable.body['code']]).toEqual([503, 'unavailable']);
});

it('lets a bad record fail alone, as a whole', async () => {
  const { world, approval, good, jwe, call } = await researching();
  const { fields } = good;
  const answer = await call({
    records: [
      good,
      { ...good, patientId: '?' },
      { ...good, fields: [...fields, { field: '?', kind: 'value', text: '' }] },
      { ...good, record: '123-45-6789' },
      { ...good, fields: [...fields, { field: 'more', kind: 'value', text: '\ud800' }] },
      { ...good, fields: [...fields, { field: 'more', kind: 'value', jwe: `${jwe}A` }] },
      { ...good, patientId: OTHER_ID },
    ],
  });
  expect(answer.status).toBe(207);
  expect(resultsOf(answer).map(({ status, code }) => code ?? status)).toEqual([
    'ok',
    'patient-id-invalid',
    'field-name-invalid',
    'record-invalid',
    'value-not-text',
    'not-decryptable',
    // A field of another patient.
    'not-decryptable',
  ]);
  expect(await world.left(approval)).toBe(9);
  expect(world.written()).toEqual([
    'phi-view deidentify success lab-results 1',
    'phi-view deidentify error not-decryptable lab-results 1',
  ]);
});

it('drops bytes, and decrypts more fields than one call of the cipher takes', async () => {
  const { world, jwe, call } = await researching();
  const doctor = await world.carer('attending-physician');
  const encrypted = await world.call({ user: doctor }, 'encryptFields', {
    purpose: 'TREAT',
    items: [{ patientId: PATIENT_ID, dataType: 'lab-results', field: 'scan', bytes: 'AAH/' }],
  });
  const scan = String(resultsOf(encrypted)[0]?.['jwe']);
  const record = (value: string) => ({
    patientId: PATIENT_ID,
    fields: Array.from({ length: 100 }, (_, at) => ({
      field: `f${String(at)}`,
      kind: 'value' as const,
      jwe: at === 50 ? scan : value,
    })),
  });
  const answer = await call({ records: Array.from({ length: 6 }, () => record(jwe)) });
  expect(answer.status).toBe(200);
  for (const { fields } of resultsOf(answer)) {
    expect((fields as readonly { field: string }[]).map(({ field }) => field)).toEqual(
      Array.from({ length: 100 }, (_, at) => `f${String(at)}`).filter((name) => name !== 'f50'),
    );
  }
});

const one = { field: 'a', kind: 'value', text: '' } as const;

it.each<readonly [string, Partial<DeidentifyRecords>, readonly string[]]>([
  ['no salt for development', { method: 'development' }, ['#/salt']],
  ['a salt for Safe Harbor', { salt: 'a made-up salt of tests' }, ['#/salt']],
  ['an approval that looks like PHI', { approval: '123-45-6789' }, ['#/approval']],
  [
    'the same field twice',
    { records: [{ patientId: PATIENT_ID, fields: [one, one] }] },
    ['#/records/0/fields/1/field'],
  ],
  [
    'both values',
    { records: [{ patientId: PATIENT_ID, fields: [{ ...one, jwe: '' }] }] },
    ['#/records/0/fields/0/jwe'],
  ],
  [
    'too many fields in all',
    {
      records: Array.from({ length: 21 }, () => ({
        patientId: PATIENT_ID,
        fields: Array.from({ length: 100 }, (_, at) => ({ ...one, field: `f${String(at)}` })),
      })),
    },
    ['#/records'],
  ],
])('takes no body with %s', async (_, changed, pointers) => {
  const { world, call } = await researching();
  expect(await call(changed)).toMatchObject({
    status: 400,
    body: { code: 'invalid-body', errors: pointers.map((pointer) => ({ pointer })) },
  });
  expect(world.written()).toEqual([]);
});
