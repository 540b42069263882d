import type {
  Assessment as AssessmentBody,
  FieldProblem,
  IncidentCounts,
} from '../../../shared/http/generated/types';
import { isOpaqueId } from '../../../shared/audit/opaque';
import { invalidBody } from '../../../shared/http/validate';
import { phiLike } from '../../../shared/phi-like';
import type { Assessment, Counts } from '../../register/incident';

/** What a caller gives, beyond what the schemas say of it: everything that is wrong is told at once. */

/** Texts and ids of a body by their pointers, such as `/facts/title`. */
export interface Given {
  /** What somebody wrote. */
  readonly texts?: Readonly<Record<string, string | undefined>>;
  /** Ids of what is kept elsewhere. */
  readonly ids?: Readonly<Record<string, string | undefined>>;
  /** What else is wrong. */
  readonly problems?: readonly FieldProblem[];
}

/**
 * Refuses what looks like an identifier of a person: letters, forms and the ledger would repeat it.
 *
 * @throws RequestError 400
 */
export function checkGiven({ texts = {}, ids = {}, problems = [] }: Given): void {
  const all = [
    ...problems,
    ...Object.entries(ids).flatMap(([pointer, id]) =>
      id === undefined || isOpaqueId(id)
        ? []
        : [
            {
              pointer: `#${pointer}`,
              detail: 'looks like an identifier of a person, expected an opaque id.',
            },
          ],
    ),
    ...Object.entries(texts).flatMap(([pointer, text]) => {
      const kinds = text === undefined ? [] : phiLike(text, 'prose');
      return kinds.length === 0
        ? []
        : [
            {
              pointer: `#${pointer}`,
              detail: `has what looks like ${kinds.join(' and ')}: say it without.`,
            },
          ];
    }),
  ];
  if (all.length > 0) throw invalidBody(all);
}

/** Texts of an object by their pointers. */
export function textsOf(
  at: string,
  texts: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [`${at}/${name}`, text] as const),
  );
}

/** What stands in a list a second time. */
export function repeated(at: string, words: readonly string[]): readonly FieldProblem[] {
  return words.flatMap((word, index) =>
    words.indexOf(word) === index
      ? []
      : [
          {
            pointer: `#${at}/${String(index)}`,
            detail: 'stands there already: expected each once.',
          },
        ],
  );
}

/** Where one of several fields is expected, and another number of them is there. */
export function oneOfFields(
  fields: Readonly<Record<string, unknown>>,
  expected: string,
): readonly FieldProblem[] {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (there.length === 1) return [];
  return there.length === 0
    ? [{ pointer: '#', detail: `expected ${expected}.` }]
    : there.map(([name]) => ({
        pointer: `#/${name}`,
        detail: `expected ${expected}, one in a call: each is a change of its own.`,
      }));
}

export function givenCounts({ total, byState, unreachable }: IncidentCounts): Counts {
  return {
    total,
    byState: Object.fromEntries(
      byState.map(({ jurisdiction, persons }) => [jurisdiction, persons]),
    ),
    unreachable,
  };
}

export function givenAssessment({ factors, conclusion, rationale }: AssessmentBody): Assessment {
  return {
    factors: {
      'nature-and-extent': factors.natureAndExtent,
      'unauthorized-person': factors.unauthorizedPerson,
      'acquired-or-viewed': factors.acquiredOrViewed,
      mitigation: factors.mitigation,
    },
    conclusion,
    rationale,
  };
}
