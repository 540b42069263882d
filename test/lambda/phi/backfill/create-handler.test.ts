import type { FieldCipher } from '../../../../lambda/phi/cipher';
import { createFieldCipher } from '../../../../lambda/phi/cipher';
import { readAnswer } from '../../../../lambda/phi/backfill/answer';
import type { BackfillAnswer } from '../../../../lambda/phi/backfill/answer';
import { createHandler } from '../../../../lambda/phi/backfill/create-handler';
import { databaseOf } from '../../../../lambda/phi/backfill/database';
import { DatabaseError } from '../../../../lambda/phi/backfill/errors';
import { createPseudonyms } from '../../../../lambda/shared/pseudonym';
import { memoryAuditTrail } from '../../support/memory-audit-trail';
import { memoryLog } from '../../support/memory-log';
import { keyWorld } from '../support/memory-keys';
import type { TestPostgres } from '../support/postgres';
import { PATIENCE, startPostgres } from '../support/postgres';
import { reconnect } from './harness';

const JOB = {
  tenant: 'mercy',
  database: 'hospital',
  schema: 'public',
  table: 'patients',
  column: 'Home note',
  patientColumn: 'mrn',
  dataType: 'notes',
  purpose: 'HSYSADMIN',
  pace: 250,
};
const REQUEST = '8f14e45f-ceea-467f-a8f2-1b0c7d1a2b3c';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, PATIENCE);
afterAll(async () => postgres.stop());

beforeEach(async () => {
  await reconnect(postgres);
  await postgres.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await postgres.exec(`
    CREATE TABLE patients (id int PRIMARY KEY, mrn text NOT NULL, "Home note" text);
    INSERT INTO patients SELECT n, 'MR-' || n % 400, 'made-up ' || n FROM generate_series(1, 1100) AS n`);
});

/** The function over a database and keys in memory; it has so many milliseconds from each start. */
function zone(change: { readonly cipher?: Partial<FieldCipher> } = {}) {
  const audit = memoryAuditTrail();
  const log = memoryLog();
  const keys = keyWorld();
  const pseudonyms = createPseudonyms(async (tenant) => Buffer.alloc(32, tenant));
  const cipher = { ...createFieldCipher({ keys: keys.container(), pseudonyms }), ...change.cipher };
  const opened: string[] = [];
  let closed = 0;
  const sleeps: number[] = [];
  let time = 0;
  const handler = createHandler({
    connect: async (database) => {
      opened.push(database);
      return {
        db: databaseOf(postgres),
        close: async () => {
          closed += 1;
          await reconnect(postgres);
        },
      };
    },
    cipher,
    pseudonyms,
    trail: audit.trail,
    log,
    now: () => time,
    sleep: async (ms) => {
      sleeps.push(ms);
      time += ms;
    },
  });
  return {
    audit,
    opened,
    sleeps,
    closed: () => closed,
    /** @param pages before time is out */
    call: async (job: unknown = JOB, pages = Infinity): Promise<BackfillAnswer> => {
      let left = pages;
      const answer = await handler(job, {
        awsRequestId: REQUEST,
        getRemainingTimeInMillis: () => ((left -= 1) >= 0 ? 900_000 : 30_000),
      });
      // As Lambda hands it on.
      const read = readAnswer(JSON.parse(JSON.stringify(answer)));
      if (read === undefined) throw new TypeError('no answer');
      return read;
    },
  };
}

const jwes = async () =>
  (await postgres.exec('SELECT "Home note_jwe" AS jwe FROM patients')).filter(
    ({ jwe }) => jwe !== null,
  ).length;

test('encrypts with the keys of the tenant, verifies, and hands out the last statement', async () => {
  const { call, audit, opened, closed } = zone();
  const answer = await call();
  expect(answer).toMatchObject({ outcome: 'done', verified: true });
  expect(answer).toHaveProperty('final', expect.stringContaining('DROP COLUMN "Home note"'));
  expect({ opened, closed: closed() }).toEqual({ opened: ['hospital'], closed: 1 });
  expect(await jwes()).toBe(1100);
  // Three pages of at most 500 rows: one event for each patient of a page, then one for what was compared.
  const events = audit.events();
  expect(events.map(({ type }) => type)).toEqual([
    ...Array.from({ length: 400 + 400 + 100 }, () => 'phi-update'),
    'configuration-change',
  ]);
  expect(events[0]).toMatchObject({
    outcome: 'success',
    action: 'backfill',
    tenant: 'mercy',
    actor: { kind: 'service', id: 'phi-backfill', role: 'service' },
    requestId: REQUEST,
    purpose: 'HSYSADMIN',
    resource: { type: 'notes', ref: REQUEST },
    fields: ['Home_note'],
    recordCount: 2,
    phiAccessed: true,
  });
  expect(events.at(-1)).toMatchObject({ action: 'verify-backfill', recordCount: 1100 });
  const counted = events.map((event) => ('recordCount' in event ? (event.recordCount ?? 0) : 0));
  expect(counted.reduce((sum, rows) => sum + rows, 0)).toBe(1100 + 1100);
});

test('goes from slice to slice by a state that tells nobody anything', async () => {
  const { call, audit } = zone();
  const answers: BackfillAnswer[] = [];
  let state: string | undefined;
  do {
    const answer = await call(state === undefined ? JOB : { ...JOB, state }, 1);
    answers.push(answer);
    state = answer.outcome === 'going-on' ? answer.state : undefined;
  } while (state !== undefined && answers.length < 20);
  expect(
    answers.map((answer) => ('phase' in answer ? [answer.phase, answer.done] : answer.outcome)),
  ).toEqual([
    ['encrypt', 500],
    ['encrypt', 1000],
    ['encrypt', 1100],
    ['encrypt', 1100],
    ['verify', 0],
    ['verify', 500],
    ['verify', 1000],
    ['verify', 1100],
    'done',
  ]);
  const states = answers.flatMap((answer) => ('state' in answer ? [answer.state] : []));
  for (const state of states) expect(state).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  const compared = audit.events().filter(({ action }) => action === 'verify-backfill');
  expect(compared).toHaveLength(3);
});

test('writes no row without its events, and none twice when it may go on', async () => {
  const { call, audit } = zone();
  audit.setDown(true);
  expect(await call()).toMatchObject({ outcome: 'interrupted' });
  expect(await jwes()).toBe(0);
  audit.setDown(false);
  expect(await call()).toMatchObject({ outcome: 'done', verified: true });
});

test('leaves room in the audit stream', async () => {
  const { call, sleeps } = zone();
  await call({ ...JOB, pace: 100 });
  // The events of the page before: 400 of them, at 100 a second.
  expect(sleeps).toEqual([4000, 4000]);
});

test('finds a value that was tampered with, and hands out no last statement', async () => {
  const { call } = zone();
  await call();
  await postgres.exec(`
    UPDATE patients SET "Home note_jwe" = overlay("Home note_jwe" PLACING 'AAAA' FROM length("Home note_jwe") - 9) WHERE id = 7`);
  const answer = await call();
  expect(answer).toMatchObject({ outcome: 'done', verified: false, faults: { undecryptable: 1 } });
  expect(answer).not.toHaveProperty('final');
});

describe('refuses', () => {
  test.each([
    ['a field that is none', { ...JOB, extra: 1 }, 'a field that is none'],
    ['no tenant', { ...JOB, tenant: undefined }, '(tenant)'],
    ['all that is wrong at once', { ...JOB, dataType: 'x', pace: 0 }, '(dataType, pace)'],
    ['no job', 'made-up', '(all)'],
  ])('%s', async (_, job, said) => {
    const { call, opened } = zone();
    const answer = await call(job);
    expect(answer).toMatchObject({ outcome: 'refused', message: expect.stringContaining(said) });
    expect(opened).toEqual([]);
  });

  test("another job's state", async () => {
    const { call } = zone();
    const first = await call(JOB, 1);
    const state = 'state' in first ? first.state : '';
    const refused = { outcome: 'refused', message: expect.stringContaining('none of this job') };
    expect(await call({ ...JOB, tenant: 'other', state })).toMatchObject(refused);
    expect(await call({ ...JOB, column: 'mrn', patientColumn: 'id', state })).toMatchObject(
      refused,
    );
    expect(await call({ ...JOB, state: 'x' })).toMatchObject(refused);
  });

  test('what the database refuses', async () => {
    const { call } = zone({
      cipher: { encrypt: async () => Promise.reject(new DatabaseError('53300')) },
    });
    expect(await call()).toEqual({
      outcome: 'refused',
      message: 'The database refused (53300): it has no connection left.',
    });
  });
});
