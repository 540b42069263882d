import {
  UnavailableError,
  UnrecordedChangeError,
  UndecidableError,
} from '../../../lambda/access/errors';
import type { Outcome } from '../../../lambda/access/recorded';
import { narrowAnyway, recordThenChange } from '../../../lambda/access/recorded';
import { AuditEventError, AuditUnavailableError } from '../../../lambda/shared/audit/errors';
import type { AuditDraft } from '../../../lambda/shared/audit/event';
import { memoryAuditTrail } from '../support/memory-audit-trail';
import { memoryLog } from '../support/memory-log';

const event =
  (ref = 'u-1') =>
  (outcome: Outcome): AuditDraft => ({
    tenant: 'north-clinic',
    requestId: 'r-1',
    actor: { kind: 'service', id: 'made-up', role: 'service' },
    type: 'user-modify',
    action: 'modify-user',
    ...outcome,
    resource: { type: 'user', ref },
    phiAccessed: false,
    breakGlass: false,
  });

function world() {
  const audit = memoryAuditTrail();
  const log = memoryLog();
  const told = (): readonly unknown[] =>
    audit
      .events()
      .map((event) => ('reason' in event ? [event.outcome, event.reason] : event.outcome));
  const changes: string[] = [];
  const change = async (): Promise<string> => {
    changes.push(`after ${String(told().length)}`);
    return 'changed';
  };
  return { audit, log, told, changes, change, recording: { trail: audit.trail, log } };
}

it('writes down first, then changes', async () => {
  const { recording, change, changes } = world();
  await expect(recordThenChange(recording, { event: event(), change })).resolves.toBe('changed');
  await expect(narrowAnyway(recording, { event: event(), change })).resolves.toBe('changed');
  expect(changes).toEqual(['after 1', 'after 2']);
});

it('changes nothing unwritten, but for what only takes away', async () => {
  const { audit, recording, change, changes } = world();
  audit.setDown(true);
  await expect(recordThenChange(recording, { event: event(), change })).rejects.toThrow(
    AuditUnavailableError,
  );
  expect(changes).toEqual([]);
  await expect(narrowAnyway(recording, { event: event(), change })).rejects.toThrow(
    UnrecordedChangeError,
  );
  expect(changes).toEqual(['after 0']);
});

it.each([recordThenChange, narrowAnyway])(
  'changes nothing of which there is no event: %p',
  async (way) => {
    const { recording, change, changes } = world();
    await expect(way(recording, { event: event('123-45-6789'), change })).rejects.toThrow(
      AuditEventError,
    );
    expect(changes).toEqual([]);
  },
);

it.each([
  [new UndecidableError('decided-already'), 'decided-already'],
  [new UnavailableError('The table'), 'write-failed'],
  [new TypeError('made up'), 'write-failed'],
])('tells the ledger what was not done: %p', async (error, reason) => {
  const { recording, told } = world();
  const change = async (): Promise<never> => Promise.reject(error);
  await expect(recordThenChange(recording, { event: event(), change })).rejects.toBe(error);
  await expect(narrowAnyway(recording, { event: event(), change })).rejects.toBe(error);
  expect(told()).toEqual(['success', ['error', reason], 'success', ['error', reason]]);
});

it('says in its log what it could not even tell', async () => {
  const { audit, recording, log } = world();
  const failure = new Error('made up');
  const change = async (): Promise<never> => {
    audit.setDown(true);
    throw failure;
  };
  await expect(recordThenChange(recording, { event: event(), change })).rejects.toBe(failure);
  expect(log.lines).toEqual([
    {
      level: 'error',
      event: 'failed-change-unrecorded',
      fields: { request: 'r-1', type: 'user-modify', error: 'AuditUnavailableError' },
    },
  ]);
});
