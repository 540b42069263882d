import type { Random } from './random';
import type { Values } from './values';

/** Somebody of whom a text speaks, the same throughout it. */
export interface Person {
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  readonly email: string;
}

const INITIALS = ['A', 'B', 'C', 'D', 'E', 'J', 'K', 'L', 'M', 'N', 'R', 'S', 'T'] as const;

export function person(random: Random, values: Values): Person {
  const given = random.pick(values.given);
  const family = random.pick(values.family);
  const plain = (name: string): string =>
    name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase();
  const local = random.pick([
    `${plain(given)}.${plain(family)}`,
    `${plain(given).slice(0, 1)}${plain(family)}${String(random.between(2, 98))}`,
    `${plain(family)}_${plain(given)}`,
    `${plain(given)}.${plain(family)}+portal`,
  ]);
  const email = `${local}@${random.pick(values.domains)}`;
  return { given, middle: random.pick(INITIALS), family, email };
}

/** The ways in which a name is written. */
export const NAME_FORMS: Readonly<Record<string, (one: Person) => string>> = {
  full: ({ given, family }) => `${given} ${family}`,
  middle: ({ given, middle, family }) => `${given} ${middle}. ${family}`,
  turned: ({ given, family }) => `${family}, ${given}`,
  'turned-middle': ({ given, middle, family }) => `${family}, ${given} ${middle}`,
  upper: ({ given, family }) => `${family}, ${given}`.toUpperCase(),
  hl7: ({ given, middle, family }) => `${family}^${given}^${middle}`.toUpperCase(),
  initial: ({ given, family }) => `${given.slice(0, 1)}. ${family}`,
  given: ({ given }) => given,
  family: ({ family }) => family,
};
