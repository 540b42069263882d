import type { Tokens } from './tokens';

/** Words that are plainly no names of people. */
const GIVEN = [
  'Amber',
  'Basalt',
  'Cedar',
  'Coral',
  'Dune',
  'Ember',
  'Fern',
  'Flint',
  'Garnet',
  'Harbor',
  'Indigo',
  'Juniper',
  'Lichen',
  'Maple',
  'Nectar',
  'Opal',
  'Pebble',
  'Quartz',
  'Reed',
  'Saffron',
  'Thistle',
  'Umber',
  'Velvet',
  'Willow',
] as const;
const FAMILY = [
  'Example',
  'Placeholder',
  'Sample',
  'Specimen',
  'Standin',
  'Synthetic',
  'Testcase',
  'Testperson',
] as const;

/** Of any area 555-0100 to 555-0199 are kept for fiction. */
const AREAS = ['202', '212', '303', '312', '404', '415', '503', '512', '602', '617', '702', '808'];
const NUMBERS = 100;

/** A name of nobody, the same for the same name. Many names share it. */
export function madeUpName(tokens: Tokens, name: string): string {
  const at = tokens.numberOf('name', name, GIVEN.length * FAMILY.length);
  const given = GIVEN[at % GIVEN.length] ?? GIVEN[0];
  const family = FAMILY[Math.floor(at / GIVEN.length)] ?? FAMILY[0];
  return `${given} ${family}`;
}

/** A number that nobody has, the same for the same number. Some numbers share it. */
export function madeUpTelephone(tokens: Tokens, kind: 'telephone' | 'fax', digits: string): string {
  const at = tokens.numberOf(kind, digits, AREAS.length * NUMBERS);
  const line = String(at % NUMBERS).padStart(2, '0');
  return `${AREAS[Math.floor(at / NUMBERS)] ?? ''}-555-01${line}`;
}

/** An address in a domain that takes no mail (RFC 2606), of which no two are the same. */
export function madeUpEmail(tokens: Tokens, email: string): string {
  return `${tokens.of('email', email)}@example.com`;
}
