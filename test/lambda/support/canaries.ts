import { signingKey, tokenOf } from '../identity/support/tokens';

/** Made-up PHI and secrets as a person might write them where they do not belong. The watch knows them all. */
export const CANARIES = {
  recordNumber: 'Canary-Mrn-74310',
  sentence:
    'Canary Kowalska of 12 Canary Street, born 1980-02-29, was brought in unconscious: canary@example.com, (415) 555-2671.',
  number: '123-45-6789',
  token: tokenOf(signingKey('canary'), { sub: 'somebody' }),
} as const;

const TEXTS = Object.values(CANARIES);

/** Copies of a value, each with canaries in place of one of its parts, or beside them. */
export function* garbled(value: unknown): Generator {
  for (const text of TEXTS) yield* [text, [text], { [text]: text }];
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [at, part] of value.entries()) {
      for (const other of garbled(part)) yield value.with(at, other);
    }
    return;
  }
  for (const text of TEXTS) yield { ...value, [text]: text };
  for (const [name, part] of Object.entries(value)) {
    for (const other of garbled(part)) yield { ...value, [name]: other };
  }
}
