import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { SHIFTS } from '../../../../lambda/identity/directory-entry';
import { ROLES } from '../../../../lambda/identity/roles';
import { hourAt, isAfterHours, isNight } from '../../../../lambda/breach/detect/night';
import { RULES } from '../../../../lambda/breach/detect/rules';
import { EMPTY_STATE, isWatched, watch } from '../../../../lambda/breach/detect/watch';
import type { BreachSettings } from '../../../../lambda/breach/settings';
import { RULE_IDS, SEVERITIES } from '../../../../lambda/breach/vocabulary';
import type { RuleId } from '../../../../lambda/breach/vocabulary';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { readDraft } from '../../../../lambda/shared/audit/check-event';
import { PHI_EVENT_TYPES } from '../../../../lambda/shared/audit/vocabulary';
import { VIEW } from '../../support/audit-events';
import {
  CLERK,
  DEFAULTS,
  exported,
  GLASS,
  HOUR,
  MINUTE,
  NOON,
  refused,
  SETTINGS,
  shared,
  SIGNED_IN,
  signInFailed,
  stamped,
  used,
  WATCHED,
} from '../support/acts';

/** Thresholds that one event breaks, so that the hits of an event say which rules count it. */
const AT_ONCE: BreachSettings = {
  ...SETTINGS,
  thresholds: {
    ...DEFAULTS,
    bulkExport: { records: 4, minutes: 1 },
    failedAccess: { times: 1, minutes: 1 },
    failedSignIn: { times: 1, minutes: 1 },
    outsideCareTeam: { patients: 1, minutes: 1 },
    manyPatients: { patients: 0, minutes: 1 },
  },
};

function rulesOf(
  draft: AuditDraft,
  entry: DirectoryEntry | 'unknown' = CLERK,
  at = NOON,
): readonly RuleId[] {
  expect(readDraft(draft, new Date(at).toISOString()).problems).toEqual([]);
  const event = stamped(draft, at, 1);
  const rules = watch(EMPTY_STATE, [event], {
    ...WATCHED,
    entry: entry === 'unknown' ? undefined : entry,
    settings: AT_ONCE,
  }).hits.map(({ rule }) => rule);
  // What is not watched is never looked at.
  expect(rules.length > 0 && !isWatched(event, AT_ONCE)).toBe(false);
  return rules;
}

const MIDNIGHT = NOON + 12 * HOUR;
const change = (type: 'user-modify' | 'permission-change'): AuditDraft => ({
  type,
  tenant: VIEW.tenant,
  actor: VIEW.actor,
  action: 'change-user',
  outcome: 'denied',
  reason: 'not-permitted',
  resource: { type: 'user', ref: 'u-1' },
  phiAccessed: false,
  breakGlass: false,
});
const own = (type: 'password-change' | 'mfa-disabled' | 'session-timeout' | 'logout') => ({
  type,
  tenant: VIEW.tenant,
  actor: VIEW.actor,
  action: 'change',
  phiAccessed: false as const,
  breakGlass: false as const,
});

describe('what a rule counts', () => {
  const PHI = ['phi-view', 'phi-create', 'phi-update', 'phi-delete', 'phi-print'] as const;

  it.each(PHI)('%s: patients', (type) => {
    expect(rulesOf(used(1, type))).toEqual(['many-patients']);
  });

  it.each<readonly [string, AuditDraft, readonly RuleId[]]>([
    ['an export', exported(5), ['bulk-export', 'many-patients']],
    ['a share', shared(5), ['bulk-export', 'many-patients']],
    ['an export of the threshold', exported(4), ['many-patients']],
    ['an export of nothing', exported(0), ['many-patients']],
    [
      'an export under an approval',
      { ...exported(5), approval: 'ap-1' } as AuditDraft,
      ['bulk-export'],
    ],
    [
      'a share under an approval',
      { ...shared(5), approval: 'ap-1' } as AuditDraft,
      ['bulk-export'],
    ],
    [
      'an export of nothing under an approval',
      { ...exported(0), approval: 'ap-1' } as AuditDraft,
      ['many-patients'],
    ],
    [
      'a view under an approval, which only its teller knows of',
      { ...used(1), approval: 'ap-1' } as AuditDraft,
      ['many-patients'],
    ],
    ['what showed nothing', { ...used(1, 'phi-update'), phiAccessed: false }, []],
    ['a patient of others', refused('no-care-relation', 1), ['failed-access', 'outside-care-team']],
    ['another denial', refused('not-permitted', 1), ['failed-access']],
    [
      'a denial without a patient',
      { ...refused('no-care-relation'), patient: undefined } as AuditDraft,
      ['failed-access'],
    ],
    ['a fault', { ...refused('key-unavailable'), outcome: 'error' } as AuditDraft, []],
    ['a denied change of an account', change('user-modify'), ['failed-access']],
    ['a denied change of rights', change('permission-change'), ['failed-access']],
    [
      'a denied look at the audit trail',
      { ...own('logout'), type: 'audit-read', outcome: 'denied', reason: 'not-permitted' },
      ['failed-access'],
    ],
    [
      'a glass that he may not break',
      { ...GLASS, outcome: 'denied', reason: 'not-permitted', breakGlass: false } as AuditDraft,
      ['failed-access'],
    ],
    ['a broken glass', GLASS, ['break-glass']],
    [
      'what was seen under a broken glass',
      { ...used(1), breakGlass: { justification: 'glass-1' } } as AuditDraft,
      ['many-patients'],
    ],
    ['signing in', SIGNED_IN, []],
    [
      'a password that he could not change',
      { ...own('password-change'), outcome: 'denied', reason: 'failed' },
      [],
    ],
    ['a factor', { ...own('mfa-disabled'), outcome: 'denied', reason: 'failed' }, []],
  ])('%s', (_, draft, rules) => {
    expect(rulesOf(draft)).toEqual(rules);
  });

  it.each([
    'wrong-password',
    'wrong-second-factor',
    'compromised-password',
    'blocked-as-risk',
    'sign-in-failed',
    'bad-badge',
  ])('a sign-in refused for %s', (reason) => {
    expect(rulesOf(signInFailed(reason))).toEqual(['failed-sign-in']);
  });

  it.each([
    'token-missing',
    'token-invalid',
    'token-expired',
    'session-idle',
    'session-over',
    'session-ended',
    'key-unavailable',
    'unknown-user',
    'locked',
    'role-mismatch',
    'unknown-service',
    'other-tenant',
  ])('no caller who is not let in for %s', (reason) => {
    expect(rulesOf(signInFailed(reason, 'authenticate'))).toEqual([]);
  });

  it('no service that acts alone, and nobody who is unknown', () => {
    const service = { kind: 'service', id: 'mercy-phi', role: 'service' } as const;
    for (const actor of [service, { kind: 'unknown' } as const]) {
      for (const draft of [exported(5), refused('inactive'), signInFailed('wrong-password')]) {
        const event = stamped({ ...draft, actor } as AuditDraft, NOON, 1);
        expect(isWatched(event, AT_ONCE)).toBe(false);
        expect(watch(EMPTY_STATE, [event], WATCHED)).toEqual({
          state: EMPTY_STATE,
          hits: [],
          late: 0,
        });
      }
    }
    const forHim = { ...exported(5), actor: { ...VIEW.actor, via: 'mercy-phi' } } as AuditDraft;
    expect(rulesOf(forHim)).toEqual(['bulk-export', 'many-patients']);
  });
});

describe('an account that is not active', () => {
  const gone = (terminatedAt?: number): DirectoryEntry => ({
    ...CLERK,
    active: false,
    ...(terminatedAt === undefined ? {} : { terminatedAt }),
  });

  it('is found by whatever it did from the moment on at which its person left', () => {
    expect(rulesOf(SIGNED_IN, gone(NOON + 1))).toEqual([]);
    expect(rulesOf(SIGNED_IN, gone(NOON))).toEqual(['inactive-user']);
    expect(rulesOf(used(1), gone(NOON - 1))).toEqual(['inactive-user', 'many-patients']);
    expect(rulesOf(GLASS, gone(NOON - 1))).toEqual(['inactive-user', 'break-glass']);
    expect(rulesOf(SIGNED_IN, gone())).toEqual(['inactive-user']);
    expect(rulesOf({ ...own('logout'), outcome: 'success' }, gone())).toEqual(['inactive-user']);
  });

  it('is found by what was refused for it, whatever the directory says by now', () => {
    expect(rulesOf(signInFailed('inactive'))).toEqual(['inactive-user']);
    expect(rulesOf(refused('inactive', 1))).toEqual(['failed-access', 'inactive-user']);
  });

  it('is that of a person whom the directory does not know, also by night', () => {
    for (const at of [NOON, MIDNIGHT]) {
      expect(rulesOf(used(1), 'unknown', at)).toEqual(['inactive-user', 'many-patients']);
    }
  });

  it('is not found by the end of a session, nor by what else was refused', () => {
    const over: AuditDraft = { ...own('session-timeout'), outcome: 'success' };
    expect(rulesOf(over, gone(0))).toEqual([]);
    expect(rulesOf(signInFailed('unknown-user'), 'unknown')).toEqual([]);
    expect(rulesOf(refused('not-permitted'), gone(0))).toEqual(['failed-access']);
  });
});

describe('after hours', () => {
  const NIGHT = { from: 22, to: 6 };

  it.each([
    [22, true],
    [23, true],
    [0, true],
    [5, true],
    [6, false],
    [12, false],
    [21, false],
  ])('hour %i of the clock: %s', (hour, night) => {
    expect(isNight(hour, NIGHT)).toBe(night);
  });

  it('may lie within a day, or be none', () => {
    expect([0, 5, 6, 23].map((hour) => isNight(hour, { from: 0, to: 6 }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([0, 7, 22].map((hour) => isNight(hour, { from: 7, to: 7 }))).toEqual([
      false,
      false,
      false,
    ]);
  });

  /** Whether a clerk of a zone is found at a time. */
  const found = (time: string, timeZone: string): boolean =>
    rulesOf(used(1), { ...CLERK, timeZone }, Date.parse(time)).includes('after-hours');

  it.each([
    ['America/New_York', '2026-10-28T01:59:59.999Z', false],
    ['America/New_York', '2026-10-28T02:00:00.000Z', true],
    ['America/New_York', '2026-10-28T09:59:59.999Z', true],
    ['America/New_York', '2026-10-28T10:00:00.000Z', false],
    // The night of 1 November 2026 has an hour more, and the clock says so: it ends at 11:00 UTC.
    ['America/New_York', '2026-11-01T02:00:00.000Z', true],
    ['America/New_York', '2026-11-01T10:59:59.999Z', true],
    ['America/New_York', '2026-11-01T11:00:00.000Z', false],
    ['America/New_York', '2026-11-02T02:59:59.999Z', false],
    // That of 8 March 2026 has one less.
    ['America/New_York', '2026-03-08T03:00:00.000Z', true],
    ['America/New_York', '2026-03-08T09:59:59.999Z', true],
    ['America/New_York', '2026-03-08T10:00:00.000Z', false],
    ['America/Phoenix', '2026-11-01T12:59:59.999Z', true],
    ['America/Phoenix', '2026-11-01T13:00:00.000Z', false],
    ['Pacific/Honolulu', '2026-10-28T08:00:00.000Z', true],
    ['Pacific/Honolulu', '2026-10-28T16:00:00.000Z', false],
    ['Asia/Kathmandu', '2026-10-28T16:14:59.999Z', false],
    ['Asia/Kathmandu', '2026-10-28T16:15:00.000Z', true],
    ['Australia/Lord_Howe', '2026-04-04T19:29:59.999Z', true],
    ['Australia/Lord_Howe', '2026-04-04T19:30:00.000Z', false],
    ['UTC', '2026-10-28T22:00:00.000Z', true],
  ])('%s at %s: %s', (timeZone, time, night) => {
    expect(found(time, timeZone)).toBe(night);
  });

  it('goes by the clock on the wall at every quarter of an hour of a week in which it is turned', () => {
    for (const timeZone of ['America/New_York', 'America/Phoenix', 'Asia/Kathmandu', 'UTC']) {
      const wall = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
      for (let at = Date.UTC(2026, 9, 29); at < Date.UTC(2026, 10, 5); at += 15 * MINUTE) {
        for (const time of [at, at + 15 * MINUTE - 1]) {
          expect(hourAt(time, timeZone)).toBe(Number(wall.format(time).slice(0, 2)));
        }
      }
    }
  });

  const asked = (
    person: Partial<DirectoryEntry>,
    settings: Partial<BreachSettings> = {},
    at = MIDNIGHT,
  ) =>
    isAfterHours(
      at,
      { ...CLERK, ...person },
      DEFAULTS.afterHours,
      { ...SETTINGS, ...settings }.onCall,
    );

  it.each(ROLES)('who works then: %s', (role) => {
    const clinical = DEFAULTS.afterHours.shiftRoles.includes(role);
    const [day, night, rotating] = SHIFTS.map((shift) => asked({ role, shift }));
    expect({ any: asked({ role }), day, night, rotating }).toEqual({
      any: !clinical && role !== 'patient',
      day: role !== 'patient',
      night: false,
      rotating: false,
    });
  });

  it('excepts who is on call, to the end of the night of the last day', () => {
    // From midnight on it is 28 October where he works; his night of the 27th ends at six.
    const onCall = (until: string, at: number): boolean =>
      !asked({}, { onCall: { [CLERK.user]: until } }, at);
    expect(onCall('2026-10-27', MIDNIGHT - 1)).toBe(true);
    expect(onCall('2026-10-27', MIDNIGHT + 6 * HOUR - 1)).toBe(true);
    expect(onCall('2026-10-27', MIDNIGHT + 22 * HOUR)).toBe(false);
    expect(onCall('2026-10-28', MIDNIGHT + 22 * HOUR)).toBe(true);
    expect(onCall('2026-10-26', MIDNIGHT - 1)).toBe(false);
    expect(onCall('2027-01-01', MIDNIGHT)).toBe(true);
    expect(asked({ user: 'constructor' })).toBe(true);
  });

  it('asks nothing of what shows no record', () => {
    expect(rulesOf(refused('not-permitted'), CLERK, MIDNIGHT)).toEqual(['failed-access']);
    expect(rulesOf(SIGNED_IN, CLERK, MIDNIGHT)).toEqual([]);
    expect(rulesOf(exported(1), CLERK, MIDNIGHT)).toEqual(['after-hours', 'many-patients']);
  });
});

describe('the table of rules', () => {
  it('has each rule under its id, cited, with what it counts and what it does not', () => {
    expect(Object.keys(RULES)).toEqual(RULE_IDS);
    for (const [id, rule] of Object.entries(RULES)) {
      expect(rule.id).toBe(id);
      expect(rule.citation).toMatch(/^45 CFR 164\.\d+/);
      expect(SEVERITIES).toContain(rule.severity);
      expect(rule.reads(DEFAULTS)).not.toBe('');
    }
  });

  it('knows all types of events about PHI', () => {
    for (const type of PHI_EVENT_TYPES) {
      const draft =
        type === 'phi-export' ? exported(1) : type === 'phi-share' ? shared(1) : used(1, type);
      expect(rulesOf(draft)).toContain('many-patients');
    }
  });
});
