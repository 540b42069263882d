import assert from 'node:assert/strict';
import { expectAnswer } from '../../people/api';
import type { PeopleScene } from './scene';
import { RECORDS } from './scene';

/**
 * The stream is down for functions. Nobody gets what would not be written down; emergency access is
 * written down elsewhere (45 CFR 164.312(a)(2)(ii)).
 */
export async function streamDown(scene: PeopleScene): Promise<void> {
  const { api, cast, emulator, functions, zone, report } = scene;
  const down = emulator.functionWire.lay({
    matches: ({ target }) => target.startsWith('Kinesis_'),
    effect: 'cut',
  });
  try {
    const act = {
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
    };
    const append = await api.asPerson(cast.physician.tokens.access, act);
    assert.ok([207, 503].includes(append.status), `appended: ${String(append.status)}`);
    const reading = {
      path: '/v1/audit/access-report',
      body: {
        actor: cast.physician.id,
        from: '2026-01-01T00:00:00.000Z',
        to: '2030-01-01T00:00:00.000Z',
      },
    };
    expectAnswer(
      await api.asPerson(cast.privacyOfficer.tokens.access, reading),
      503,
      'a report that cannot be written down',
    );
    const emergency = {
      path: '/v1/break-glass',
      body: {
        patientId: RECORDS.other,
        purpose: 'ETREAT',
        justification: 'Made-up reason, while the stream of events is down.',
      },
    };
    expectAnswer(
      await api.asPerson(cast.physician.tokens.access, emergency),
      200,
      'emergency access while the stream is down',
    );
  } finally {
    down.lift();
  }
  await functions.invoke(zone.sealer, zone.scheduledInputs.spool);
  report.fact('stream down: no report without its event (503), emergency access by the spool');
}
