import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../lambda/identity/roles';

/** Who works in the made-up hospital, when, and how much. */

export interface Shift {
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
export const CLINIC: Shift = { from: 8, to: 17, said: 'day', days: WEEKDAYS };
export const OFFICE: Shift = { from: 8.5, to: 17, days: WEEKDAYS };
const LATE_DESK: Shift = { from: 12, to: 21.5 };

export interface Work {
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

export const WORK: readonly Work[] = [
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
    list: 32,
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
export const ZONES = ['America/New_York', 'America/Chicago', 'America/Phoenix', 'Pacific/Honolulu'];
