import { personAct } from '../../../../lambda/access/act';
import type { Alert } from '../../../../lambda/access/alert/alerts';
import { createHandler } from '../../../../lambda/access/alert/create-handler';
import { createBrokenGlasses } from '../../../../lambda/access/break-glass';
import { AlertEventError } from '../../../../lambda/access/errors';
import { ACCESS_TABLES } from '../../../../lambda/access/tables';
import type { Item } from '../../../../lambda/shared/table';
import { memoryAuditTrail } from '../../support/memory-audit-trail';
import { memoryLog } from '../../support/memory-log';
import { memoryTable } from '../../support/memory-table';
import { plainSealer } from '../support/flaky';
import { ORIGIN, OTHER_PATIENT, PATIENT, person, START, TENANT } from '../support/people';
import { silent } from '../support/silent';
import { tableRecord } from '../support/table-record';

const DAY = 24 * 60 * 60_000;
const REASON = 'Made-up reason, brought in unconscious at night.';

async function world() {
  const table = memoryTable(ACCESS_TABLES.brokenGlass);
  const clock = { now: START };
  const sent: Alert[] = [];
  const log = memoryLog();
  let failures = 0;
  const handler = createHandler({
    alerts: {
      async publish(alert) {
        if (failures > 0) {
          failures -= 1;
          throw new Error('made up');
        }
        sent.push(alert);
      },
    },
    brokenGlass: table,
    now: () => clock.now,
    log,
  });
  const glasses = createBrokenGlasses({
    brokenGlass: table,
    sealer: plainSealer,
    trail: memoryAuditTrail().trail,
    now: () => clock.now,
    log: silent,
  });
  const nurse = person('nurse');
  const open = async (patient = PATIENT) =>
    glasses.open(personAct(nurse, ORIGIN), { patient, purpose: 'BTG', justification: REASON });
  const rows = (): readonly Item[] => table.all();
  return {
    handler,
    glasses,
    open,
    rows,
    sent,
    log,
    clock,
    nurse,
    failNext: (times = 1) => {
      failures = times;
    },
  };
}

const batch = (...Records: readonly object[]) => ({ Records });
const DONE = { batchItemFailures: [] };

it('tells who broke a glass, when and until when, and nothing of the patient', async () => {
  const { handler, open, rows, sent, nurse } = await world();
  const glass = await open();
  expect(await handler(batch(tableRecord('INSERT', '1', rows()[0])))).toEqual(DONE);
  expect(sent).toHaveLength(1);
  const [{ subject, text } = { subject: '', text: '' }] = sent;
  for (const said of [
    TENANT,
    nurse.id,
    '(nurse)',
    glass.id,
    '2026-11-25T10:30:00.000Z',
    '2026-11-25T11:30:00.000Z',
  ]) {
    expect(text).toContain(said);
  }
  expect(subject.length).toBeLessThanOrEqual(100);
  for (const secret of [PATIENT, REASON, glass.justification, 'unconscious']) {
    expect(subject + text).not.toContain(secret);
  }
});

it('says nothing of a review', async () => {
  const { handler, glasses, open, rows, sent } = await world();
  const glass = await open();
  await glasses.review(personAct(person('privacy-officer'), ORIGIN), glass, 'justified');
  expect(await handler(batch(tableRecord('MODIFY', '1', rows()[0])))).toEqual(DONE);
  expect(sent).toEqual([]);
});

it('stops at the first message that could not be sent, and names it', async () => {
  const { handler, open, rows, sent, failNext } = await world();
  await open(PATIENT);
  await open(OTHER_PATIENT);
  const [one, other] = rows();
  const records = batch(
    tableRecord('INSERT', '11', one),
    tableRecord('INSERT', '12', other),
    tableRecord('INSERT', '13', other),
  );
  failNext();
  expect(await handler(records)).toEqual({ batchItemFailures: [{ itemIdentifier: '11' }] });
  expect(sent).toEqual([]);
  expect(await handler(records)).toEqual(DONE);
  expect(sent).toHaveLength(3);
});

it.each([
  [
    'a row that cannot be read',
    tableRecord('INSERT', '7', { holder: 'a/b', glass: 'c', role: 'x' }),
  ],
  ['a change that cannot be read', tableRecord('MODIFY', '7', { holder: 'a/b', glass: 'c' })],
  ['a record without its image', tableRecord('INSERT', '7')],
  ['a record of another form', { eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber: '7' } }],
  ['a row that is gone', tableRecord('REMOVE', '7')],
])('tells of %s, and repeats nothing of it', async (_, record) => {
  const { handler, sent } = await world();
  expect(await handler(batch(record))).toEqual(DONE);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.text).toContain('record  7');
  expect(sent[0]?.text).not.toContain('a/b');
});

it('reminds of a glass once a day after its first, until it is reviewed', async () => {
  const { handler, glasses, open, sent, clock } = await world();
  const old = await open(PATIENT);
  clock.now = START + 1;
  const newer = await open(OTHER_PATIENT);
  clock.now = START + DAY;
  await handler({ remind: true });
  expect(sent).toHaveLength(0);
  clock.now = START + DAY + 1;
  await handler({ remind: true });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.text).toContain(old.id);
  expect(sent[0]?.text).not.toContain(newer.id);
  expect(sent[0]?.text).not.toContain(PATIENT);
  const officersAct = personAct(person('privacy-officer'), ORIGIN);
  const undecided = await glasses.review(officersAct, old, 'undecided');
  clock.now = START + 2 * DAY;
  await handler({ remind: true });
  expect(sent[1]?.text).toContain(newer.id);
  // Somebody has looked, and nobody has found a result.
  expect(sent[1]?.text).toMatch(
    new RegExp(`glass ${old.id}  by .* \\(nurse\\), undecided since 2026-11-26T10:30:00\\.001Z`),
  );
  await glasses.review(officersAct, undecided, 'justified');
  clock.now = START + 3 * DAY;
  await handler({ remind: true });
  expect(sent[2]?.text).toContain(newer.id);
  expect(sent[2]?.text).not.toContain(old.id);
});

it('reminds of many in one message', async () => {
  const { handler, glasses, sent, clock } = await world();
  for (let at = 0; at < 120; at += 1) {
    await glasses.open(personAct(person('nurse'), ORIGIN), {
      patient: PATIENT,
      purpose: 'BTG',
      justification: REASON,
    });
  }
  clock.now = START + 2 * DAY;
  await handler({ remind: true });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.subject).toBe('Broken glasses wait for a review: 100 or more');
  expect(sent[0]?.text).toContain('and others.');
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  expect(Buffer.byteLength(sent[0]?.text ?? '')).toBeLessThan(256 * 1024);
});

it('throws when a reminder could not be sent, so that it is sent again', async () => {
  const { handler, open, clock, failNext } = await world();
  await open();
  clock.now = START + 2 * DAY;
  failNext();
  await expect(handler({ remind: true })).rejects.toThrow('made up');
});

it.each([
  [{}],
  [{ Records: [] }],
  [{ Records: [{ eventSource: 'aws:s3' }] }],
  [{ remind: false }],
  ['x'],
])('takes no other event: %j', async (event) => {
  const { handler } = await world();
  await expect(handler(event)).rejects.toThrow(AlertEventError);
});
