import fc from 'fast-check';
import { readDrafts } from '../../../../lambda/shared/audit/check-event';
import { AuditEventError } from '../../../../lambda/shared/audit/errors';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { isOpaqueId } from '../../../../lambda/shared/audit/opaque';
import { phiLike } from '../../../../lambda/shared/phi-like';
import { goodDraft, opaqueId, randomId, VIEW } from '../../support/audit-events';

const NOW = '2026-11-25T10:30:00.000Z';

/** Made up, like everything here. */
const PHI: readonly (readonly [value: string, kind: RegExp])[] = [
  ['123-45-6789', /a social security number/],
  ['123.45.6789', /a social security number/],
  ['jane.doe@example.org', /an e-mail address/],
  ['212-555-0123', /a telephone number/],
  ['(212) 555-0123', /a telephone number/],
  ['1980-01-02', /a date/],
  ['dob-19800102', /a date of birth/],
  ['smith_02.01.1980', /a date/],
  ['MRN-00123456', /a medical record number/],
  ['1EG4-TE5-MK73', /a Medicare beneficiary identifier/],
  ['4111111111111111', /an account or card number/],
  ['Jane Doe has type 2 diabetes', /free text/],
  ['the patient was seen '.repeat(400), /free text/],
];

/** Paths of all texts of a draft. */
function textsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}

function withTextAt(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((entry: unknown, at) =>
      String(at) === key ? withTextAt(entry, rest, text) : entry,
    );
  }
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: withTextAt(object[key], rest, text) };
}

function refusal(draft: unknown): AuditEventError {
  try {
    readDrafts([draft as AuditDraft], NOW);
  } catch (error) {
    if (error instanceof AuditEventError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

/** All that a log, or a caller, could be shown of an error. */
const shown = (error: Error): string =>
  [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');

describe('an id of a caller', () => {
  test('is taken whatever its random characters look like', () => {
    const ids = fc.sample(randomId, 10_000);
    expect(ids.filter((id) => !isOpaqueId(id))).toEqual([]);
  });

  test('is taken when it is a number, or a name of AWS', () => {
    const ids = fc.sample(opaqueId, 1000);
    expect(ids.filter((id) => !isOpaqueId(id))).toEqual([]);
  });

  // Without the list of random forms this record could never be opened.
  test('is taken though it looks like a Medicare number, when it is random', () => {
    const id = 'x-1EG4TE5MK73-abcdefgA';
    expect(phiLike(id, 'name')).toEqual(['a Medicare beneficiary identifier']);
    expect(isOpaqueId(id)).toBe(true);
    expect(isOpaqueId(`${id}-`)).toBe(false);
  });

  test.each(PHI)('is refused when it is %j', (value) => {
    expect(isOpaqueId(value)).toBe(false);
  });

  test.each(['', ' ', '-', 'a b', 'a\n', 'ä', 'a'.repeat(193)])(
    'is refused when it is %j',
    (id) => {
      expect(isOpaqueId(id)).toBe(false);
    },
  );
});

describe('what looks like PHI', () => {
  test.each(PHI)('%j is refused by its kind', (value, kind) => {
    const { problems } = refusal({ ...VIEW, resource: { type: 'notes', ref: value } });
    expect(problems).toEqual([{ path: 'resource.ref', problem: expect.stringMatching(kind) }]);
  });

  test('is refused wherever it stands, and never repeated', () => {
    fc.assert(
      fc.property(goodDraft, fc.constantFrom(...PHI), fc.nat(), (draft, [value], where) => {
        const paths = textsOf(draft);
        const path = paths[where % paths.length] ?? [];
        const error = refusal(withTextAt(draft, path, value));
        expect(error.problems.map((problem) => problem.path)).toContain(path.join('.'));
        expect(shown(error)).not.toContain(value);
      }),
      { numRuns: 500 },
    );
  });

  test('is refused in every field at once', () => {
    for (const [value] of PHI) {
      const paths = textsOf(VIEW).filter(
        (path) => !['type', 'outcome', 'actor.kind'].includes(path.join('.')),
      );
      const error = refusal(
        paths.reduce<unknown>((changed, path) => withTextAt(changed, path, value), VIEW),
      );
      expect(error.problems.map(({ path }) => path)).toEqual(
        expect.arrayContaining(paths.map((path) => path.join('.'))),
      );
      expect(shown(error)).not.toContain(value);
    }
  });

  test('is refused as the name of a field, and never repeated', () => {
    for (const [value] of PHI) {
      for (const draft of [
        { ...VIEW, [value]: value },
        { ...VIEW, resource: { ...VIEW.resource, [value]: 1 } },
        { ...VIEW, actor: { ...VIEW.actor, [value]: 1 } },
      ]) {
        const error = refusal(draft);
        expect(error.message).toMatch(/has 1 unknown field, /);
        expect(shown(error)).not.toContain(value);
      }
    }
  });
});
