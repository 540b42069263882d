import { mapBounded } from '../../shared/bounded';
import type { Means, RecordField, Treated, TreatedField } from './field';
import { DROPPED } from './field';
import { AT_A_TIME, generalizer } from './generalize';
import { madeUpEmail, madeUpName, madeUpTelephone } from './made-up';
import type { Tokens } from './tokens';

/**
 * Data for development: records that still refer to each other. Names, e-mail addresses and telephone
 * numbers are made up, numbers are tokens, dates are the first of January, street addresses, cities,
 * social security numbers, pictures and biometrics are gone; ages, places, free text and clinical values
 * as in Safe Harbor, which this is not: a token is derived from what it stands for.
 *
 * @param fields all that is told of one person at once
 * @param tokens the same salt for all records that refer to each other
 * @throws UnavailableError when the detector does not answer
 */
export async function development(
  fields: readonly RecordField[],
  tokens: Tokens,
  means: Means,
): Promise<readonly TreatedField[]> {
  const generalize = generalizer(fields, means, (year) => `${String(year)}-01-01`);
  return mapBounded(fields, AT_A_TIME, async (field) => ({
    field: field.field,
    kind: field.kind,
    ...((await generalize(field)) ?? replaced(field, tokens)),
  }));
}

/**
 * Something that stands for what identifies; nothing where nothing stood. Spaces, and case where it says
 * nothing, make no other one.
 */
function replaced({ kind, text }: RecordField, tokens: Tokens): Treated {
  const value = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  if (value === '') return DROPPED;
  switch (kind) {
    case 'address':
    case 'city':
    case 'ssn':
    case 'biometric':
    case 'photograph':
      return DROPPED;
    case 'name':
      return { treatment: 'replaced', text: madeUpName(tokens, value.toLowerCase()) };
    case 'email':
      return { treatment: 'replaced', text: madeUpEmail(tokens, value.toLowerCase()) };
    case 'telephone':
    case 'fax': {
      const digits = value.replaceAll(/\D/g, '').replace(/^1(?=\d{10})/, '');
      return { treatment: 'replaced', text: madeUpTelephone(tokens, kind, digits) };
    }
    default:
      return { treatment: 'replaced', text: tokens.of(kind, value) };
  }
}
