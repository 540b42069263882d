import type { Operation } from '../../../access/api/operation';
import { mapBounded } from '../../../shared/bounded';
import type { RedactedTexts, RedactText, TextItem } from '../../../shared/http/generated/types';
import { findingsOfField } from '../../detect/classify';
import { redact } from '../../detect/redact';
import { batchPlan } from '../batch';
import { deedOf } from '../deed';
import { TEXTS_AT_A_TIME, toldFinding } from '../findings';
import { nameOfItem } from '../named';
import type { PhiServices } from '../services';
import { problemOf } from '../values';

/** Blacks out what in a text is found to identify a person. */
export function redactOperation({
  detector,
  pseudonyms,
}: PhiServices): Operation<RedactText, RedactedTexts> {
  return async (body, act) =>
    batchPlan(pseudonyms, {
      deed: deedOf(act, body, { action: 'redact', use: { type: 'phi-view' }, phiAccessed: true }),
      items: body.items,
      nameOf: nameOfItem,
      read: (item) => problemOf(item) ?? { good: item },
      work: async (items: readonly TextItem[]) =>
        mapBounded(items, TEXTS_AT_A_TIME, async ({ text, name }) => {
          const findings = findingsOfField(text, name, await detector.detect(text));
          return { text: redact(text, findings), findings: findings.map(toldFinding) };
        }),
    });
}
