import { personAct } from '../../../../lambda/access/act';
import { LONGEST_FIELD } from '../../../../lambda/phi/cipher';
import { ORIGIN, person } from '../../access/support/people';
import { OTHER_ID, PATIENT_ID, phiWorld, resultsOf, SERVICE } from './support/phi-world';

/** What each operation gives, of good items and of bad ones, and what is written down of it. */

const NOTE = { patientId: PATIENT_ID, dataType: 'notes', field: 'text' } as const;
const LAB = { patientId: PATIENT_ID, dataType: 'lab-results', field: 'result' } as const;

const codes = (answer: { readonly body: object }): readonly unknown[] =>
  resultsOf(answer).map(({ status, code }) => code ?? status);

it('gives back what was encrypted, text and bytes, and writes both down by patient and data type', async () => {
  const world = phiWorld();
  const user = await world.carer('attending-physician', [PATIENT_ID, OTHER_ID]);
  const fields = [
    { ...NOTE, record: 'rec-1' },
    LAB,
    { ...NOTE, field: 'summary', record: 'rec-1' },
    { ...NOTE, patientId: OTHER_ID, record: 'rec-2' },
    { ...NOTE, patientId: OTHER_ID, record: 'rec-3' },
  ];
  const values = [
    { text: 'Ünïcode 😀' },
    { bytes: 'AAH/' },
    { text: '' },
    { text: 'made up' },
    { text: 'made up' },
  ];
  const purpose = 'TREAT';
  const encrypted = await world.call({ user }, 'encryptFields', {
    purpose,
    clinicalReason: 'SECOND-OPINION',
    items: fields.map((field, at) => ({ ...field, ...values[at] })),
  });
  expect(encrypted.status).toBe(200);
  const items = fields.map((field, at) => ({
    ...field,
    jwe: String(resultsOf(encrypted)[at]?.['jwe']),
  }));
  const decrypted = await world.call({ user }, 'decryptFields', { purpose, items });
  expect(decrypted.status).toBe(200);
  expect(resultsOf(decrypted)).toEqual(values.map((value) => ({ status: 'ok', ...value })));

  const [patient, other] = [await world.pseudonym(PATIENT_ID), await world.pseudonym(OTHER_ID)];
  const groups = [
    {
      patient,
      resource: { type: 'notes', ref: 'rec-1' },
      fields: ['text', 'summary'],
      recordCount: 2,
    },
    // Not one record: the request.
    {
      patient,
      resource: { type: 'lab-results', ref: ORIGIN.requestId },
      fields: ['result'],
      recordCount: 1,
    },
    {
      patient: other,
      resource: { type: 'notes', ref: ORIGIN.requestId },
      fields: ['text'],
      recordCount: 2,
    },
  ];
  const common = {
    outcome: 'success',
    purpose,
    phiAccessed: true,
    breakGlass: false,
    requestId: ORIGIN.requestId,
    actor: {
      kind: 'person',
      id: user.user,
      role: 'attending-physician',
      session: expect.any(String),
    },
  };
  const encrypting = { type: 'phi-create', action: 'encrypt', clinicalReason: 'SECOND-OPINION' };
  const viewing = { type: 'phi-view', action: 'decrypt' };
  expect(world.events()).toEqual(
    [encrypting, viewing].flatMap((deed) =>
      groups.map((group) => expect.objectContaining({ ...common, ...deed, ...group })),
    ),
  );
});

it('lets a bad item fail alone, whatever is bad with it', async () => {
  const world = phiWorld();
  const user = await world.carer('nurse-practitioner');
  const good = { ...NOTE, text: 'made up' };
  const answer = await world.call({ user }, 'encryptFields', {
    purpose: 'TREAT',
    items: [
      good,
      { ...good, patientId: 'made up' },
      { ...good, patientId: '' },
      { ...good, field: '1' },
      { ...good, field: 'ssn.123-45-6789' },
      { ...good, field: `a${'b'.repeat(64)}` },
      { ...good, record: '123-45-6789' },
      { ...good, record: 'of jane' },
      { ...good, record: PATIENT_ID },
      { ...good, record: `visit-of-${PATIENT_ID.toLowerCase()}` },
      { ...good, field: `note.${PATIENT_ID}` },
      { ...good, text: 'x'.repeat(LONGEST_FIELD) },
      { ...good, text: 'é'.repeat(LONGEST_FIELD / 2 + 1) },
      { ...good, text: 'half \ud83d' },
      { ...NOTE, bytes: 'AAH' },
      { ...NOTE, bytes: 'AA-_' },
      { ...NOTE, bytes: Buffer.alloc(LONGEST_FIELD + 1).toString('base64') },
      { ...good, dataType: 'insurance' },
      { ...good, patientId: OTHER_ID },
    ],
  });
  expect(answer.status).toBe(207);
  expect(codes(answer)).toEqual([
    'ok',
    'patient-id-invalid',
    'patient-id-invalid',
    'field-name-invalid',
    'field-name-invalid',
    'field-name-invalid',
    'record-invalid',
    'record-invalid',
    'record-invalid',
    'record-invalid',
    'field-name-invalid',
    'ok',
    'value-too-large',
    'value-not-text',
    'value-not-bytes',
    'value-not-bytes',
    'value-too-large',
    'not-permitted',
    'no-care-relation',
  ]);
  expect(resultsOf(answer).map((result) => 'jwe' in result)).toEqual(
    codes(answer).map((code) => code === 'ok'),
  );
  // What failed is not counted, and what could not be written down is in no event.
  expect(world.written()).toEqual([
    'phi-create encrypt denied not-permitted insurance 1',
    'phi-create encrypt denied no-care-relation notes 1',
    'phi-create encrypt success notes 2',
  ]);
});

it('is written down as tried when no item can be named', async () => {
  const world = phiWorld();
  const user = await world.carer('nurse');
  const items = [{ ...NOTE, patientId: '?', text: 'made up' }];
  const answer = await world.call({ user }, 'encryptFields', { purpose: 'TREAT', items });
  expect([answer.status, codes(answer)]).toEqual([207, ['patient-id-invalid']]);
  const tried = 'phi-create encrypt error patient-id-invalid 1';
  expect(world.written()).toEqual([tried]);
  // With another that is denied, not one was permitted.
  const denied = await world.call({ user }, 'encryptFields', {
    purpose: 'TREAT',
    items: [...items, { ...NOTE, dataType: 'insurance', text: 'made up' }],
  });
  expect(denied).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
  expect(world.written()).toEqual([tried, 'phi-create encrypt denied not-permitted insurance 1']);
});

it('is refused as a whole when nothing of it is permitted, for one reason or for many', async () => {
  const world = phiWorld();
  const user = await world.carer('nurse');
  const jwe = await world.sealed('made up');
  const items = [
    { ...NOTE, patientId: OTHER_ID, jwe },
    { ...NOTE, patientId: 'MADE-UP-0003', jwe },
  ];
  const one = await world.call({ user }, 'decryptFields', { purpose: 'TREAT', items });
  expect(one).toMatchObject({ status: 403, body: { code: 'no-care-relation' } });
  expect(one.body['detail']).toContain('break the glass');
  const many = await world.call({ user }, 'decryptFields', {
    purpose: 'TREAT',
    items: [...items, { ...LAB, dataType: 'insurance', jwe }],
  });
  expect(many).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
  expect(many.body['detail']).toContain('more than one reason');
  expect(world.written()).toEqual([
    'phi-view decrypt denied no-care-relation notes 1',
    'phi-view decrypt denied no-care-relation notes 1',
    'phi-view decrypt denied no-care-relation notes 1',
    'phi-view decrypt denied no-care-relation notes 1',
    'phi-view decrypt denied not-permitted insurance 1',
  ]);
});

it.each<readonly [string, object, readonly string[]]>([
  ['no value', { items: [{ ...NOTE }] }, ['#/items/0/text']],
  ['both values', { items: [{ ...NOTE, text: '', bytes: '' }] }, ['#/items/0/text']],
  [
    'an unknown data type',
    { items: [{ ...NOTE, dataType: 'x', text: '' }] },
    ['#/items/0/dataType'],
  ],
  ['an unknown field', { items: [{ ...NOTE, text: '', more: 1 }] }, ['#/items/0']],
  ['no purpose', { purpose: undefined, items: [{ ...NOTE, text: '' }] }, ['#/purpose']],
  ['a purpose of nobody', { purpose: 'FUN', items: [{ ...NOTE, text: '' }] }, ['#/purpose']],
  ['no item', { items: [] }, ['#/items']],
  ['too many', { items: Array.from({ length: 501 }, () => ({ ...NOTE, text: '' })) }, ['#/items']],
])('takes no body with %s, and asks nothing for it', async (_, body, pointers) => {
  const world = phiWorld();
  const user = await world.carer('attending-physician');
  const answer = await world.send({ user }, 'encryptFields', { purpose: 'TREAT', ...body });
  expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-body']);
  const errors = answer.body['errors'] as readonly { readonly pointer: string }[];
  expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
  expect([world.written(), world.wrapper.calls]).toEqual([[], []]);
});

it('tells of a field that is not decryptable nothing but that', async () => {
  const world = phiWorld();
  const user = await world.carer('attending-physician', [PATIENT_ID, OTHER_ID]);
  const jwe = await world.sealed('made up');
  const changed = `${jwe.slice(0, -2)}${jwe.endsWith('AA') ? 'QA' : 'AA'}`;
  const bad = [
    { ...NOTE, jwe: changed },
    { ...NOTE, jwe: jwe.slice(0, -1) },
    { ...NOTE, jwe: '' },
    { ...NOTE, jwe: 'a.b.c.d.e' },
    { ...NOTE, dataType: 'lab-results' as const, jwe },
    { ...NOTE, patientId: OTHER_ID, jwe },
  ];
  for (const operation of ['decryptFields', 'reencryptFields'] as const) {
    const who = operation === 'decryptFields' ? { user } : SERVICE;
    const answer = await world.call(who, operation, {
      purpose: 'TREAT',
      items: [{ ...NOTE, jwe }, ...bad],
    });
    expect(answer.status).toBe(207);
    const [first, ...others] = resultsOf(answer);
    expect(first?.['status']).toBe('ok');
    expect(others).toEqual(
      bad.map(() => ({
        status: 'failed',
        code: 'not-decryptable',
        detail: 'It is not a field that was encrypted for this patient and data type.',
      })),
    );
  }
  // One of five notes was shown; of what failed as a whole it is an error.
  const error = (type: string): string => `error not-decryptable ${type} 1`;
  expect(world.written()).toEqual(
    ['phi-view decrypt', 'phi-update reencrypt'].flatMap((deed) => [
      `${deed} success notes 1`,
      `${deed} ${error('lab-results')}`,
      `${deed} ${error('notes')}`,
    ]),
  );
  expect(world.events()[1]).toMatchObject({ phiAccessed: false });
});

it('moves fields to the key of now, and shows nobody what is in them', async () => {
  const world = phiWorld();
  const admin = await world.user('it-administrator');
  const secret = 'made up, and to be seen by nobody';
  const old = await world.sealed(secret);
  world.clock.now += 120_000;
  const rotated = await world.call({ user: admin }, 'rotateKey', {});
  expect(rotated.body).toEqual({
    epoch: 2,
    createdAt: new Date(world.clock.now).toISOString(),
    endsAt: new Date(world.clock.now + 30 * 86_400_000).toISOString(),
  });
  // The key of now is young: it stays.
  const again = await world.call({ user: admin }, 'rotateKey', {});
  expect(again.body['epoch']).toBe(2);
  const moved = await world.call({ user: admin }, 'reencryptFields', {
    purpose: 'HSYSADMIN',
    items: [{ ...NOTE, jwe: old }],
  });
  expect(moved.text).not.toContain('to be seen');
  const [result] = resultsOf(moved);
  expect(result).toEqual({ status: 'ok', renewed: true, jwe: expect.any(String) });
  const jwe = String(result?.['jwe']);
  const same = await world.call({ user: admin }, 'reencryptFields', {
    purpose: 'HSYSADMIN',
    items: [{ ...NOTE, jwe }],
  });
  expect(resultsOf(same)).toEqual([{ status: 'ok', renewed: false, jwe }]);
  const user = await world.carer('nurse');
  for (const field of [old, jwe]) {
    const read = await world.call({ user }, 'decryptFields', {
      purpose: 'TREAT',
      items: [{ ...NOTE, jwe: field }],
    });
    expect(resultsOf(read)).toEqual([{ status: 'ok', text: secret }]);
  }
  expect(world.written()).toEqual([
    'configuration-change rotate success data-key',
    'configuration-change rotate success data-key',
    'phi-update reencrypt success notes 1',
    'phi-update reencrypt success notes 1',
    'phi-view decrypt success notes 1',
    'phi-view decrypt success notes 1',
  ]);
  const [event, , renewal] = world.events();
  const current = world.dataKeys.all().find(({ kid }) => kid === 'current');
  expect(event).toMatchObject({ resource: { type: 'data-key', ref: current?.['of'] } });
  expect(renewal).toMatchObject({ phiAccessed: false });
});

it('says what is in a text, and blacks it out', async () => {
  const world = phiWorld();
  const text = 'Was seen on 2026-11-25, SSN 123-45-6789.';
  const items = [
    { ...NOTE, text },
    { ...NOTE, text: 'Feels better.' },
    { ...NOTE, text: 'half \udc00' },
  ];
  const body = { purpose: 'TREAT', items } as const;
  const classified = await world.call(SERVICE, 'classifyText', body);
  const redacted = await world.call(SERVICE, 'redactText', body);
  expect([classified.status, redacted.status]).toEqual([207, 207]);
  const [first, second, third] = resultsOf(classified);
  const findings = first?.['findings'] as readonly Record<string, unknown>[];
  expect(
    findings.map(({ identifier, start, end, sensitivity }) => [
      identifier,
      start,
      end,
      sensitivity,
    ]),
  ).toEqual([
    ['date', 12, 22, 'medium'],
    ['ssn', 28, 39, 'high'],
  ]);
  for (const { confidence } of findings) {
    expect(Number.isInteger(confidence) && Number(confidence) > 1).toBe(true);
  }
  const actions = first?.['actions'] as readonly { readonly code: string }[];
  expect(actions.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['last-four-at-most', 'year-only']),
  );
  expect(first?.['sensitivity']).toBe('high');
  expect(second).toEqual({ status: 'ok', sensitivity: 'low', findings: [], actions: [] });
  expect(third?.['code']).toBe('value-not-text');
  expect(classified.text).not.toContain('123-45');
  expect(resultsOf(redacted).slice(0, 2)).toEqual([
    { status: 'ok', text: 'Was seen on [DATE], SSN [SSN].', findings },
    { status: 'ok', text: 'Feels better.', findings: [] },
  ]);
  expect(world.written()).toEqual([
    'phi-view classify success notes 2',
    'phi-view redact success notes 2',
  ]);
  // The name of the column says what its value does not.
  const named = {
    purpose: 'TREAT',
    items: [{ ...NOTE, name: 'fingerprint', text: 'whorl' }],
  } as const;
  const whorl = await world.call(SERVICE, 'classifyText', named);
  expect(resultsOf(whorl)[0]).toMatchObject({ sensitivity: 'high' });
  const gone = await world.call(SERVICE, 'redactText', named);
  expect(resultsOf(gone)[0]).toMatchObject({ text: '[BIOMETRIC]' });
});

it('writes down under which broken glass something was done, also while the stream is down', async () => {
  const world = phiWorld();
  const user = await world.user('nurse');
  const jwe = await world.sealed('made up');
  const body = { purpose: 'ETREAT', items: [{ ...NOTE, jwe }] } as const;
  expect((await world.call({ user }, 'decryptFields', body)).status).toBe(403);
  const holder = personAct(person('nurse', { id: user.user }), ORIGIN);
  const { id } = await world.access.brokenGlasses.open(holder, {
    patient: await world.pseudonym(PATIENT_ID),
    purpose: 'ETREAT',
    justification: 'Made-up reason, brought in unconscious at night.',
  });
  world.down.stream = true;
  const answer = await world.call({ user }, 'decryptFields', body);
  expect(resultsOf(answer)).toEqual([{ status: 'ok', text: 'made up' }]);
  expect(world.events().at(-1)).toMatchObject({
    breakGlass: { justification: id },
    outcome: 'success',
  });
});

it('writes more events than one only where the names of fields do not fit', async () => {
  const world = phiWorld();
  const user = await world.carer('nurse');
  const itemsOf = (name: (at: number) => string) =>
    Array.from({ length: 300 }, (_, at) => ({ ...NOTE, field: name(at), text: '' }));
  const call = async (name: (at: number) => string) =>
    world.call({ user }, 'encryptFields', { purpose: 'TREAT', items: itemsOf(name) });
  expect((await call((at) => `f${String(at % 256)}`)).status).toBe(200);
  expect(world.written()).toEqual(['phi-create encrypt success notes 300']);
  expect((await call((at) => `f${String(at)}`)).status).toBe(200);
  expect((await call((at) => `f${String(at)}`.padEnd(64, 'x'))).status).toBe(200);
  const events = world.events().slice(1);
  const counts = events.map((event) => ('recordCount' in event ? event.recordCount : 0));
  expect(counts).toEqual([256, 44, 187, 113]);
  const names = events.flatMap((event) => ('fields' in event ? (event.fields ?? []) : []));
  expect(names).toHaveLength(600);
});

it('takes 500 items of 500 patients at once', async () => {
  const world = phiWorld();
  const items = Array.from({ length: 500 }, (_, at) => ({
    ...NOTE,
    patientId: `MADE-UP-${String(at)}`,
    text: 'x'.repeat(8000),
  }));
  const answer = await world.call(SERVICE, 'encryptFields', { purpose: 'TREAT', items });
  expect(answer.status).toBe(200);
  expect(world.events()).toHaveLength(500);
});
