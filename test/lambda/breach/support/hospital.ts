import type { BreachSettings } from '../../../../lambda/breach/settings';
import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../lambda/identity/roles';
import { CLINICAL_ROLES } from '../../../../lambda/identity/roles';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { formatEventId } from '../../../../lambda/shared/audit/event-id';
import { SCHEMA_VERSION } from '../../../../lambda/shared/audit/vocabulary';
import type { Random } from '../../../support/random';
import { createRandom } from '../../../support/random';
import { HOUR, MINUTE, patient, SECOND, SETTINGS } from './acts';
import type { Calls } from './hospital-calls';
import { callsOf } from './hospital-calls';
import type { Shift, Work } from './hospital-work';
import { CLINIC, OFFICE, WORK, ZONES } from './hospital-work';
import { localTime } from './local-time';

/**
 * A week in a made-up hospital group that never closes, the week in which the clocks are turned back: three
 * places, all roles, all shifts. Rates are guesses, on the high side: nobody publishes any. Nobody does what
 * he should not; people only mistype, click on the wrong patient, stay late, and are on call.
 */

/** Monday, 26 October 2026. */
const MONDAY = { year: 2026, month: 10, day: 26 } as const;
const DAYS = 7;

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
    const isList = at === start || random.chance(0.004);
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
  for (let n = isAgain ? random.below(6) : 0; n > 0; n -= 1) {
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
