import { guardedPseudonyms } from '../../../lambda/access/create-access';
import { UnavailableError } from '../../../lambda/access/errors';
import type { Pseudonyms } from '../../../lambda/shared/pseudonym';
import { createPseudonyms, PatientIdError } from '../../../lambda/shared/pseudonym';

const CALLS: readonly [string, (of: Pseudonyms, patient: string) => Promise<string>][] = [
  ['pseudonym', (of, patient) => of.of('acme', patient)],
  ['context of a field', (of, patient) => of.fieldContext('acme', patient, 'notes')],
];

it.each(CALLS)(
  'a %s that cannot be made is 503, of what is no patient id is not',
  async (_, call) => {
    const down = guardedPseudonyms(createPseudonyms(() => Promise.reject(new Error('down'))));
    await expect(call(down, '1')).rejects.toThrow(UnavailableError);
    const up = guardedPseudonyms(
      createPseudonyms(async () => Promise.resolve(Buffer.alloc(32, 1))),
    );
    await expect(call(up, '')).rejects.toThrow(PatientIdError);
    await expect(call(up, '1')).resolves.toHaveLength(22);
  },
);
