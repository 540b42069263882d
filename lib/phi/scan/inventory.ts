import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { IDENTIFIERS, SENSITIVITIES } from '../../../lambda/phi/detect/finding';
import { ScanError } from './errors';
import type { Found } from './found';
import { byPlace, keyOf, PLACES } from './found';

/** Somebody looked at it, and it is no PHI, or may stay as it is. */
export interface Review {
  /** Whether it is PHI all the same. */
  readonly phi: boolean;
  /** Why that is so, for the next one who looks. */
  readonly reason: string;
}

export type Entry = Found & { readonly reviewed?: Review };

const entry = z.strictObject({
  place: z.enum(PLACES),
  table: z.string().optional(),
  file: z.string().optional(),
  field: z.string(),
  identifier: z.enum([...IDENTIFIERS, 'health']),
  classification: z.enum(SENSITIVITIES),
  encrypted: z.boolean(),
  count: z.int().optional(),
  line: z.int().optional(),
  reviewed: z
    .strictObject({ phi: z.boolean(), reason: z.string().min(10, 'expected a reason') })
    .optional(),
});
const inventory = z.strictObject({ version: z.literal(1), entries: z.array(entry) });

const HEAD = `# PHI inventory, written by \`hlz phi scan\`: where PHI is, and whether it is encrypted. No values.
# Yours in it is \`reviewed\`, which the next scan keeps: { phi: false, reason: … } for what is none.
`;

/** The inventory as text: the same for the same findings. */
export function writeInventory(entries: readonly Entry[]): string {
  return HEAD + stringify({ version: 1, entries: entries.toSorted(byPlace) }, { lineWidth: 0 });
}

/**
 * Entries of an inventory.
 *
 * @param name of its file, for the message
 * @throws ScanError with everything that is wrong with it
 */
export function readInventory(text: string, name: string): readonly Entry[] {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new ScanError(`${name} is no YAML: mend it, or give another --inventory.`, {
      cause: error,
    });
  }
  const read = inventory.safeParse(value);
  if (read.success) return read.data.entries;
  const problems = read.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'the file'}: ${message}`,
  );
  throw new ScanError(
    `${name} is no inventory of hlz phi scan, expected version 1: ${problems.join('; ')}`,
  );
}

/** What was found now, with what people said of it before. What is not found any more goes. */
export function reviewedAsBefore(
  found: readonly Found[],
  before: readonly Entry[],
): readonly Entry[] {
  const reviews = new Map(before.map((entry) => [keyOf(entry), entry.reviewed]));
  return found.map((one) => {
    const reviewed = reviews.get(keyOf(one));
    return reviewed === undefined ? one : { ...one, reviewed };
  });
}

/** PHI that stands there for whoever can read the table or the file. */
export function unencrypted(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(
    ({ place, encrypted, reviewed }) =>
      place !== 'declaration' && !encrypted && reviewed?.phi !== false,
  );
}
