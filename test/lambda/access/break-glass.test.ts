import type { PersonAct } from '../../../lambda/access/act';
import { personAct } from '../../../lambda/access/act';
import type { BreakGlassDependencies } from '../../../lambda/access/break-glass';
import { createBrokenGlasses } from '../../../lambda/access/break-glass';
import {
  GlassReviewedError,
  JustificationError,
  OwnGlassError,
} from '../../../lambda/access/errors';
import { justificationIn } from '../../../lambda/access/glass';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import { AuditUnavailableError } from '../../../lambda/shared/audit/errors';
import { memoryAuditTrail } from '../support/memory-audit-trail';
import { memoryTable } from '../support/memory-table';
import { flakyTrail, plainSealer } from './support/flaky';
import { ORIGIN, OTHER_PATIENT, PATIENT, person, START, TENANT } from './support/people';
import { silent } from './support/silent';

const HOUR = 60 * 60_000;
const REASON = 'Made-up reason, brought in unconscious at night.';
const EMERGENCY = { patient: PATIENT, purpose: 'ETREAT', justification: REASON } as const;

const nurse = person('nurse');
const officer = person('privacy-officer');
const act = personAct(nurse, ORIGIN);
const officersAct = personAct(officer, ORIGIN);

function world(more: Partial<BreakGlassDependencies> = {}) {
  const table = memoryTable(ACCESS_TABLES.brokenGlass);
  const audit = memoryAuditTrail();
  const clock = { now: START };
  const glasses = createBrokenGlasses({
    brokenGlass: table,
    sealer: plainSealer,
    trail: audit.trail,
    now: () => clock.now,
    log: silent,
    ...more,
  });
  return { table, audit, clock, glasses };
}

it('opens one patient to one person for exactly an hour', async () => {
  const { clock, glasses } = world();
  const glass = await glasses.open(act, EMERGENCY);
  expect(glass).toMatchObject({
    tenant: TENANT,
    person: nurse.id,
    role: 'nurse',
    patient: PATIENT,
    openedAt: START,
    until: START + HOUR,
  });
  const openTo = async (who = nurse, patient = PATIENT): Promise<string | undefined> =>
    (await glasses.openFor(who, patient))?.id;
  expect(await openTo()).toBe(glass.id);
  expect(await openTo(person('nurse'))).toBeUndefined();
  expect(await openTo({ ...nurse, tenant: 'south-clinic' })).toBeUndefined();
  expect(await openTo(nurse, OTHER_PATIENT)).toBeUndefined();
  clock.now = START + HOUR - 1;
  expect(await openTo()).toBe(glass.id);
  clock.now = START + HOUR;
  expect(await openTo()).toBeUndefined();
});

it('is the same while it is open, and another one after its hour', async () => {
  const { audit, clock, glasses } = world();
  const first = await glasses.open(act, EMERGENCY);
  clock.now = START + HOUR - 1;
  expect(await glasses.open(act, { ...EMERGENCY, justification: `${REASON} Again.` })).toEqual(
    first,
  );
  expect(audit.events()).toHaveLength(1);
  clock.now = START + HOUR;
  const second = await glasses.open(act, EMERGENCY);
  expect(second.id).not.toBe(first.id);
  expect(audit.events()).toHaveLength(2);
});

it('is one when it is broken twice at once', async () => {
  const { audit, table, glasses } = world();
  const [one, other] = await Promise.all([
    glasses.open(act, EMERGENCY),
    glasses.open(act, { ...EMERGENCY, justification: `${REASON} Again.` }),
  ]);
  expect(one).toEqual(other);
  expect(table.all()).toHaveLength(1);
  // Both told the ledger before they knew of each other, and told it the same.
  expect(audit.events().map(({ breakGlass }) => breakGlass)).toEqual([
    { justification: one.id },
    { justification: one.id },
  ]);
});

it('can be broken however often it was before', async () => {
  const { clock, table, glasses } = world();
  for (let time = 0; time < 120; time += 1) {
    clock.now = START + time * HOUR;
    const { id } = await glasses.open(act, EMERGENCY);
    expect((await glasses.openFor(nurse, PATIENT))?.id).toBe(id);
  }
  expect(table.all()).toHaveLength(120);
});

it('writes it down first, without what was written', async () => {
  const { audit, table, glasses } = world();
  const glass = await glasses.open(act, { ...EMERGENCY, clinicalReason: 'UNCONSCIOUS' });
  const [event] = audit.events();
  expect(event).toMatchObject({
    type: 'break-glass-access',
    outcome: 'success',
    action: 'break-glass',
    tenant: TENANT,
    actor: { kind: 'person', id: nurse.id, role: 'nurse', session: nurse.session },
    patient: PATIENT,
    purpose: 'ETREAT',
    clinicalReason: 'UNCONSCIOUS',
    breakGlass: { justification: glass.id },
    requestId: ORIGIN.requestId,
    sourceIp: ORIGIN.sourceIp,
    userAgent: 'Chrome/131 on Windows',
  });
  expect(glass.event).toBe(event?.eventId);
  expect(JSON.stringify([event, table.all()])).not.toContain('unconscious at night');
});

it('opens while the stream is down and the spool takes the event; opens nothing when neither does', async () => {
  const { audit, glasses } = world();
  audit.setDown(true);
  await glasses.open(act, EMERGENCY);
  expect(audit.spooled().map(({ type }) => type)).toEqual(['break-glass-access']);

  const down = flakyTrail({ stream: () => 'before', spool: () => 'before' });
  const { table, glasses: shut } = world({ trail: down.trail });
  await expect(shut.open(act, EMERGENCY)).rejects.toThrow(AuditUnavailableError);
  expect(table.all()).toEqual([]);
});

it('opens nothing when the justification cannot be sealed', async () => {
  const { audit, table, glasses } = world({
    sealer: { ...plainSealer, seal: async () => Promise.reject(new Error('made up')) },
  });
  await expect(glasses.open(act, EMERGENCY)).rejects.toThrow('made up');
  expect([table.all(), audit.events()]).toEqual([[], []]);
});

it.each([
  ['19 characters', 'x'.repeat(19), false],
  ['20 characters', 'x'.repeat(20), true],
  ['space', ' '.repeat(40), false],
  ['few words with much space', `bad${' '.repeat(40)}case`, false],
  ['what cannot be seen', `a${'\u200b'.repeat(40)}b`, false],
  ['line breaks', `one${'\n'.repeat(20)}two`, false],
  ['words on lines', 'unconscious,\nno relative known', true],
  ['1000 characters', 'x'.repeat(1000), true],
  ['1001 characters', 'x'.repeat(1001), false],
  ['signs of two units each', '🚑'.repeat(20), true],
  ['too few of them', '🚑'.repeat(19), false],
])('takes a justification of %s: %#', async (_, justification, taken) => {
  const { glasses } = world();
  const opened = await glasses.open(act, { ...EMERGENCY, justification }).then(
    ({ person }) => person,
    (error: unknown) => error,
  );
  expect(opened).toEqual(taken ? nurse.id : new JustificationError());
});

it('seals no more than KMS encrypts', () => {
  const longest = justificationIn('🚑'.repeat(1000)) ?? '';
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
  expect(Buffer.byteLength(longest)).toBeLessThanOrEqual(4096);
  expect(longest).not.toBe('');
});

it('binds the justification to its glass and tenant', async () => {
  const { glasses } = world();
  const glass = await glasses.open(act, EMERGENCY);
  expect(await glasses.justification(glass)).toBe(REASON);
  await expect(glasses.justification({ ...glass, id: 'other' })).rejects.toThrow('made up');
  await expect(glasses.justification({ ...glass, tenant: 'south-clinic' })).rejects.toThrow(
    'made up',
  );
});

it('waits in the list of its tenant until it is reviewed, by somebody else, once', async () => {
  const { audit, glasses } = world();
  const glass = await glasses.open(act, EMERGENCY);
  const ids = async (state: 'open' | 'reviewed', tenant = TENANT): Promise<readonly string[]> =>
    (await glasses.list(tenant, state, { limit: 10 })).entries.map(({ id }) => id);
  expect([await ids('open'), await ids('reviewed')]).toEqual([[glass.id], []]);
  expect(await ids('open', 'south-clinic')).toEqual([]);

  await expect(glasses.review(act, glass, 'justified')).rejects.toThrow(OwnGlassError);
  const reviewed = await glasses.review(officersAct, glass, 'justified');
  expect(reviewed.review).toEqual({ result: 'justified', by: officer.id, at: START });
  expect(reviewed.until).toBe(glass.until);
  expect([await ids('open'), await ids('reviewed')]).toEqual([[], [glass.id]]);
  expect(audit.events().at(-1)).toMatchObject({
    type: 'break-glass-review',
    outcome: 'success',
    actor: { id: officer.id },
    patient: PATIENT,
    resource: { type: 'broken-glass', ref: glass.id },
    reviewResult: 'justified',
  });
  await expect(glasses.review(officersAct, reviewed, 'not-justified')).rejects.toThrow(
    GlassReviewedError,
  );
  // One who read it before it was reviewed.
  await expect(glasses.review(officersAct, glass, 'not-justified')).rejects.toThrow(
    GlassReviewedError,
  );
  expect(audit.events().at(-1)).toMatchObject({
    type: 'break-glass-review',
    outcome: 'error',
    reason: 'reviewed-already',
  });
  expect(await glasses.find(TENANT, glass.id)).toEqual(reviewed);
  expect(await glasses.find('south-clinic', glass.id)).toBeUndefined();
  expect(await glasses.find(TENANT, 'unknown')).toBeUndefined();
});

it('ends at once when it was not justified, and may be decided later when undecided', async () => {
  const { clock, glasses } = world();
  const glass = await glasses.open(act, EMERGENCY);
  clock.now = START + 1000;
  const undecided = await glasses.review(officersAct, glass, 'undecided');
  expect(await glasses.openFor(nurse, PATIENT)).toBeDefined();
  const listed = async (state: 'open' | 'reviewed') =>
    (await glasses.list(TENANT, state, { limit: 10 })).entries;
  // It waits on, and says that somebody has looked.
  expect([await listed('open'), await listed('reviewed')]).toEqual([[undecided], []]);
  expect(undecided.review).toEqual({ result: 'undecided', by: officer.id, at: START + 1000 });
  await glasses.review(officersAct, undecided, 'undecided');
  const ended = await glasses.review(officersAct, undecided, 'not-justified');
  expect([await listed('open'), await listed('reviewed')]).toEqual([[], [ended]]);
  expect(await glasses.openFor(nurse, PATIENT)).toBeUndefined();
  clock.now = START + 2 * HOUR;
  const again = await glasses.open(act, EMERGENCY);
  clock.now = START + 4 * HOUR;
  // A review after its hour does not make it longer.
  expect((await glasses.review(officersAct, again, 'not-justified')).until).toBe(again.until);
});

it('records no review that is not in the ledger', async () => {
  const { audit, table, glasses } = world();
  const glass = await glasses.open(act, EMERGENCY);
  const before = table.all();
  audit.setDown(true);
  await expect(glasses.review(officersAct, glass, 'justified')).rejects.toThrow(
    AuditUnavailableError,
  );
  expect(table.all()).toEqual(before);
});

it('tells the ledger when a glass that it has was not opened', async () => {
  const { audit, table, glasses } = world();
  table.fail(new Error('made up'), 0);
  const put = jest.spyOn(table, 'put').mockRejectedValueOnce(new Error('made up'));
  await expect(glasses.open(act, EMERGENCY)).rejects.toThrow('made up');
  expect(put).toHaveBeenCalledTimes(1);
  expect(audit.events().map(({ type, outcome }) => [type, outcome])).toEqual([
    ['break-glass-access', 'success'],
    ['break-glass-access', 'error'],
  ]);
  expect(await glasses.openFor(nurse, PATIENT)).toBeUndefined();
});

it('opens nothing by a row that our code did not write', async () => {
  const { table, glasses } = world();
  const glass = await glasses.open(act, EMERGENCY);
  const holder = `${nurse.id}/${PATIENT}`;
  await table.update({ holder, glass: glass.id }, { set: { extended: true } });
  expect(await glasses.openFor(nurse, PATIENT)).toBeUndefined();
  expect((await glasses.open(act, EMERGENCY)).id).not.toBe(glass.id);
});

it('names the service that acted for the person', async () => {
  const { audit, glasses } = world();
  const via = { kind: 'service', id: 'records-system', tenant: TENANT, may: [] } as const;
  const acting: PersonAct = personAct({ ...nurse, via }, { requestId: ORIGIN.requestId });
  await glasses.open(acting, EMERGENCY);
  expect(audit.events()[0]?.actor).toMatchObject({ id: nurse.id, via: 'records-system' });
});
