import * as z from 'zod/mini';
import { signedIn, signedInOrUnknown } from './actor';
import { always, denied, failed, no, outcomeExpected, phiAccessed, success } from './common-fields';
import {
  breakGlass,
  clinicalReason,
  fieldNames,
  oneOf,
  pseudonym,
  recordCount,
  ref,
} from './fields';
import {
  DATA_TYPES,
  EXPORT_FORMATS,
  INSIDE_DESTINATIONS,
  OUTSIDE_DESTINATIONS,
  PURPOSES,
} from './vocabulary';

/** Access to PHI. One event for each patient and data type, also of an export of many. */

const phiResource = z
  .strictObject(
    { type: oneOf(DATA_TYPES), ref: ref('The record or field, by an opaque id.') },
    'expected { type, ref }',
  )
  .check(z.describe('What was acted on.'));
const purpose = oneOf(PURPOSES).check(z.describe('Purpose of use: a code of HL7 v3 PurposeOfUse.'));
const recipient = ref('Who receives it: id of an entry in the directory of recipients.');
const exportFormat = oneOf(EXPORT_FORMATS);

const known = {
  patient: pseudonym,
  purpose,
  resource: phiResource,
  fields: fieldNames,
  recordCount,
};
/** A request that was refused or failed may have been read in part only. */
const knownInPart = {
  patient: z.optional(pseudonym),
  purpose: z.optional(purpose),
  resource: z.optional(phiResource),
  fields: z.optional(fieldNames),
  recordCount: z.optional(recordCount),
  recipient: z.optional(recipient),
};
export const aboutPhi = {
  requestId: ref('Request in which it was done.'),
  breakGlass: z.union([no, breakGlass], 'expected false, or { justification }'),
  clinicalReason: z.optional(clinicalReason),
  approval: z.optional(ref('Approval under which it was done, by its id.')),
};

function phiSuccess<T extends z.core.$ZodType, S extends z.core.$ZodLooseShape>(type: T, shape: S) {
  return z.strictObject({
    ...always,
    type,
    actor: signedIn,
    ...success,
    ...aboutPhi,
    phiAccessed,
    ...known,
    ...shape,
  });
}

function phiRefused<T extends z.core.$ZodType, S extends z.core.$ZodLooseShape>(type: T, shape: S) {
  const common = {
    ...always,
    type,
    actor: signedInOrUnknown,
    ...aboutPhi,
    ...knownInPart,
    ...shape,
  };
  return [
    z.strictObject({ ...common, ...denied, phiAccessed: no }),
    z.strictObject({ ...common, ...failed, phiAccessed }),
  ] as const;
}

const used = oneOf(['phi-view', 'phi-create', 'phi-update', 'phi-delete', 'phi-print']);
export const phiUsed = z.discriminatedUnion(
  'outcome',
  [phiSuccess(used, { recipient: z.optional(recipient) }), ...phiRefused(used, {})],
  outcomeExpected,
);

const shared = z.literal('phi-share');
export const phiShared = z.discriminatedUnion(
  'outcome',
  [phiSuccess(shared, { recipient }), ...phiRefused(shared, {})],
  outcomeExpected,
);

const exported = z.literal('phi-export');
const destinations = [...INSIDE_DESTINATIONS, ...OUTSIDE_DESTINATIONS] as const;
export const phiExported = z.discriminatedUnion(
  'outcome',
  [
    z.discriminatedUnion(
      'exportDestination',
      [
        phiSuccess(exported, {
          exportFormat,
          exportDestination: oneOf(INSIDE_DESTINATIONS),
        }),
        phiSuccess(exported, {
          exportFormat,
          exportDestination: oneOf(OUTSIDE_DESTINATIONS),
          recipient,
        }),
      ],
      `expected one of ${destinations.join(', ')}`,
    ),
    ...phiRefused(exported, {
      exportFormat: z.optional(exportFormat),
      exportDestination: z.optional(oneOf(destinations)),
    }),
  ],
  outcomeExpected,
);
