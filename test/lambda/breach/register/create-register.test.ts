import { ZONE_TENANT } from '../../../../lambda/shared/audit/vocabulary';
import { TransactionRefusedError } from '../../../../lambda/shared/transaction';
import { duesOf } from '../../../../lambda/breach/clocks/dues';
import { RegisterItemError } from '../../../../lambda/breach/errors';
import { foldHistory } from '../../../../lambda/breach/register/apply';
import { changeEvent } from '../../../../lambda/breach/register/change-event';
import {
  findingIncidentId,
  newIncidentId,
  ruleIncidentId,
} from '../../../../lambda/breach/register/ids';
import type { Change, ChangeKind } from '../../../../lambda/breach/register/incident';
import { MOST_BYTES } from '../../../../lambda/breach/register/room';
import { isOpaqueId } from '../../../../lambda/shared/audit/opaque';
import { logInto } from '../../support/memory-log';
import { counts, hold, madeUpIncident, notice } from '../support/made-up-incident';
import {
  DETECTOR,
  OFFICER,
  OPENED,
  OTHER,
  SETTINGS,
  START,
  TENANT,
  TODAY,
  world,
} from './support/world';

const ID = 'bWFkZS11cC1pbmNpZGVudA';
const why = 'As found in the log.';
const INVESTIGATE: Change = { kind: 'state', to: 'investigating', why };
const EXCLUSION: Change = {
  kind: 'exclusion',
  finding: { exclusion: 'not-retained', rationale: why },
};
const DESCRIBE: Change = { kind: 'facts', facts: { title: 'A letter', description: undefined } };

async function opened(over: Parameters<typeof world>[0] = {}) {
  const made = world(over);
  await made.register.change(TENANT, ID, OPENED, DETECTOR);
  return made;
}

it('walks an incident from triage to closed, each change written down first', async () => {
  const { register, audit } = world();
  const walk: readonly (readonly [Change, typeof OFFICER])[] = [
    [OPENED, DETECTOR],
    [INVESTIGATE, OFFICER],
    [EXCLUSION, OFFICER],
    [{ kind: 'approval', of: 'exclusion' }, OTHER],
    [{ kind: 'state', to: 'not-a-breach', why }, OFFICER],
    [{ kind: 'state', to: 'closed', why }, OFFICER],
  ];
  for (const [change, author] of walk) await register.change(TENANT, ID, change, author);
  const history = await register.history(ID);
  expect(history.map(({ change }) => change)).toEqual(walk.map(([change]) => change));
  expect(history.map(({ by }) => by.id)).toEqual(walk.map(([, { actor }]) => actor.id));
  const incident = await register.find(TENANT, ID);
  expect(incident).toEqual(foldHistory(ID, history));
  expect(incident).toMatchObject({ state: 'closed', version: 6, openedAt: START });
  const said = audit.events().map(({ action, outcome }) => `${action} ${outcome}`);
  expect(said).toEqual([
    'open-incident success',
    'change-state success',
    'record-exclusion success',
    'approve-finding success',
    'change-state success',
    'change-state success',
  ]);
});

it('keeps with each entry what was due after it', async () => {
  const { register } = await opened();
  await register.change(TENANT, ID, { kind: 'counts', counts: counts(501) }, OFFICER);
  await register.change(
    TENANT,
    ID,
    { kind: 'notice', notice: notice('hhs', TODAY, { persons: 501 }) },
    OFFICER,
  );
  const history = await register.history(ID);
  expect(history.map(({ dues }) => dues)).toEqual(
    history.map((_, index) => duesOf(foldHistory(ID, history.slice(0, index + 1)), SETTINGS)),
  );
  expect(history.map(({ dues }) => dues.map(({ clock }) => clock))).toEqual([
    ['individuals', 'counts'],
    ['individuals', 'media:CA', 'hhs'],
    ['individuals', 'media:CA', 'hhs'],
  ]);
  expect(history.map(({ dues }) => dues.find(({ clock }) => clock === 'hhs')?.done)).toEqual([
    undefined,
    undefined,
    TODAY,
  ]);
});

it('takes nothing away by a field that is not given', async () => {
  const { register } = await opened();
  await register.change(TENANT, ID, { kind: 'facts', facts: { description: why } }, OFFICER);
  const incident = await register.change(TENANT, ID, DESCRIBE, OFFICER);
  expect(incident.facts).toEqual({ title: 'A letter', description: why });
  expect(await register.find(TENANT, ID)).toEqual(incident);
  expect(foldHistory(ID, await register.history(ID))).toEqual(incident);
});

it('goes by the calendar where the organization is', async () => {
  // In UTC it is a day later, which is taken: elsewhere it has begun. Another one is not.
  const tomorrow: Change = { ...OPENED, discoveredOn: '2026-11-26' };
  const { register } = world();
  await expect(register.change(TENANT, ID, tomorrow, OFFICER)).rejects.toMatchObject({
    code: 'future-day',
  });
  await register.change(TENANT, ID, { ...OPENED, discoveredOn: '2026-11-25' }, OFFICER);
});

describe('what is refused', () => {
  it('is neither written down as done nor done', async () => {
    const { register, audit, table } = await opened();
    const before = table.all();
    const refused = [
      register.change(TENANT, ID, { kind: 'state', to: 'closed', why }, OFFICER),
      register.change(TENANT, ID, OPENED, OFFICER),
      register.change('south-clinic', ID, { ...OPENED, tenant: 'south-clinic' }, OFFICER),
      register.change(TENANT, ID, INVESTIGATE, OFFICER, 7),
      register.change(TENANT, 'another', INVESTIGATE, OFFICER),
      register.change('south-clinic', ID, INVESTIGATE, OFFICER),
    ];
    expect(await Promise.allSettled(refused)).toMatchObject([
      { reason: { status: 409, code: 'no-such-transition' } },
      { reason: { status: 409, code: 'opened-already' } },
      { reason: { status: 409, code: 'opened-already' } },
      { reason: { status: 409, code: 'other-version', found: 1 } },
      { reason: { status: 404, code: 'no-such-incident' } },
      { reason: { status: 404, code: 'no-such-incident' } },
    ]);
    expect(table.all()).toEqual(before);
    expect(audit.events().length).toBe(1);
  });

  it('is everything while the ledger takes nothing', async () => {
    const { register, audit, table } = await opened();
    const before = table.all();
    audit.setDown(true);
    await expect(register.change(TENANT, ID, INVESTIGATE, OFFICER)).rejects.toMatchObject({
      name: 'AuditUnavailableError',
    });
    expect(table.all()).toEqual(before);
  });

  it('is what has no room in the record', () => {
    const { register } = world();
    const full = madeUpIncident({ facts: { description: 'x'.repeat(MOST_BYTES) } });
    const change = (given: Change) => () => register.prepare(full, full.id, given, OFFICER);
    expect(change({ kind: 'hold', hold: hold('oral', TODAY) })).toThrow(/as long as it can be/);
    expect(change({ kind: 'state', to: 'contained', why })).not.toThrow();
  });

  it('is a mistake of ours: another tenant, another incident, one that is not there', async () => {
    const { register } = await opened();
    const incident = await register.find(TENANT, ID);
    await expect(register.change('south-clinic', 'id', OPENED, OFFICER)).rejects.toThrow(TypeError);
    expect(() => register.prepare(incident, 'another', INVESTIGATE, OFFICER)).toThrow(TypeError);
    expect(() => register.prepare(undefined, ID, INVESTIGATE, OFFICER)).toThrow(TypeError);
  });
});

describe('when others change it too', () => {
  it('makes each change on what the one before made of it', async () => {
    const { register, audit } = await opened();
    await Promise.all(
      ['1', '2', '3', '4'].map(async (n) =>
        register.change(
          TENANT,
          ID,
          { kind: 'notice', notice: notice('other', TODAY, { evidence: n }) },
          OFFICER,
        ),
      ),
    );
    const incident = await register.find(TENANT, ID);
    expect(incident?.notices.map(({ evidence }) => evidence).toSorted()).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    expect((await register.history(ID)).length).toBe(5);
    expect(audit.events().every(({ outcome }) => outcome === 'success')).toBe(true);
  });

  it('refuses what the other one made impossible, and writes that down', async () => {
    const { register, audit } = await opened();
    const both = [INVESTIGATE, INVESTIGATE].map(async (change) =>
      register.change(TENANT, ID, change, OFFICER),
    );
    expect(await Promise.allSettled(both)).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'no-such-transition' } },
    ]);
    expect(audit.events().slice(1)).toMatchObject([
      { outcome: 'success' },
      { outcome: 'success' },
      { outcome: 'error', reason: 'no-such-transition' },
    ]);
  });

  it('does not make a change that was meant for another version', async () => {
    const { register } = await opened();
    const both = ['one', 'two'].map(async (title) =>
      register.change(TENANT, ID, { kind: 'facts', facts: { title } }, OFFICER, 1),
    );
    expect(await Promise.allSettled(both)).toMatchObject([
      { status: 'fulfilled', value: { version: 2 } },
      { status: 'rejected', reason: { code: 'other-version', found: 2 } },
    ]);
  });

  it('tries some times, and then says that it is busy', async () => {
    const { register, transaction, table } = await opened();
    const conflict = new TransactionRefusedError([]);
    transaction.fail(conflict, 'before', 5);
    await register.change(TENANT, ID, INVESTIGATE, OFFICER);
    transaction.fail(conflict, 'before', 6);
    const before = table.all();
    await expect(register.change(TENANT, ID, DESCRIBE, OFFICER)).rejects.toMatchObject({
      status: 503,
      code: 'incident-busy',
    });
    expect(table.all()).toEqual(before);
  });
});

it('says that the table does not answer, and that the change failed, which may have arrived', async () => {
  const { register, transaction, table, audit } = await opened();
  transaction.fail(new Error('timeout'), 'after');
  await expect(register.change(TENANT, ID, INVESTIGATE, OFFICER)).rejects.toMatchObject({
    status: 503,
    code: 'unavailable',
  });
  expect(audit.events().at(-1)).toMatchObject({ outcome: 'error', reason: 'write-failed' });
  table.fail(new Error('timeout'));
  await expect(register.find(TENANT, ID)).rejects.toMatchObject({ status: 503 });
});

describe('lists', () => {
  it('are newest first, page by page, of one tenant; of all tenants those that are open', async () => {
    let time = START;
    const { register } = world({ now: () => (time += 1000) });
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const id of ids) await register.change(TENANT, id, OPENED, DETECTOR);
    await register.change('south-clinic', 'h', { ...OPENED, tenant: 'south-clinic' }, DETECTOR);
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await register.list(TENANT, 'open', {
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      pages.push(page.entries.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(pages).toEqual([['g', 'f', 'e'], ['d', 'c', 'b'], ['a']]);
    const open = await register.open({ limit: 5 });
    expect(open.entries.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    const rest = await register.open({ limit: 5, after: open.next ?? '' });
    expect(rest.entries.map(({ id }) => id)).toEqual(['f', 'g', 'h']);
    expect(rest.next).toBeUndefined();
  });

  it('go on where they were, though what stood there is closed by then', async () => {
    let time = START;
    const { register } = world({ now: () => (time += 1000) });
    for (const id of ['a', 'b', 'c', 'd', 'e']) await register.change(TENANT, id, OPENED, DETECTOR);
    const first = await register.list(TENANT, 'open', { limit: 2 });
    expect(first.entries.map(({ id }) => id)).toEqual(['e', 'd']);
    await register.change(TENANT, 'd', EXCLUSION, OFFICER);
    await register.change(TENANT, 'd', { kind: 'approval', of: 'exclusion' }, OTHER);
    for (const to of ['not-a-breach', 'closed'] as const) {
      await register.change(TENANT, 'd', { kind: 'state', to, why }, OFFICER);
    }
    const second = await register.list(TENANT, 'open', { limit: 2, after: first.next ?? '' });
    expect(second.entries.map(({ id }) => id)).toEqual(['c', 'b']);
    const third = await register.list(TENANT, 'open', { limit: 2, after: second.next ?? '' });
    expect(third.entries.map(({ id }) => id)).toEqual(['a']);
  });

  it('tell of what cannot be read, and go on', async () => {
    const seen: unknown[] = [];
    const log = logInto((level, event, fields) => {
      seen.push([level, event, fields]);
    });
    const { register, table } = await opened({ log });
    await register.change(TENANT, 'another', OPENED, DETECTOR);
    await table.update({ record: ID, entry: 'head' }, { set: { version: 9 } });
    const { entries } = await register.list(TENANT, 'open', { limit: 9 });
    expect(entries.map(({ id }) => id)).toEqual(['another']);
    expect(seen).toEqual([['error', 'incident-unreadable', { incident: `${ID} head` }]]);
    await expect(register.find(TENANT, ID)).rejects.toThrow(RegisterItemError);
    await expect(register.change(TENANT, ID, INVESTIGATE, OFFICER)).rejects.toThrow(
      RegisterItemError,
    );
  });
});

it('shows and changes incidents of the zone itself in every tenant', async () => {
  const { register } = world();
  await register.change(ZONE_TENANT, ID, { ...OPENED, tenant: ZONE_TENANT }, DETECTOR);
  expect(await register.find('south-clinic', ID)).toMatchObject({ tenant: ZONE_TENANT });
  expect(await register.change(TENANT, ID, INVESTIGATE, OFFICER)).toMatchObject({ version: 2 });
});

it('finds a history that lacks an entry', async () => {
  const { register, table } = await opened();
  await register.change(TENANT, ID, INVESTIGATE, OFFICER);
  await table.delete({ record: ID, entry: 'entry/0000000001' });
  await expect(register.history(ID)).rejects.toThrow(/lacks its entry 1/);
});

describe('the audit event', () => {
  const changes: Readonly<
    Record<ChangeKind, readonly [Change, string, readonly string[] | undefined]>
  > = {
    opened: [{ ...OPENED, facts: { title: why } }, 'open-incident', ['title']],
    hit: [
      { kind: 'hit', severity: 'low', hits: { count: 1, firstAt: 1, lastAt: 1, events: [] } },
      'attach-hit',
      ['hit'],
    ],
    facts: [DESCRIBE, 'describe-incident', ['title']],
    discovery: [
      { kind: 'discovery', discoveredOn: TODAY, why },
      'move-discovery',
      ['discoveredOn'],
    ],
    counts: [
      { kind: 'counts', counts: counts(3) },
      'set-counts',
      ['total', 'byState', 'unreachable'],
    ],
    'safe-harbor': [
      { kind: 'safe-harbor', finding: { method: why, keysCompromised: true, rationale: why } },
      'record-safe-harbor',
      ['safe-harbor'],
    ],
    exclusion: [EXCLUSION, 'record-exclusion', ['exclusion']],
    assessment: [
      {
        kind: 'assessment',
        finding: {
          factors: {
            'nature-and-extent': why,
            'unauthorized-person': why,
            'acquired-or-viewed': why,
            mitigation: why,
          },
          conclusion: 'breach',
          rationale: why,
        },
      },
      'assess-incident',
      ['assessment'],
    ],
    approval: [{ kind: 'approval', of: 'exclusion' }, 'approve-finding', ['exclusion']],
    hold: [{ kind: 'hold', hold: hold('oral', TODAY) }, 'record-hold', ['hold']],
    associate: [
      { kind: 'associate', associate: { associate: 'company-1', agent: true } },
      'record-associate',
      ['associate'],
    ],
    notice: [
      { kind: 'notice', notice: notice('hhs', TODAY, { persons: 501 }) },
      'record-notice',
      ['notice'],
    ],
    withdraw: [{ kind: 'withdraw', n: 2, why }, 'withdraw-entry', ['withdraw']],
    state: [INVESTIGATE, 'change-state', ['state']],
    reminder: [
      { kind: 'reminder', clock: 'hhs', due: TODAY, mark: 30 },
      'send-reminder',
      ['reminder'],
    ],
  };

  it.each(Object.values(changes))(
    'of %j says %s and the fields %j, and no word of it',
    async (change, action, fields) => {
      const { audit } = world();
      await audit.trail.append([changeEvent(ID, change, OFFICER, { outcome: 'success' })]);
      const [event] = audit.events();
      expect(event).toMatchObject({
        type: 'breach-register-change',
        action,
        fields,
        resource: { type: 'incident', ref: ID },
        tenant: TENANT,
        actor: OFFICER.actor,
        requestId: OFFICER.requestId,
        phiAccessed: false,
        breakGlass: false,
        outcome: 'success',
      });
      expect(JSON.stringify(event)).not.toMatch(/As found|A letter|company-1/);
    },
  );

  it('of what opens with no facts names no field', async () => {
    const { audit } = await opened();
    expect(audit.events()[0]).not.toHaveProperty('fields');
  });
});

describe('ids', () => {
  it('are the same for the same, and opaque', () => {
    const ids = [
      ruleIncidentId(TENANT, 'bulk-export', 'user-1', 'event-1'),
      ruleIncidentId('south-clinic', 'bulk-export', 'user-1', 'event-1'),
      ruleIncidentId(TENANT, 'failed-access', 'user-1', 'event-1'),
      ruleIncidentId(TENANT, 'bulk-export', 'user-2', 'event-1'),
      ruleIncidentId(TENANT, 'bulk-export', 'user-1', 'event-2'),
      findingIncidentId('macie', 'finding-1'),
      findingIncidentId('guardduty', 'finding-1'),
      findingIncidentId('macie', 'finding-2'),
      newIncidentId((size) => Buffer.alloc(size, 7)),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !isOpaqueId(id))).toEqual([]);
    expect(ruleIncidentId(TENANT, 'bulk-export', 'user-1', 'event-1')).toBe(ids[0]);
    expect(findingIncidentId('macie', 'finding-1')).toBe(ids[5]);
  });
});
