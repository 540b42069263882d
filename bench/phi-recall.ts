import { createLocalDetector } from '../lambda/phi/detect/local-detector';
import type { Figure } from './measure';
import { HALVES, textsOf } from './phi/corpus/corpus';
import { STRUCTURED } from './phi/corpus/labelled';
import { GOLD_KINDS, percent, pooled, score } from './phi/score';

/**
 * How much of the labelled texts the local detector finds: of the scored half, of which it has seen
 * neither templates nor values. docs/de-identification.md has both halves side by side.
 */
export async function phiRecall(): Promise<readonly Figure[]> {
  const { recall, precision, falseAlarms } = await score(
    textsOf(HALVES.scored),
    createLocalDetector(),
  );
  return [
    {
      id: 'phi.recall-structured',
      value: percent(pooled(recall, STRUCTURED)),
      unit: '%',
      goal: 95,
      atLeast: true,
    },
    ...GOLD_KINDS.map((kind): Figure => ({
      id: `phi.recall-${kind}`,
      value: percent(pooled(recall, [kind])),
      unit: '%',
    })),
    { id: 'phi.precision', value: percent(pooled(precision)), unit: '%' },
    { id: 'phi.false-alarms', value: percent(falseAlarms), unit: '%' },
  ];
}
