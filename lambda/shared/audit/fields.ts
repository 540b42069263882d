import * as z from 'zod/mini';
import { EVENT_ID, SIXTEEN_BYTES } from './event-id';
import { IPV4, IPV6 } from './ip-forms';
import { LONGEST_ID, OPAQUE_ID, phiInId } from './opaque';
import { USER_AGENT } from './user-agent';
import { ZONE_TENANT } from './vocabulary';

/**
 * What a field of an event may hold. Each says in its message what is expected, and none lets through
 * what a person wrote. zod/mini: a fortieth of zod's size in a bundle.
 */

function form(pattern: string, longest: number, expected: string, description: string) {
  return z
    .string(`expected ${expected}`)
    .check(
      z.maxLength(longest, `expected ${expected}`),
      z.regex(new RegExp(pattern), `expected ${expected}`),
      z.describe(description),
    );
}

const PHI_EXPECTED = 'expected an opaque id, which says nothing about a person';

function unlikePhi(text: z.ZodMiniString): z.ZodMiniString {
  return text.check(z.refine((id) => phiInId(id).length === 0, PHI_EXPECTED));
}

export const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, `expected one of ${words.join(', ')}`);

/** Something that is kept elsewhere, by its id. */
export const ref = (description: string) =>
  unlikePhi(
    form(
      OPAQUE_ID,
      LONGEST_ID,
      'an opaque id of at most 192 letters, digits and ._:/=~-, such as a UUID',
      description,
    ),
  );

export const eventId = form(
  `^${EVENT_ID}$`,
  38,
  'an event id',
  'Producer epoch and counter: `<epoch>-<n>`. The epoch is base64url of 16 bytes, of which the first 6 are the time of its start in milliseconds and the rest random; n counts from 0.',
);

export const time = z.iso
  .datetime({
    precision: 3,
    error: 'expected UTC with milliseconds, such as 2026-11-25T10:30:00.000Z',
  })
  .check(z.describe('When it happened: UTC, ISO 8601 with milliseconds.'));

export const tenant = unlikePhi(
  form(
    `^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|${ZONE_TENANT})$`,
    63,
    `a tenant id of at most 63 small letters, digits and hyphens, or ${ZONE_TENANT} for the zone itself`,
    `Whose data: id of the tenant, or \`${ZONE_TENANT}\` for an event of the zone itself.`,
  ),
);

/** A word of letters: no number of a person and no diagnosis code fits. */
export const code = (description: string) =>
  form(
    '^[a-z]+(?:-[a-z]+)*$',
    48,
    'a code of at most 48 small letters and hyphens, such as not-on-care-team',
    description,
  );

/** ICD-10-CM, SNOMED CT and LOINC have digits in every code; a diagnosis beside a pseudonym is PHI. */
export const clinicalReason = form(
  '^[A-Z]+(?:-[A-Z]+)*$',
  48,
  'a clinical reason code of at most 48 capital letters and hyphens, such as SECOND-OPINION; never a diagnosis code',
  'Clinical reason by the code of a local table, such as `SECOND-OPINION`. Never a diagnosis code.',
);

export const pseudonym = form(
  `^${SIXTEEN_BYTES}$`,
  22,
  'a pseudonym: base64url of 16 bytes',
  'The patient: base64url of the first 16 bytes of an HMAC of the record number under a key of the tenant.',
);

export const fieldNames = z
  .array(
    unlikePhi(
      form(
        '^[A-Za-z][A-Za-z0-9_.-]*$',
        64,
        'the name of a field of at most 64 letters, digits and _.-, such as address.zip',
        'Name of a field.',
      ),
    ),
    'expected a list of names of fields',
  )
  .check(
    z.minLength(1, 'expected at least one name of a field'),
    z.maxLength(256, 'expected at most 256 names of fields: name groups'),
    z.refine((names) => new Set(names).size === names.length, 'expected each name once'),
    z.describe('Names of the fields that were read or changed. Never their values.'),
  );

export const recordCount = z
  .int('expected a whole number of records')
  .check(
    z.minimum(0, 'expected a whole number of records'),
    z.maximum(1_000_000_000, 'expected at most a billion records'),
    z.describe('How many records.'),
  );

// Not zod's own ipv6(), which takes more than the pattern that it writes into a JSON Schema.
export const sourceIp = form(
  `^(?:${IPV4}|${IPV6}|::ffff:${IPV4})$`,
  45,
  'an IPv4 or IPv6 address',
  'Address that the request came from.',
);

export const userAgent = form(
  USER_AGENT,
  48,
  'a user agent as shortUserAgent() writes it, such as Chrome/131 on Windows',
  'Program of the caller, shortened to family, major version and system.',
);

export const breakGlass = z.strictObject(
  { justification: ref('Where the justification is kept: its id in the break-glass register.') },
  'expected false, or { justification } with the id of the justification in its register',
);
