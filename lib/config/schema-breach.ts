import { z } from 'zod';
import { isTimeZone } from '../../lambda/identity/directory-entry';
import { CLINICAL_ROLES } from '../../lambda/identity/roles';
import { isOpaqueId } from '../../lambda/shared/audit/opaque';
import { NANP_PART, TOLL_FREE_AREA } from '../../lambda/shared/identifier-forms';
import { like } from './schema-example';
import { between } from './schema-number';
import { tenantId } from './schema-people';

/**
 * Schema of what the breach desk looks for and of how it counts days. Limits that need more than one
 * field are in `check-breach.ts`. No indicator that is required can be loosened: each has its figure as
 * its limit.
 */

const DAY = 24 * 60;

/** So much, in so many minutes or longer. */
const inMinutes = (least: number) =>
  between(least, DAY, 'of minutes').describe('Minutes of the window. A longer one sees more.');

/** So many in one window. */
const many = (most: number, what: string) => between(1, most).describe(what);

const hour = (least: number, most: number) => between(least, most, 'of hours');

/** Who works by night in every hospital; whoever else does has a shift in the directory, or is on call. */
const NIGHT_ROLES = [...CLINICAL_ROLES, 'front-desk'] as const;

const thresholds = z.strictObject({
  bulkExport: z
    .strictObject({
      records: many(1000, 'More records than this exported or shared.'),
      minutes: inMinutes(10),
    })
    .describe('Bulk export. At most 1000 records, in 10 minutes or longer.'),
  failedAccess: z
    .strictObject({
      times: many(10, 'Times that somebody was denied.'),
      minutes: inMinutes(5),
    })
    .describe('Denials of one person. At most 10, in 5 minutes or longer.'),
  failedSignIn: z
    .strictObject({ times: many(5, 'Failed sign-ins.'), minutes: inMinutes(30) })
    .describe('Failed sign-ins of one person. At most 5, in 30 minutes or longer.'),
  outsideCareTeam: z
    .strictObject({
      patients: many(100, 'Different patients who are not in his care.'),
      minutes: inMinutes(1),
    })
    .describe('Whom somebody reaches for beside his own patients.'),
  manyPatients: z
    .strictObject({
      patients: many(500, 'More different patients than this.'),
      minutes: inMinutes(1),
    })
    .describe('How many patients one person sees.'),
  breakGlass: z
    .strictObject({ times: many(100, 'Glasses broken.'), minutes: inMinutes(1) })
    .describe('Broken glasses of one person. Each single one is reviewed anyway.'),
  afterHours: z
    .strictObject({
      from: hour(12, 22).describe('First hour of the night, where the person works. At most 22.'),
      to: hour(6, 12).describe('First hour of the day after it. At least 6.'),
      shiftRoles: z
        .array(z.enum(NIGHT_ROLES))
        .describe(
          'Roles that work by night, unless the directory says that one works by day. For anybody else the directory has a shift.',
        ),
    })
    .describe('Access by night, by whoever does not work then.'),
});

const USER_EXPECTED = 'expected the id of a person in the user pool (sub)';
const onCall = z.strictObject({
  user: z
    .string(USER_EXPECTED)
    .regex(/^[A-Za-z0-9-]{1,128}$/, { error: USER_EXPECTED, abort: true })
    .refine(isOpaqueId, USER_EXPECTED)
    .meta(like('Who: his `sub` in the user pool.', '3f0e1c52-7b1d-4c1e-9a55-0d7c6f1b2a90')),
  until: z.iso
    .date('expected a day such as 2027-03-31')
    .meta(like('Last day, where he works.', '2027-03-31')),
});

const MAIL_EXPECTED = 'expected off, or an address such as privacy@hospital.example';

export const breach = z
  .strictObject({
    timeZone: z
      .string('expected an IANA time zone')
      .refine(isTimeZone, 'expected an IANA time zone such as America/Chicago')
      .describe(
        'IANA time zone of the calendar in which days are counted from discovery. Write your own. The default has the earliest date of the fifty States, so that in none of them a deadline is reckoned late; your own may give you a day more. American Samoa is an hour behind it: there write Pacific/Pago_Pago.',
      ),
    targetDays: between(1, 59, 'of days').describe(
      'Days from discovery in which notices should be out. 60 is the outer limit, and "without unreasonable delay" comes before it (45 CFR 164.404(b)).',
    ),
    secondApprover: z
      .boolean()
      .describe('A finding that it was no breach is approved by somebody else than who wrote it.'),
    thresholds: thresholds.describe(
      'From when on the detector opens an incident (docs/breach-rules.md). What requirements name may be tightened, never loosened.',
    ),
    tenants: z
      .array(
        z.strictObject({
          tenant: tenantId.meta(like('Its id.', 'north-clinic')),
          thresholds: thresholds
            .partial()
            .describe('What holds for it in place of breach.thresholds.'),
        }),
      )
      .describe('Tenants for whom something else holds.'),
    onCall: z
      .array(onCall)
      .describe('Who is on call by night, and until when: for him there is no after hours.'),
    mail: z
      .union([z.literal('off'), z.email(MAIL_EXPECTED)], MAIL_EXPECTED)
      .describe(
        'Address from which notices go to persons who agreed to e-mail (45 CFR 164.404(d)(1)(i)), an identity that Amazon SES has verified. off: none is ever mailed.',
      ),
  })
  .describe('What the breach desk looks for, and how it counts days (docs/breach-desk.md).');

const line = (description: string, example: string) =>
  z
    .string('expected a text')
    .min(1, 'expected a text')
    .max(300, 'expected at most 300 characters')
    .meta(like(description, example))
    .optional();

const TOLL_FREE_EXPECTED =
  'expected a toll-free number such as 1-800-555-0100 (800, 833, 844, 855, 866, 877 or 888)';
const TOLL_FREE = new RegExp(
  `^(?:\\+?1[-. ]?)?(?:\\(${TOLL_FREE_AREA}\\) ?|${TOLL_FREE_AREA}[-. ]?)${NANP_PART}[-. ]?\\d{4}$`,
);

/** How persons who are told of a breach reach the organization. */
export const organizationContact = z
  .strictObject({
    tollFree: z
      .string(TOLL_FREE_EXPECTED)
      .regex(TOLL_FREE, TOLL_FREE_EXPECTED)
      .meta(like('Toll-free telephone number.', '1-800-555-0100'))
      .optional(),
    email: z
      .email('expected an e-mail address such as privacy@hospital.example')
      .max(254, 'expected at most 254 characters')
      .meta(like('E-mail address.', 'privacy@hospital.example'))
      .optional(),
    website: z
      .url('expected an address such as https://hospital.example/privacy')
      .max(300, 'expected at most 300 characters')
      .meta(like('Web site.', 'https://hospital.example/privacy'))
      .optional(),
    postalAddress: line('Postal address.', '1 Example Street, Springfield, IL 62701'),
    entityType: z
      .enum(['Healthcare Provider', 'Health Plan', 'Healthcare Clearing House'])
      .meta(like('Type of covered entity, as the form of HHS asks.', 'Healthcare Provider'))
      .optional(),
  })
  .optional()
  .describe(
    'How persons reach the organization. A letter about a breach needs one of the first four (45 CFR 164.404(c)(1)(E)), and so does a production zone.',
  );
