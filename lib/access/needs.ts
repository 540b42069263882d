import type { Engine } from '../../lambda/access/engine';
import type { Question } from '../../lambda/access/question';
import type { Relation } from '../../lambda/access/vocabulary';

/** What may be missing: ways of standing to a patient, and the approval of the privacy officer. */
export const GAINS = ['careTeam', 'department', 'own', 'brokenGlass', 'approval'] as const;
export type Gain = keyof Relation | 'approval';

/** Ways to be allowed: each a smallest set of what must be given. No way at all: never. */
export type Needs = readonly (readonly Gain[])[];

/**
 * The smallest sets of what a question lacks that would have it allowed. Whoever has more may no less
 * (a test of the matrix), so that nothing is to be found above a set that is enough.
 */
export function needsOf(engine: Engine, question: Question): Needs {
  const missing = GAINS.filter((gain) =>
    gain === 'approval' ? !question.approval : !question.relation[gain],
  );
  const allowed = (gains: readonly Gain[]): boolean =>
    engine.decide(given(question, gains)).allowed;
  if (!allowed(missing)) return [];
  const enough: (readonly Gain[])[] = [];
  for (const gains of subsets(missing)) {
    if (enough.some((set) => set.every((gain) => gains.includes(gain)))) continue;
    if (allowed(gains)) enough.push(gains);
  }
  return enough;
}

function given(question: Question, gains: readonly Gain[]): Question {
  const relation = Object.fromEntries(
    Object.entries(question.relation).map(([name, has]) => [
      name,
      has || gains.some((gain) => gain === name),
    ]),
  );
  return {
    ...question,
    relation: { ...question.relation, ...relation },
    approval: question.approval || gains.includes('approval'),
  };
}

/** Every subset, the smaller ones first. */
function subsets(gains: readonly Gain[]): readonly (readonly Gain[])[] {
  return Array.from({ length: 2 ** gains.length }, (_, bits) =>
    gains.filter((__, at) => Math.floor(bits / 2 ** at) % 2 === 1),
  ).toSorted((a, b) => a.length - b.length);
}
