import assert from 'node:assert/strict';
import { expectAnswer, expectProblem } from '../../people/api';
import { aboutFields, resultsOf } from '../../people/fields';
import type { PeopleScene } from './scene';
import { RECORDS } from './scene';
import { sealedEvent } from './sealed-events';

const READING = '72 /min';
const DAY = 24 * 60 * 60 * 1000;

/** A researcher gets what identifies nobody, of as many patients as the privacy officer has approved. */
export async function deidentified(scene: PeopleScene): Promise<void> {
  const { api, cast, report } = scene;
  const { researcher, physician, privacyOfficer } = cast;
  const own = { patientId: RECORDS.own, dataType: 'vitals', field: 'pulse' } as const;
  const [sealed] = resultsOf(
    await api.asPerson(
      physician.tokens.access,
      aboutFields('encrypt', [{ ...own, text: READING }]),
    ),
    200,
    'encrypt',
  );
  const { approval } = expectAnswer(
    await api.asPerson(researcher.tokens.access, {
      path: '/v1/approvals',
      body: {
        kind: 'deidentify',
        purpose: 'HRESCH',
        dataTypes: ['vitals'],
        patients: 1,
        expiresAt: new Date(Date.now() + DAY).toISOString(),
      },
    }),
    200,
    'a researcher asks',
  ) as { readonly approval: string };
  const call = {
    path: '/v1/phi/deidentify',
    body: {
      purpose: 'HRESCH',
      approval,
      method: 'safe-harbor',
      dataType: 'vitals',
      records: [
        {
          patientId: RECORDS.own,
          fields: [
            { field: 'name', kind: 'name', text: 'Made-up Person' },
            { field: 'taken', kind: 'date', text: '2026-11-25' },
            { field: 'pulse', kind: 'value', jwe: sealed?.jwe },
          ],
        },
      ],
    },
  };
  const ask = () => api.asPerson(researcher.tokens.access, call);
  expectProblem(await ask(), 403, 'approval-required', 'before anybody has approved');
  expectAnswer(
    await api.asPerson(privacyOfficer.tokens.access, {
      path: '/v1/approvals/decide',
      body: { approval, decision: 'approve' },
    }),
    200,
    'the privacy officer approves',
  );
  const since = new Date().toISOString();
  const { results } = expectAnswer(await ask(), 200, 'de-identified') as {
    readonly results: readonly { readonly fields: readonly unknown[] }[];
  };
  assert.deepEqual(
    results[0]?.fields.map((field) => {
      const { field: name, text } = field as { readonly field: string; readonly text: string };
      return [name, text];
    }),
    [
      ['taken', '2026'],
      ['pulse', READING],
    ],
  );
  await sealedEvent(
    scene,
    'what a researcher got',
    ({ type, action, time, outcome, actor }) =>
      type === 'phi-view' &&
      action === 'deidentify' &&
      time >= since &&
      outcome === 'success' &&
      actor.kind === 'person' &&
      actor.id === researcher.id,
  );
  expectProblem(
    await ask(),
    403,
    'approval-required',
    'once more, under an approval that is used up',
  );
  report.fact('a researcher got years and values without names, of as many patients as approved');
}
