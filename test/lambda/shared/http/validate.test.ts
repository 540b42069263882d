import type { Validator } from '../../../../lambda/shared/http/generated/validators';
import { accessApi, ledgerApi } from '../../../../lambda/shared/http/generated/validators';
import { RequestError } from '../../../../lambda/shared/http/problem';
import { checkedBody } from '../../../../lambda/shared/http/validate';
import { openApi } from '../../../support/api/open-api';

const { components } = openApi();
const example = (name: string): object => components.examples[name]?.value as object;

/** Lines of pointer and detail; none when the body is taken. */
function problems<B>(validator: Validator<B>, body: unknown): readonly string[] {
  try {
    expect(checkedBody(validator, body)).toBe(body);
    return [];
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (error.status !== 400 || error.code !== 'invalid-body') throw error;
    return error.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
}

const append = (event: object): object => ({
  idempotencyKey: '0b7f3f5e-2f0c-4a52-8f0e-222222222222',
  events: [{ type: 'logout', action: 'log-out', outcome: 'success', ...event }],
});

test.each([
  ['appendAuditEvents', ledgerApi.appendAuditEvents, 'AppendAuditEvents'],
  ['breakGlass', accessApi.breakGlass, 'BreakGlass'],
  ['endSession', accessApi.endSession, 'EndSession'],
  ['changeUser', accessApi.changeUser, 'ChangeUser'],
] as const)('%s takes its example', (_, validator, name) => {
  expect(problems<object>(validator, example(name))).toEqual([]);
});

test.each<readonly [string, object, string]>([
  ['missing', { outcome: undefined }, '#/events/0/outcome is missing.'],
  [
    'no word of the list',
    { outcome: 'failure' },
    '#/events/0/outcome expected one of success, denied, error.',
  ],
  ['of another type', { phiAccessed: 'yes' }, '#/events/0/phiAccessed expected true or false.'],
  ['no whole number', { recordCount: 1.5 }, '#/events/0/recordCount expected a whole number.'],
  ['too small', { recordCount: -1 }, '#/events/0/recordCount expected at least 0.'],
  ['too large', { recordCount: 1e10 }, '#/events/0/recordCount expected at most 1000000000.'],
  ['too short a list', { fields: [] }, '#/events/0/fields expected at least 1 entries.'],
  ['null', { client: null }, '#/events/0/client expected an object.'],
  [
    'too long',
    { client: { userAgent: 'x'.repeat(1025) } },
    '#/events/0/client/userAgent expected at most 1024 characters.',
  ],
  [
    'too long and of another form',
    { action: '1'.repeat(49) },
    '#/events/0/action expected at most 48 characters.',
  ],
  [
    'of another form',
    { time: '2026-02-29T10:30:00.000Z' },
    '#/events/0/time expected UTC with milliseconds, such as 2026-11-25T10:30:00.000Z.',
  ],
  [
    'not a thing of a list',
    { fields: ['dose', 'two words'] },
    '#/events/0/fields/1 expected the name of a field of at most 64 letters, digits and _.-, such as address.zip.',
  ],
  [
    'a field that there is not',
    { 'John Doe': 1 },
    '#/events/0 has a field that api/openapi.yaml does not have.',
  ],
  [
    'fields that there are not',
    { a: 1, b: 2 },
    '#/events/0 has 2 fields that api/openapi.yaml does not have.',
  ],
  [
    'a prototype',
    JSON.parse('{"__proto__":{}}') as object,
    '#/events/0 has a field that api/openapi.yaml does not have.',
  ],
])('tells what is %s', (_, event, problem) => {
  const body = JSON.parse(JSON.stringify(append({}))) as { events: object[] };
  Object.defineProperties(body.events[0], Object.getOwnPropertyDescriptors(event));
  expect(problems(ledgerApi.appendAuditEvents, body)).toEqual([problem]);
});

test('tells everything at once, each place once', () => {
  const body = { idempotencyKey: 7, events: [{ type: '', action: 'A 1', outcome: 'x' }, 'none'] };
  expect(problems(ledgerApi.appendAuditEvents, body).map((line) => line.split(' ')[0])).toEqual([
    '#/idempotencyKey',
    '#/events/0/type',
    '#/events/0/action',
    '#/events/0/outcome',
    '#/events/1',
  ]);
});

test('lists a hundred problems, and says how many more there are', () => {
  const body = { ...append({}), events: Array.from({ length: 150 }, () => 'none') };
  expect(() => checkedBody(ledgerApi.appendAuditEvents, body)).toThrow(
    / 50 more are not listed\.$/,
  );
  expect(problems(ledgerApi.appendAuditEvents, body)).toHaveLength(100);
});

test('says nothing of the call before', () => {
  expect(problems(accessApi.endSession, { a: 1 })).toHaveLength(1);
  expect(problems(accessApi.endSession, {})).toEqual([]);
});

test.each(['2026-02-28', '2028-02-29', '2026-04-30', '2026-12-31'])('takes the day %s', (day) => {
  expect(problems(ledgerApi.appendAuditEvents, append({ time: `${day}T23:59:59.999Z` }))).toEqual(
    [],
  );
});

test.each(['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '1999-01-01'])(
  'knows no day %s',
  (day) => {
    expect(
      problems(ledgerApi.appendAuditEvents, append({ time: `${day}T10:00:00.000Z` })),
    ).toHaveLength(1);
  },
);
