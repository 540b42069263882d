import * as z from 'zod/mini';
import { ROLES } from '../identity/roles';
import { readJsonSetting } from '../shared/settings';

/** What the functions of the breach desk are told: made from config by `lib/constructs/breach/breach-environment.ts`. */

const many = z.int().check(z.minimum(1), z.maximum(1_000_000));
const minutes = z.int().check(z.minimum(1), z.maximum(1440));
const hour = z.int().check(z.minimum(0), z.maximum(23));

/** More than so much, in so many minutes. */
const inTime = { minutes };

const thresholds = z.strictObject({
  /** Records exported or shared: more than so many (requirement: 1000 in 10 minutes). */
  bulkExport: z.strictObject({ records: many, ...inTime }),
  /** Denials: so many or more (requirement: 10 in 5 minutes). */
  failedAccess: z.strictObject({ times: many, ...inTime }),
  /** Failed sign-ins: so many or more (requirement: 5 in 30 minutes). */
  failedSignIn: z.strictObject({ times: many, ...inTime }),
  /** Different patients who are not in his care: so many or more. */
  outsideCareTeam: z.strictObject({ patients: many, ...inTime }),
  /** Different patients: more than so many. */
  manyPatients: z.strictObject({ patients: many, ...inTime }),
  /** Broken glasses: so many or more. */
  breakGlass: z.strictObject({ times: many, ...inTime }),
  /** Night where the person works: hours of the clock, the first inclusive, the last exclusive. */
  afterHours: z.strictObject({
    from: hour,
    to: hour,
    /** Roles that work by night unless the directory says that one works by day. */
    shiftRoles: z.readonly(z.array(z.enum(ROLES))),
  }),
});
export type Thresholds = z.infer<typeof thresholds>;

const desk = z.object({
  /** IANA zone of the calendar in which days are counted. */
  timeZone: z.string(),
  targetDays: z.int().check(z.minimum(1), z.maximum(59)),
  /** Whether a finding of no breach is approved by somebody else than who wrote it. */
  secondApprover: z.boolean(),
});
/** What everybody is told who changes the register or reads it. */
export type DeskSettings = Readonly<z.infer<typeof desk>>;

const settings = z.extend(desk, {
  thresholds,
  /** Tenants for whom something else holds. */
  tenants: z.record(z.string(), z.partial(thresholds)),
  /** Persons who are on call by night, by the `sub` of the directory, and until when (`yyyy-mm-dd`, inclusive). */
  onCall: z.record(z.string(), z.string()),
});
export type BreachSettings = Readonly<z.infer<typeof settings>>;

/**
 * Reads BREACH_SETTINGS of a function that looks for nothing, whose environment has no room for more.
 *
 * @throws SettingError
 */
export function readDeskSettings(text: string): DeskSettings {
  return readJsonSetting('BREACH_SETTINGS', text, desk);
}

/**
 * Reads BREACH_SETTINGS of the detector.
 *
 * @throws SettingError
 */
export function readBreachSettings(text: string): BreachSettings {
  return readJsonSetting('BREACH_SETTINGS', text, settings);
}

const text = z.string().check(z.minLength(1), z.maxLength(300));
const contacts = z.strictObject({
  organization: text,
  privacyOfficial: z.strictObject({ name: text, email: text }),
  securityOfficial: z.strictObject({ name: text, email: text }),
  /** 45 CFR 164.404(c)(1)(E): one of these at least belongs into a letter. */
  tollFree: z.optional(text),
  email: z.optional(text),
  website: z.optional(text),
  postalAddress: z.optional(text),
  /** Kind of covered entity, as the HHS form asks. */
  entityType: z.optional(text),
});
/** Who answers for the organization, in letters and forms. */
export type Contacts = Readonly<z.infer<typeof contacts>>;

/**
 * Reads BREACH_CONTACTS.
 *
 * @throws SettingError
 */
export function readContacts(text: string): Contacts {
  return readJsonSetting('BREACH_CONTACTS', text, contacts);
}
