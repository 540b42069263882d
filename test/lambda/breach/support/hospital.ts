import type { BreachSettings } from '../../../../lambda/breach/settings';
import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../lambda/identity/roles';
import { CLINICAL_ROLES } from '../../../../lambda/identity/roles';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { formatEventId } from '../../../../lambda/shared/audit/event-id';
import { DATA_TYPES, SCHEMA_VERSION } from '../../../../lambda/shared/audit/vocabulary';
import type { Random } from '../../../support/random';
import { createRandom } from '../../../support/random';
import { HOUR, MINUTE, patient, SECOND, SETTINGS } from './acts';
import { localTime } from './local-time';

/**
 * A week in a made-up hospital group that never closes, the week in which the clocks are turned back: three
 * places, all roles, all shifts. Rates are guesses, on the high side: nobody publishes any. Nobody does what
 * he should not; people only mistype, click on the wrong patient, stay late, and are on call.
 */

/** Monday, 26 October 2026. */
const MONDAY = { year: 2026, month: 10, day: 26 } as const;
const DAYS = 7;

interface Shift {
  /** Hours of the clock; the end may be past midnight. */
  readonly from: number;
  readonly to: number;
  /** What the directory says. */
  readonly said?: DirectoryEntry['shift'];
  /** Days of the week on which it is worked, from Monday. @default - four of seven, by turns */
  readonly days?: readonly number[];
}

const WEEKDAYS = [0, 1, 2, 3, 4];
const LONG_DAY: Shift = { from: 7, to: 19 };
const LONG_NIGHT: Shift = { from: 19, to: 31, said: 'night' };
/** A nurse of whom the directory says nothing may work by night: the role is one that works in shifts. */
const UNSAID_NIGHT: Shift = { from: 19, to: 31 };
const TURNS: Shift = { from: 15, to: 27, said: 'rotating' };
const CLINIC: Shift = { from: 8, to: 17, said: 'day', days: WEEKDAYS };
const OFFICE: Shift = { from: 8.5, to: 17, days: WEEKDAYS };
const LATE_DESK: Shift = { from: 12, to: 21.5 };

interface Work {
  readonly role: Role;
  /** People of the role, of three hundred. */
  readonly people: number;
  readonly shifts: readonly Shift[];
  /** Calls about patients in an hour. */
  readonly calls: number;
  /** Patients of a shift. */
  readonly patients: number;
  /** Most data types that one call asks for. */
  readonly types: number;
  /** Patients of one list: an overview of a ward, a schedule, a queue of claims. */
  readonly list: number;
}

const WORK: readonly Work[] = [
  {
    role: 'attending-physician',
    people: 45,
    shifts: [LONG_DAY, LONG_NIGHT, CLINIC, UNSAID_NIGHT],
    calls: 12,
    patients: 22,
    types: 3,
    list: 22,
  },
  {
    role: 'nurse-practitioner',
    people: 20,
    shifts: [LONG_DAY, CLINIC, TURNS],
    calls: 10,
    patients: 18,
    types: 3,
    list: 18,
  },
  {
    role: 'nurse',
    people: 110,
    shifts: [LONG_DAY, LONG_NIGHT, UNSAID_NIGHT, TURNS],
    calls: 8,
    patients: 8,
    types: 2,
    list: 40,
  },
  {
    role: 'medical-assistant',
    people: 35,
    shifts: [CLINIC, LONG_DAY, TURNS],
    calls: 10,
    patients: 26,
    types: 2,
    list: 30,
  },
  {
    role: 'billing',
    people: 22,
    shifts: [OFFICE],
    calls: 16,
    patients: 140,
    types: 2,
    list: 50,
  },
  {
    role: 'front-desk',
    people: 30,
    shifts: [OFFICE, LATE_DESK, { ...UNSAID_NIGHT, said: 'night' }, TURNS],
    calls: 18,
    patients: 90,
    types: 1,
    list: 80,
  },
  { role: 'researcher', people: 8, shifts: [OFFICE], calls: 6, patients: 30, types: 1, list: 30 },
  { role: 'auditor', people: 3, shifts: [OFFICE], calls: 6, patients: 0, types: 0, list: 0 },
  {
    role: 'privacy-officer',
    people: 3,
    shifts: [OFFICE],
    calls: 6,
    patients: 0,
    types: 0,
    list: 0,
  },
  {
    role: 'it-administrator',
    people: 4,
    shifts: [OFFICE],
    calls: 4,
    patients: 0,
    types: 0,
    list: 0,
  },
  { role: 'patient', people: 20, shifts: [TURNS], calls: 0.5, patients: 1, types: 4, list: 1 },
];
const ZONES = ['America/New_York', 'America/Chicago', 'America/Phoenix', 'Pacific/Honolulu'];

/** Of so many sign-ins a password is mistyped; again with the same chance. */
const MISTYPED = 1 / 16;
/** Of so many calls one is about the wrong patient. */
const WRONG_PATIENT = 1 / 250;
/** Of so many calls one asks for what the role does not include, as screens do that were made for others. */
const NOT_PERMITTED = 1 / 100;
/** How often somebody who was told no tries again at once. */
const INSISTS = 1 / 3;
const GIVES_UP = 5;

export interface Person {
  readonly entry: DirectoryEntry;
  /** In the order in which they arrive: not quite that in which they happened. The same each time. */
  readonly events: () => readonly AuditEvent[];
}

export interface Hospital {
  readonly settings: BreachSettings;
  readonly people: readonly Person[];
}

/** The same for the same seed. */
export function hospital(seed: number): Hospital {
  const onCall: Record<string, string> = {};
  const people = WORK.flatMap((work, role) =>
    Array.from({ length: work.people }, (_, n): Person => {
      const shift = work.shifts[n % work.shifts.length] ?? OFFICE;
      const entry = entryOf(work.role, shift, n, createRandom(seed + 1000 * role + n));
      const isDoctor = shift === CLINIC && work.role === 'attending-physician';
      const isOnCall = isDoctor && Math.floor(n / work.shifts.length) % 2 === 0;
      if (isOnCall) onCall[entry.user] = '2026-11-01';
      const events = (): readonly AuditEvent[] => {
        const random = createRandom(seed + 1000 * role + n + 0.5 * 2 ** 31);
        const diary = new Diary(entry, random);
        for (const day of daysOf(shift, n)) workThrough(diary, work, shift, day, random);
        if (isOnCall) callOut(diary, work, random);
        return diary.arrived();
      };
      return { entry, events };
    }),
  );
  return { settings: { ...SETTINGS, onCall }, people };
}

function entryOf(role: Role, { said }: Shift, n: number, random: Random): DirectoryEntry {
  return {
    user: random.bytes(16).toString('hex'),
    tenant: 'acme-health',
    role,
    departments: [],
    timeZone: ZONES[n % ZONES.length] ?? 'UTC',
    ...(said === undefined ? {} : { shift: said }),
    ...(role === 'patient' ? { ownRecord: patient(900_000 + n) } : {}),
    active: true,
    version: 1,
  };
}

function daysOf({ days }: Shift, n: number): readonly number[] {
  return days ?? Array.from({ length: DAYS }, (_, day) => day).filter((day) => (day + n) % 7 < 4);
}

/** Containers of functions that write events: each call is answered by one, which counts what it writes. */
const CONTAINERS = 6;

/** What a person does, as the ledger has it. */
class Diary {
  readonly #events: { readonly event: AuditEvent; readonly arrives: number }[] = [];

  readonly #containers: readonly { readonly epoch: string; given: number }[];

  constructor(
    readonly entry: DirectoryEntry,
    private readonly random: Random,
  ) {
    this.#containers = Array.from({ length: CONTAINERS }, () => ({
      epoch: `${random.bytes(16).toString('base64url').slice(0, -1)}A`,
      given: 0,
    }));
  }

  /** Milliseconds since 1970 of an hour of a day of the week, by the clock where the person works. */
  at(day: number, hour: number): number {
    return localTime(this.entry.timeZone, { ...MONDAY, day: MONDAY.day + day }, hour);
  }

  /** One call: all that it did has one time, and ids that follow each other. */
  write(at: number, drafts: readonly AuditDraft[]): void {
    const time = new Date(at).toISOString();
    const container = this.random.pick(this.#containers);
    const { epoch, given } = container;
    container.given += drafts.length;
    // Seconds as a rule, and now and then minutes: who is told by others learns it late.
    const arrives = at + this.random.below(this.random.chance(0.02) ? 10 * MINUTE : 2 * SECOND);
    drafts.forEach((draft, n) => {
      const eventId = formatEventId({ epoch, n: given + n });
      this.#events.push({
        event: { ...draft, schemaVersion: SCHEMA_VERSION, eventId, time },
        arrives,
      });
    });
  }

  arrived(): readonly AuditEvent[] {
    return this.#events.toSorted((a, b) => a.arrives - b.arrives).map(({ event }) => event);
  }
}

/** One shift of one person. */
function workThrough(diary: Diary, work: Work, shift: Shift, day: number, random: Random): void {
  const start = diary.at(day, shift.from) - random.below(20 * MINUTE);
  // One in ten stays to finish the notes; who works by day is gone before ten.
  const late = random.chance(0.1) ? random.below(3 * HOUR) : random.below(25 * MINUTE);
  const closing = shift.to < 22 ? diary.at(day, 22) - MINUTE : Infinity;
  const end = Math.min(diary.at(day, shift.to) + late, closing);
  const panel = panelOf(diary.entry, work, random);
  const call = callsOf(diary.entry, random);
  let awayUntil = 0;
  for (let at = start; at < end; at += pause(work.calls, random)) {
    if (at >= awayUntil) {
      signIn(diary, at, at > start, random);
      awayUntil = at + 20 * MINUTE + random.below(2 * HOUR);
    }
    if (work.patients === 0) {
      diary.write(at, [call.audit()]);
      continue;
    }
    askAmiss(diary, work, call, at, random);
    // The list of the ward or of the day, at the beginning and now and then.
    const isList = at === start || random.chance(0.01);
    const asked = isList ? panel.slice(0, work.list) : [random.pick(panel)];
    diary.write(at + SECOND, call.used(asked, isList ? 1 : 1 + random.below(work.types)));
    if (work.role === 'billing' && random.chance(0.004)) {
      diary.write(at + 2 * SECOND, call.exported(150 + random.below(250)));
    }
  }
}

/** A few calls in the middle of the night, of somebody who is on call. */
function callOut(diary: Diary, work: Work, random: Random): void {
  const panel = panelOf(diary.entry, work, random);
  const call = callsOf(diary.entry, random);
  for (const day of [1, 3, 6]) {
    for (let n = 0; n < 4; n += 1) {
      diary.write(diary.at(day, 23.5 + n), call.used([random.pick(panel)], work.types));
    }
  }
}

function signIn(diary: Diary, at: number, isAgain: boolean, random: Random): void {
  const { user: id, role, tenant } = diary.entry;
  const base = {
    tenant,
    actor: { kind: 'person', id, role, session: 'session-1' },
    phiAccessed: false,
    breakGlass: false,
  } as const;
  const refused = { ...base, type: 'login-failure', outcome: 'denied' } as const;
  // The screen that was left open asks a few times before somebody sits down again.
  for (let n = isAgain ? random.below(12) : 0; n > 0; n -= 1) {
    diary.write(at - n * 5 * SECOND, [
      { ...refused, action: 'authenticate', reason: 'session-idle' },
    ]);
  }
  let tries = 0;
  while (random.chance(MISTYPED)) {
    diary.write(at - 4 * SECOND + tries, [
      { ...refused, action: 'sign-in', reason: 'wrong-password' },
    ]);
    tries += 1;
  }
  diary.write(at, [{ ...base, type: 'login-success', action: 'sign-in', outcome: 'success' }]);
}

/** What was not meant, or is not for him. */
function askAmiss(diary: Diary, work: Work, call: Calls, at: number, random: Random): void {
  const isClinical = CLINICAL_ROLES.some((role) => role === work.role);
  if (isClinical && random.chance(WRONG_PATIENT)) {
    const wrong = 500_000 + random.below(10_000);
    insist(random, (n) => {
      diary.write(
        at + n * 3 * SECOND,
        call.denied('no-care-relation', wrong, 1 + random.below(11)),
      );
    });
  }
  if (work.role !== 'patient' && random.chance(NOT_PERMITTED)) {
    insist(random, (n) => {
      diary.write(at + n * 2 * SECOND, call.denied('not-permitted', 1, 1 + random.below(6)));
    });
  }
}

function insist(random: Random, ask: (n: number) => void): void {
  for (let n = 1; n <= GIVES_UP; n += 1) {
    ask(n);
    if (!random.chance(INSISTS)) return;
  }
}

const FIELDS: string[] = ['value'];

interface Calls {
  used(patients: readonly number[], types: number): readonly AuditDraft[];
  denied(reason: string, patient: number, types: number): readonly AuditDraft[];
  exported(patients: number): readonly AuditDraft[];
  audit(): AuditDraft;
}

function callsOf({ user: id, role, tenant, ownRecord }: DirectoryEntry, random: Random): Calls {
  const actor = { kind: 'person', id, role, session: 'session-1' } as const;
  const base = { tenant, actor, requestId: 'request-1', breakGlass: false } as const;
  const resources = DATA_TYPES.map((type) => ({ type, ref: 'record-1' }));
  const nameOf = (n: number): string => ownRecord ?? patient(n);
  return {
    used: (patients, types) => {
      const type = random.chance(0.15) ? 'phi-update' : 'phi-view';
      return patients.flatMap((n) => {
        const patient = nameOf(n);
        // Written out: there are hundreds of thousands.
        return resources.slice(0, types).map((resource) => ({
          tenant,
          actor,
          requestId: 'request-1',
          breakGlass: false,
          purpose: 'TREAT',
          resource,
          fields: FIELDS,
          recordCount: 1,
          type,
          action: 'decrypt',
          outcome: 'success',
          patient,
          phiAccessed: true,
        }));
      });
    },
    denied: (reason, n, types) =>
      resources.slice(0, types).map((resource) => ({
        ...base,
        purpose: 'TREAT',
        resource,
        fields: FIELDS,
        recordCount: 1,
        type: 'phi-view',
        action: 'decrypt',
        outcome: 'denied',
        reason,
        patient: nameOf(n),
        phiAccessed: false,
      })),
    exported: (patients) =>
      Array.from({ length: patients }, (_, n) => ({
        ...base,
        purpose: 'HPAYMT',
        resource: { type: 'billing-codes', ref: 'record-1' },
        fields: FIELDS,
        recordCount: 1,
        type: 'phi-export',
        action: 'export',
        outcome: 'success',
        exportFormat: 'x12',
        exportDestination: 'internal-system',
        approval: 'approval-1',
        patient: nameOf(n),
        phiAccessed: true,
      })),
    audit: () => ({
      tenant,
      actor,
      type: 'audit-read',
      action: 'access-report',
      outcome: 'success',
      recordCount: 50,
      phiAccessed: false,
      breakGlass: false,
    }),
  };
}

function panelOf(
  { role }: DirectoryEntry,
  { patients, list }: Work,
  random: Random,
): readonly number[] {
  const first = random.below(100_000);
  const size = Math.max(patients, list, 1);
  return Array.from({ length: role === 'patient' ? 1 : size }, (_, n) => first + n);
}

/** Until the next call: of chance, so that calls come in crowds as they do. */
function pause(perHour: number, random: Random): number {
  const share = 1 - random.below(1_000_000) / 1_000_000;
  return Math.ceil((-Math.log(share) * HOUR) / perHour);
}
