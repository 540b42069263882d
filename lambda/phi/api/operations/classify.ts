import type { Operation } from '../../../access/api/operation';
import { mapBounded } from '../../../shared/bounded';
import type { ClassifiedTexts, ClassifyText, TextItem } from '../../../shared/http/generated/types';
import { classify } from '../../detect/classify';
import { batchPlan } from '../batch';
import { deedOf } from '../deed';
import { TEXTS_AT_A_TIME, toldFinding } from '../findings';
import { nameOfItem } from '../named';
import type { PhiServices } from '../services';
import { problemOf } from '../values';

/** Says what in a text identifies a person, and how sensitive it is. */
export function classifyOperation({
  detector,
  pseudonyms,
}: PhiServices): Operation<ClassifyText, ClassifiedTexts> {
  return async (body, act) =>
    batchPlan(pseudonyms, {
      deed: deedOf(act, body, {
        action: 'classify',
        use: { type: 'phi-view' },
        phiAccessed: true,
      }),
      items: body.items,
      nameOf: nameOfItem,
      read: (item) => problemOf(item) ?? { good: item },
      work: async (items: readonly TextItem[]) =>
        mapBounded(items, TEXTS_AT_A_TIME, async ({ text, name }) => {
          const found = await detector.detect(text);
          const { sensitivity, findings, actions } = classify(
            text,
            name === undefined ? {} : { name },
            found,
          );
          return { sensitivity, findings: findings.map(toldFinding), actions };
        }),
    });
}
