import assert from 'node:assert/strict';
import { expectAnswer, expectProblem } from '../../people/api';
import type { PeopleScene } from './scene';
import { RECORDS } from './scene';
import { sealedEvent } from './sealed-events';

/**
 * The stream is down for functions. Nobody gets what would not be written down; signing in and emergency
 * access are written down elsewhere (45 CFR 164.312(a)(2)(ii)).
 */
export async function streamDown(scene: PeopleScene): Promise<void> {
  const { api, cast, emulator, functions, people, pool, zone, report } = scene;
  const { physician, privacyOfficer } = cast;
  const down = emulator.functionWire.lay({
    matches: ({ target }) => target.startsWith('Kinesis_'),
    effect: 'cut',
  });
  const since = new Date().toISOString();
  const { access } = await pool.signIn(physician, people.clients[physician.kind]);
  expectProblem(
    await api.asPerson(access, ACT),
    503,
    'audit-unavailable',
    'an event while the stream is down',
  );
  expectProblem(
    await api.asPerson(privacyOfficer.tokens.access, {
      path: '/v1/audit/access-report',
      body: { actor: physician.id, from: ANY_TIME, to: since },
    }),
    503,
    'audit-unavailable',
    'a report that cannot be written down',
  );
  expectAnswer(await api.asPerson(access, EMERGENCY), 200, 'emergency access');
  down.lift();

  assert.equal(
    statusIn(expectAnswer(await api.asPerson(access, ACT), 200, 'the same event, when it is up')),
    'accepted',
  );
  await functions.invoke(zone.sealer, zone.scheduledInputs.spool);
  for (const type of ['login-success', 'break-glass-access'] as const) {
    await sealedEvent(
      scene,
      `${type} of the spool`,
      (event) =>
        event.type === type &&
        event.time >= since &&
        event.actor.kind === 'person' &&
        event.actor.id === physician.id,
    );
  }
  report.fact(
    'stream down: no report without its event (503), an event that is tried again later; signing in and emergency access by the spool',
  );
}

const ANY_TIME = '2026-01-01T00:00:00.000Z';

const ACT = {
  path: '/v1/audit/events',
  body: {
    idempotencyKey: 'while-the-stream-is-down',
    events: [
      {
        type: 'phi-view',
        action: 'read',
        outcome: 'success',
        patientId: RECORDS.own,
        purpose: 'TREAT',
        resource: { type: 'vitals', ref: 'ward-round' },
        fields: ['pulse'],
        recordCount: 1,
        phiAccessed: true,
      },
    ],
  },
} as const;

const EMERGENCY = {
  path: '/v1/break-glass',
  body: {
    patientId: RECORDS.other,
    purpose: 'ETREAT',
    justification: 'Made-up reason, while the stream of events is down.',
  },
} as const;

function statusIn(answer: unknown): string | undefined {
  const { results } = answer as { readonly results: readonly { readonly status: string }[] };
  return results[0]?.status;
}
