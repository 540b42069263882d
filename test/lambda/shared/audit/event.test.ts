import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { readDrafts, readEvent } from '../../../../lambda/shared/audit/check-event';
import { AuditEventError } from '../../../../lambda/shared/audit/errors';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { auditEventJsonSchema } from '../../../../lambda/shared/audit/json-schema';
import { EVENT_TYPES } from '../../../../lambda/shared/audit/vocabulary';
import { goodDraft, LOGIN, VIEW } from '../../support/audit-events';

const NOW = '2026-11-25T10:30:00.000Z';
const ID = 'AZq-xQ_1AAAAAAAAAAAAAA-0';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const followsJsonSchema = ajv.compile(auditEventJsonSchema());

function stored(draft: object): AuditEvent {
  return { time: NOW, ...draft, schemaVersion: 2, eventId: ID } as AuditEvent;
}

/** What is wrong with a draft: lines of path and problem. */
function problems(draft: unknown): readonly string[] {
  try {
    readDrafts([draft as AuditDraft], NOW);
    return [];
  } catch (error) {
    if (!(error instanceof AuditEventError)) throw error;
    return error.problems.map(({ path, problem }) => `${path} ${problem}`);
  }
}

const change = (fields: object, draft: AuditDraft = VIEW): object => ({ ...draft, ...fields });

describe('an event', () => {
  test('is good in every type and outcome that the house knows, also by JSON Schema', () => {
    const types = new Set<string>();
    fc.assert(
      fc.property(goodDraft, (draft) => {
        expect(problems(draft)).toEqual([]);
        expect(followsJsonSchema(stored(draft)) ? [] : followsJsonSchema.errors).toEqual([]);
        types.add(draft.type);
      }),
      { numRuns: 800, seed: 4 },
    );
    expect([...types].toSorted()).toEqual([...EVENT_TYPES].toSorted());
  });

  test('is read back from its bytes as it was written', () => {
    fc.assert(
      fc.property(goodDraft, (draft) => {
        const event = stored(draft);
        expect(readEvent(Buffer.from(JSON.stringify(event)))).toEqual(event);
      }),
    );
  });

  test('is read back in each version that was ever written', () => {
    for (const schemaVersion of [1, 2]) {
      const event = { ...stored(VIEW), schemaVersion };
      expect(readEvent(Buffer.from(JSON.stringify(event)))).toEqual(event);
    }
  });

  test('has the time at which it is appended, unless it says its own', () => {
    expect(readDrafts([LOGIN], NOW)).toMatchObject([{ time: NOW }]);
    expect(readDrafts([{ ...LOGIN, time: undefined }], NOW)).toMatchObject([{ time: NOW }]);
    const earlier = '2026-11-25T10:00:00.000Z';
    expect(readDrafts([{ ...LOGIN, time: earlier }], NOW)).toMatchObject([{ time: earlier }]);
  });

  // One field taken away or put in: what is no longer good for zod is not for JSON Schema either.
  test('means the same to zod and to JSON Schema', () => {
    const other = fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      'x',
      'free text of more words',
      0,
      1.5,
      -1,
      true,
      false,
      [],
      {},
    );
    const edit = fc.tuple(fc.constantFrom(...Object.keys(VIEW), 'reason', 'recipient'), other);
    let good = 0;
    fc.assert(
      fc.property(goodDraft, edit, (draft, [field, value]) => {
        const event = stored({ ...draft, [field]: value });
        const plain = JSON.parse(JSON.stringify(event)) as object;
        const isGood = problems({ ...draft, [field]: value }).length === 0;
        expect({ field, value, good: followsJsonSchema(plain) }).toEqual({
          field,
          value,
          good: isGood,
        });
        good += Number(isGood);
      }),
      { numRuns: 800, seed: 4 },
    );
    expect(good).toBeGreaterThan(30);
    expect(good).toBeLessThan(600);
  });

  test('is current in docs/audit-event.schema.json: npm run generate writes it', () => {
    expect(JSON.parse(readFileSync('docs/audit-event.schema.json', 'utf8'))).toEqual(
      auditEventJsonSchema(),
    );
  });
});

describe('a draft that is refused', () => {
  test('says everything that is wrong, each with its place', () => {
    const draft = change({
      tenant: 'ACME',
      actor: { kind: 'person', id: 'a', role: 'Nurse' },
      patient: 'short',
      purpose: 'CURIOSITY',
      resource: { type: 'gossip', ref: 'rec 1', more: 1 },
      fields: ['a', 'a'],
      recordCount: 1.5,
      sourceIp: '10.0.0',
      time: 'today',
      eventId: ID,
    });
    expect(problems(draft).map((line) => line.split(' ')[0])).toEqual([
      'eventId',
      'time',
      'tenant',
      'sourceIp',
      'actor.role',
      'actor.session',
      'patient',
      'purpose',
      'resource.type',
      'resource.ref',
      'resource',
      'fields',
      'recordCount',
    ]);
    expect(problems(draft)).toContain(
      'actor.session is missing, expected an opaque id of at most 192 letters, digits and ._:/=~-, such as a UUID.',
    );
  });

  test('names the draft where there are more', () => {
    const error = capture(() =>
      readDrafts([LOGIN, change({ action: 'Decrypt' }) as AuditDraft], NOW),
    );
    expect(error.message).toBe(
      'The audit event has 1 problem; nothing was appended.\n  1: action: is a text of another form, expected a code of at most 48 small letters and hyphens, such as not-on-care-team.',
    );
  });

  test.each<[string, object, RegExp]>([
    [
      'of no known type',
      { type: 'phi-peek' },
      /^type is a text of another form, expected one of login-success, .*access-review\.$/,
    ],
    [
      'without an outcome',
      { outcome: undefined },
      /^outcome is missing, expected success, denied or error\.$/,
    ],
    ['denied without a reason', { outcome: 'denied', phiAccessed: false }, /^reason is missing/],
    [
      'denied but with PHI shown',
      { outcome: 'denied', reason: 'x' },
      /^phiAccessed is of type boolean, expected false\.$/,
    ],
    [
      'that succeeded for nobody',
      { actor: { kind: 'unknown' } },
      /^actor\.kind is a text of another form, expected an actor of kind person \(with a session\) or service\.$/,
    ],
    [
      'that read events for nobody',
      {
        type: 'audit-read',
        actor: { kind: 'unknown' },
        phiAccessed: false,
        purpose: undefined,
        resource: undefined,
        fields: undefined,
      },
      /^actor\.kind is a text of another form/,
    ],
    [
      'by a person without a session',
      { actor: { kind: 'person', id: 'a', role: 'b' } },
      /^actor\.session is missing/,
    ],
    [
      'with a broken glass but no justification',
      { breakGlass: true },
      /^breakGlass is of type boolean, expected false, or \{ justification \}\.$/,
    ],
    ['shared with nobody', { type: 'phi-share' }, /^recipient is missing/],
    [
      'exported nowhere',
      { type: 'phi-export' },
      /^exportDestination is missing, expected one of zone-storage, .*person\.$/,
    ],
    [
      'exported outside to nobody',
      { type: 'phi-export', exportFormat: 'csv', exportDestination: 'external-system' },
      /^recipient is missing/,
    ],
    [
      'exported in no format',
      { type: 'phi-export', exportDestination: 'workstation' },
      /^exportFormat is missing/,
    ],
    [
      'with a field of another type',
      { reviewResult: 'justified' },
      /^ has the field reviewResult, which this type and outcome do not have: docs\/audit-event\.schema\.json lists theirs\.$/,
    ],
    [
      'with a diagnosis as its reason',
      { clinicalReason: 'E11.9' },
      /^clinicalReason is .*never a diagnosis code\.$/,
    ],
    [
      'with a user agent as it came',
      { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' },
      /^userAgent is free text, expected a user agent as shortUserAgent\(\) writes it/,
    ],
    ['of another tenant format', { tenant: '--' }, /^tenant is a text of another form/],
  ])('%s', (_, fields, expected) => {
    expect(problems(change(fields))).toEqual([expect.stringMatching(expected)]);
  });

  test.each([null, undefined, 'text', 7, [], () => {}])('is %p', (draft) => {
    expect(problems(draft)).toHaveLength(1);
  });

  test('has its eventId and schemaVersion from the trail only', () => {
    expect(problems(change({ eventId: ID, schemaVersion: 1 }))).toEqual([
      'eventId is given by the trail; leave it out.',
      'schemaVersion is given by the trail; leave it out.',
    ]);
  });
});

describe('bytes that are no event', () => {
  test.each([
    ['nothing', ''],
    ['no JSON', '{"patient":"Jane'],
    ['half of a character', Buffer.from([0x22, 0xc3, 0x22])],
    ['a draft', JSON.stringify(VIEW)],
    ['another version', JSON.stringify({ ...stored(VIEW), schemaVersion: 3 })],
  ])('%s', (_, bytes) => {
    expect(() => readEvent(Buffer.from(bytes as string))).toThrow(AuditEventError);
  });
});

function capture(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not throw');
}
