import assert from 'node:assert/strict';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { copyName } from '../../../../lambda/phi/keys/copy';
import { expectAnswer, expectProblem } from '../../people/api';
import type { FieldItem } from '../../people/fields';
import { aboutFields, kidOf, resultsOf } from '../../people/fields';
import type { PeopleScene } from './scene';
import { RECORDS } from './scene';
import { sealedEvent, sealedEvents } from './sealed-events';

/** Made-up values of any alphabet. */
const VALUES = ['72 /min', 'Größe 1,80 m · 身長', '🩺', ''];
const OWN = { patientId: RECORDS.own, dataType: 'vitals', field: 'reading' } as const;

/**
 * Fields that go in come out, for who may see them, and what he did is in the ledger; an item that is bad
 * fails alone; who may not gets nothing, and that is in the ledger too.
 */
export async function fields(scene: PeopleScene): Promise<void> {
  const { api, aws, cast, zone, report } = scene;
  const { physician, nurse, administrator } = cast;
  const assigned = await api.asPerson(administrator.tokens.access, {
    path: '/v1/care-team',
    body: {
      change: 'assign',
      patientId: RECORDS.own,
      member: { kind: 'person', id: physician.id },
    },
  });
  expectAnswer(assigned, 200, 'a physician cares for a patient');
  const { access } = physician.tokens;
  const since = new Date().toISOString();

  const items = VALUES.map((text): FieldItem => ({ ...OWN, text }));
  const sealed = resultsOf(
    await api.asPerson(access, aboutFields('encrypt', items)),
    200,
    'encrypt',
  );
  const jwes = sealed.map(({ jwe }) => jwe ?? '');
  for (const jwe of jwes) assert.match(jwe, /^[\w-]+\.\.[\w-]+\.[\w-]*\.[\w-]+$/);
  const opened = resultsOf(
    await api.asPerson(access, aboutFields('decrypt', asItems(jwes))),
    200,
    'decrypt',
  );
  assert.deepEqual(
    opened.map(({ text }) => text),
    VALUES,
  );
  const kid = kidOf(jwes[0]);
  await aws.s3.send(new HeadObjectCommand({ Bucket: zone.ledgerBucket, Key: copyName({ kid }) }));
  const viewed = await sealedEvent(
    scene,
    'the fields that were viewed',
    ({ type, action, time, outcome, actor }) =>
      type === 'phi-view' &&
      action === 'decrypt' &&
      time >= since &&
      outcome === 'success' &&
      actor.kind === 'person' &&
      actor.id === physician.id,
  );
  assert.equal('recordCount' in viewed ? viewed.recordCount : 0, VALUES.length);
  report.fact(
    'fields of any alphabet went in and came out; who saw them is in the ledger, and the copy of their key in the write-once bucket',
  );

  const [jwe = ''] = jwes;
  const mixed = resultsOf(
    await api.asPerson(
      access,
      aboutFields('decrypt', [
        { ...OWN, jwe },
        { ...OWN, jwe: `${jwe.slice(0, -4)}AAAA` },
        { ...OWN, dataType: 'notes', jwe },
        { ...OWN, patientId: RECORDS.other, jwe },
        { ...OWN, patientId: 'two words', jwe },
        { ...OWN, field: 'ssn 078-05-1120', jwe },
      ]),
    ),
    207,
    'a call with bad items',
  );
  assert.deepEqual(
    mixed.map(({ status, code, text }) => code ?? `${status} ${String(text)}`),
    [
      `ok ${String(VALUES[0])}`,
      'not-decryptable',
      'not-decryptable',
      'no-care-relation',
      'patient-id-invalid',
      'field-name-invalid',
    ],
  );
  report.fact(
    'bad items failed alone: changed, of another data type, of another patient, misnamed',
  );

  const from = new Date().toISOString();
  expectProblem(
    await api.asPerson(nurse.tokens.access, aboutFields('decrypt', asItems(jwes))),
    403,
    'no-care-relation',
    'a nurse who does not care for the patient',
  );
  await sealedEvent(
    scene,
    'a denied decrypt',
    ({ type, action, time, outcome, actor }) =>
      type === 'phi-view' &&
      action === 'decrypt' &&
      time >= from &&
      outcome === 'denied' &&
      actor.kind === 'person' &&
      actor.id === nurse.id,
  );
  const everything = JSON.stringify(await sealedEvents(scene));
  for (const value of [...VALUES.filter(({ length }) => length > 2), ...jwes]) {
    assert.ok(!everything.includes(value), 'no value of a field is in the ledger');
  }
  report.fact('who may not was told so (403), and that is in the ledger; no value is in it');
}

function asItems(jwes: readonly string[]): readonly FieldItem[] {
  return jwes.map((jwe) => ({ ...OWN, jwe }));
}
