import { createHandler } from '../../../../lambda/ledger/api/create-handler';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import type {
  AppendAuditEvents,
  AppendedAuditEvents,
} from '../../../../lambda/shared/http/generated/types';
import { openApi } from '../../../support/api/open-api';
import { apiWorldOf } from '../../access/support/api-world';
import { memoryTable } from '../../support/memory-table';
import { KEY } from '../support/checkpointing';
import { memoryStore } from '../support/memory-store';

/** What the API document shows as an answer is what the example of the request is answered. */

const { examples } = openApi().components;
const example = (name: string): unknown => examples[name]?.value;

it('answers the example of an append as the document shows', async () => {
  const world = apiWorldOf<'ledger-api'>([], (access, now) =>
    createHandler(access, {
      store: memoryStore(),
      verifier: () => Promise.resolve(KEY.verifier),
      tables: {
        index: memoryTable(LEDGER_TABLES.index),
        idempotency: memoryTable(LEDGER_TABLES.idempotency),
      },
      auditDays: 2192,
      now,
    }),
  );
  const who = { user: await world.user('attending-physician') };
  world.clock.now = Date.parse('2026-11-25T10:31:00.000Z');
  const request = example('AppendAuditEvents') as AppendAuditEvents;
  const partly = {
    idempotencyKey: '0b7f3f5e-2f0c-4a52-8f0e-333333333333',
    events: request.events.map(({ reason: _reason, ...event }) => event),
  };
  for (const [status, body, name] of [
    [200, request, 'AppendedAuditEvents'],
    [207, partly, 'PartlyAppendedAuditEvents'],
  ] as const) {
    const answer = await world.call(who, 'appendAuditEvents', body);
    expect(answer.status).toBe(status);
    const shown = example(name) as AppendedAuditEvents;
    expect(told(JSON.parse(answer.text) as AppendedAuditEvents)).toEqual(told(shown));
  }
});

function told({ accepted, results }: AppendedAuditEvents): unknown {
  return [accepted, results.map(({ status, problems }) => [status, problems])];
}
