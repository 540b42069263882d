import { mapBounded } from '../../shared/bounded';
import type { Means, RecordField, TreatedField } from './field';
import { DROPPED } from './field';
import { AT_A_TIME, generalizer } from './generalize';

/**
 * Safe Harbor, 45 CFR 164.514(b)(2)(i): what identifies is dropped, dates are years, ages above 89 are
 * `90+`, ZIP codes are three digits where enough people live. What cannot be read as its kind is
 * dropped. A free text is only redacted: a record that has one is not de-identified by this.
 *
 * @param fields all that is told of one person at once: what of it reveals an age over 89 shows only
 *   when it is looked at together
 * @throws UnavailableError when the detector does not answer
 */
export async function safeHarbor(
  fields: readonly RecordField[],
  means: Means,
): Promise<readonly TreatedField[]> {
  const generalize = generalizer(fields, means, String);
  return mapBounded(fields, AT_A_TIME, async (field) => ({
    field: field.field,
    kind: field.kind,
    ...((await generalize(field)) ?? DROPPED),
  }));
}
