import fc from 'fast-check';
import type { AuditDraft } from '../../../lambda/shared/audit/event';
import {
  DATA_TYPES,
  EMERGENCY_PURPOSES,
  EXPORT_FORMATS,
  INSIDE_DESTINATIONS,
  OUTSIDE_DESTINATIONS,
  PURPOSES,
  REVIEW_RESULTS,
  ZONE_TENANT,
} from '../../../lambda/shared/audit/vocabulary';

/** Drafts as callers make them: all types and outcomes, written here a second time by hand. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Where numbers of people are made from: random ids that are made of nothing else. */
const NEAR_NUMBERS = '0123456789-_EGTMKQ';

const of = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...alphabet.split('')), { minLength: length, maxLength: length })
    .map((characters) => characters.join(''));
const base64url = (alphabet: string, length: number, last: string): fc.Arbitrary<string> =>
  fc
    .tuple(of(alphabet, length - 1), fc.constantFrom(...last.split('')))
    .map((parts) => parts.join(''));
const uuid = (hex: string): fc.Arbitrary<string> =>
  fc
    .tuple(of(hex, 8), of(hex, 4), of(hex, 4), of(hex, 4), of(hex, 12))
    .map((parts) => parts.join('-'));

/** Ids of 128 bits and more, many of them made of what numbers of people are made of. */
export const randomId = fc.oneof(
  ...[ALPHABET, NEAR_NUMBERS].flatMap((alphabet) => [
    base64url(alphabet, 22, 'AQgw'),
    base64url(alphabet, 43, 'AEIMQUYcgkosw048'),
  ]),
  ...['0123456789abcdef', '0123456789', '0123456789ABCDEF'].map(uuid),
  ...['0123456789abcdef', '0123456789'].map((hex) => of(hex, 32)),
  of('0123456789abcdef', 64),
  fc
    .tuple(of('01234567', 1), of('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 25))
    .map((parts) => parts.join('')),
);

/** What callers refer by. */
export const opaqueId = fc.oneof(
  randomId,
  of('123456789', 9),
  of('123456789', 10),
  fc.integer({ min: 1, max: 9_999_999_999 }).map((number) => `rec-${String(number)}`),
  fc.constantFrom(
    'mercy-example',
    'arn:aws:iam::111122223333:role/hlz/mercy-phi',
    'arn:aws:backup:us-east-1:111122223333:recovery-point:bucket-20261125103006-5EFFFFFF',
    'a',
  ),
);

const pseudonym = fc.oneof(base64url(ALPHABET, 22, 'AQgw'), base64url(NEAR_NUMBERS, 22, 'AQgw'));
const code = fc.constantFrom('a', 'decrypt', 'not-on-care-team', 'attending-physician', 'rotate');
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const fieldNames = fc.uniqueArray(
  fc.constantFrom('ssn', 'dob', 'name.given', 'dateOfBirth', 'mrn', 'address.zip', 'x-ray_1', 'e'),
  { minLength: 1 },
);
const recordCount = fc.nat({ max: 1_000_000_000 });

const always = {
  tenant: fc.constantFrom('acme-health', 'a', 'clinic-7', '123456789', ZONE_TENANT),
  action: code,
};
const maybe = {
  requestId: opaqueId,
  idempotencyKey: opaqueId,
  sourceIp: fc.oneof(
    fc.ipV4(),
    fc.ipV6().filter((address) => !address.includes('.')),
    fc.ipV4().map((address) => `::ffff:${address}`),
  ),
  userAgent: fc.constantFrom('Chrome/131 on Windows', 'other', 'aws-sdk-js/3 on Linux', 'curl/8'),
  time,
};

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;
/** Fields that are there, and fields that may be. */
const draft = (there: Fields, perhaps: Fields = {}): fc.Arbitrary<AuditDraft> =>
  fc
    .tuple(
      fc.record({ ...always, ...there }),
      fc.record({ ...maybe, ...perhaps }, { requiredKeys: [] }),
    )
    .map(([required, optional]) => ({ ...optional, ...required }) as unknown as AuditDraft);

const is = fc.constant;
const success = { outcome: is('success') };
const refused = { outcome: fc.constantFrom('denied', 'error'), reason: code };
const anyOutcome = [success, refused];
const withoutPhi = { phiAccessed: is(false), breakGlass: is(false) };

const person = (required: Fields, optional: Fields = {}): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.record({ kind: is('person'), id: opaqueId, role: code, ...required }),
      fc.record({ via: opaqueId, ...optional }, { requiredKeys: [] }),
    )
    .map(([a, b]) => ({ ...a, ...b }));
const inSession = person({ session: opaqueId });
const maybeInSession = person({}, { session: opaqueId });
const service = fc.record({ kind: is('service'), id: opaqueId, role: code });
const unknown = is({ kind: 'unknown' });
const signedIn = fc.oneof(inSession, service);
const reported = fc.oneof(maybeInSession, service);

const resource = fc.record({ type: code, ref: opaqueId });
const broken = fc.record({ justification: opaqueId });
const phi = {
  patient: pseudonym,
  purpose: fc.constantFrom(...PURPOSES),
  resource: fc.record({ type: fc.constantFrom(...DATA_TYPES), ref: opaqueId }),
  fields: fieldNames,
  recordCount,
};
const aboutPhi = { requestId: opaqueId, breakGlass: fc.oneof(is(false), broken) };
const beside = { clinicalReason: is('SECOND-OPINION'), approval: opaqueId };

const phiSuccess = (types: readonly string[], there: Fields, perhaps: Fields = {}) =>
  draft(
    {
      type: fc.constantFrom(...types),
      actor: signedIn,
      ...success,
      phiAccessed: fc.boolean(),
      ...aboutPhi,
      ...phi,
      ...there,
    },
    { ...beside, ...perhaps },
  );
const phiRefused = (types: readonly string[], perhaps: Fields = {}) =>
  draft(
    {
      type: fc.constantFrom(...types),
      actor: fc.oneof(signedIn, unknown),
      ...refused,
      phiAccessed: is(false),
      ...aboutPhi,
    },
    { ...beside, ...phi, recipient: opaqueId, ...perhaps },
  );

const used = ['phi-view', 'phi-create', 'phi-update', 'phi-delete', 'phi-print'];
const glass = { type: is('break-glass-access'), actor: inSession, phiAccessed: is(false) };
const emergency = { patient: pseudonym, purpose: fc.constantFrom(...EMERGENCY_PURPOSES) };
const review = { type: is('break-glass-review'), actor: inSession, resource, ...withoutPhi };
const look = { type: fc.constantFrom('audit-read', 'access-review'), ...withoutPhi };
const lookedAt = { patient: pseudonym, resource, recordCount };
const plain = (types: readonly string[], there: Fields, perhaps: Fields = {}) =>
  anyOutcome.map((outcome) =>
    draft({ type: fc.constantFrom(...types), ...there, ...outcome, ...withoutPhi }, perhaps),
  );

/** Any good draft. */
export const goodDraft: fc.Arbitrary<AuditDraft> = fc.oneof(
  draft({ type: is('login-success'), actor: maybeInSession, ...success, ...withoutPhi }),
  draft({
    type: is('login-failure'),
    actor: fc.oneof(maybeInSession, service, unknown),
    ...refused,
    ...withoutPhi,
  }),
  ...plain(['logout', 'session-timeout'], { actor: inSession }),
  ...plain(['mfa-enabled', 'mfa-disabled', 'password-change'], { actor: reported }, { resource }),
  ...plain(
    ['user-create', 'user-modify', 'user-delete'],
    { actor: reported, resource },
    { fields: fieldNames },
  ),
  ...plain(
    ['permission-change'],
    { actor: reported, resource },
    { fields: fieldNames, patient: pseudonym },
  ),
  phiSuccess(used, {}, { recipient: opaqueId }),
  phiRefused(used),
  phiSuccess(['phi-share'], { recipient: opaqueId }),
  phiRefused(['phi-share']),
  phiSuccess(['phi-export'], {
    exportFormat: fc.constantFrom(...EXPORT_FORMATS),
    exportDestination: fc.constantFrom(...INSIDE_DESTINATIONS),
  }),
  phiSuccess(['phi-export'], {
    exportFormat: fc.constantFrom(...EXPORT_FORMATS),
    exportDestination: fc.constantFrom(...OUTSIDE_DESTINATIONS),
    recipient: opaqueId,
  }),
  phiRefused(['phi-export'], {
    exportFormat: fc.constantFrom(...EXPORT_FORMATS),
    exportDestination: fc.constantFrom(...INSIDE_DESTINATIONS, ...OUTSIDE_DESTINATIONS),
  }),
  ...plain(['amendment-request'], { actor: signedIn, patient: pseudonym, resource }),
  draft({ ...glass, ...success, ...emergency, breakGlass: broken }, { resource }),
  draft({ ...glass, ...refused, breakGlass: fc.oneof(is(false), broken) }, emergency),
  draft({ ...review, ...success, reviewResult: fc.constantFrom(...REVIEW_RESULTS) }),
  draft({ ...review, ...refused }, { patient: pseudonym }),
  ...plain(['system-start', 'system-stop'], { actor: reported }, { resource }),
  ...plain(
    ['configuration-change', 'backup-created', 'breach-register-change'],
    { actor: reported, resource },
    { fields: fieldNames, recordCount },
  ),
  draft({ ...look, actor: signedIn, ...success }, lookedAt),
  draft({ ...look, actor: fc.oneof(signedIn, unknown), ...refused }, lookedAt),
);

/** A physician who reads a laboratory result. */
export const VIEW = {
  type: 'phi-view',
  tenant: 'acme-health',
  action: 'decrypt',
  outcome: 'success',
  actor: {
    kind: 'person',
    id: '3f0c8f5e-8a53-4e0c-9a39-0c7d5a7f2a11',
    role: 'attending-physician',
    session: '9e2b6c1a-4f7d-4222-8333-944455556666',
  },
  requestId: 'c6af9ac6-7b61-41e6-9a41-93e8deadbeef',
  patient: '3q2-7wAAAAAAAAAAAAAAAA',
  purpose: 'TREAT',
  resource: { type: 'lab-results', ref: 'rec-88123' },
  fields: ['result', 'unit'],
  recordCount: 1,
  phiAccessed: true,
  breakGlass: false,
} as const satisfies AuditDraft;

/** A nurse who signs in. */
export const LOGIN = {
  type: 'login-success',
  tenant: 'acme-health',
  action: 'sign-in',
  outcome: 'success',
  actor: { kind: 'person', id: '5b0c8f5e-8a53-4e0c-9a39-0c7d5a7f2a12', role: 'nurse' },
  phiAccessed: false,
  breakGlass: false,
} as const satisfies AuditDraft;
