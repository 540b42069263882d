import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import census from '../../../../lambda/phi/deidentify/zip3-census-2020.json';
import { TOLD } from '../../../../lambda/phi/deidentify/generated/zip3';
import { stateOf, zip3Of } from '../../../../lambda/phi/deidentify/places';
import { zip3Source } from '../../../../lib/phi/generate-zip3';
import { ROOT } from '../../../support/root';

/** Areas of the census of 2020 with 20,000 people or fewer. */
const SMALL = '036 059 102 202 203 204 205 369 556 692 753 772 821 823 878 879 884 893'.split(' ');

it('has every area and everybody that the census counted', () => {
  const populations = Object.values(census.populations);
  expect(populations).toHaveLength(894);
  expect(populations.reduce((sum, people) => sum + people, 0)).toBe(census.population);
});

it('is generated from it', () => {
  const file = join(ROOT, 'lambda/phi/deidentify/generated/zip3.ts');
  expect(readFileSync(file, 'utf8')).toBe(zip3Source());
  expect(TOLD.length).toBeLessThan(1000);
});

it('tells three digits where more than 20,000 people live, and of no other number', () => {
  const prefixes = Array.from({ length: 1000 }, (_, at) => String(at).padStart(3, '0'));
  const told = prefixes.slice(1).filter((prefix) => zip3Of(`${prefix}12`) === prefix);
  const untold = prefixes.filter((prefix) => zip3Of(`${prefix}12`) === '000');
  expect(told).toEqual(
    Object.keys(census.populations)
      .filter((prefix) => !SMALL.includes(prefix))
      .toSorted(),
  );
  expect(told.length + untold.length).toBe(1000);
  // Of boxes and of the forces, where nobody was counted.
  expect(untold).toEqual(expect.arrayContaining([...SMALL, '000', '055', '340', '962', '966']));
});

it.each(['02139', '02139-4307', '021394307', '021', ' 02139 '])('reads the ZIP code %p', (zip) => {
  expect(zip3Of(zip)).toBe('021');
});

it.each(['', '0213', '2139-', 'K1A 0B1', 'Cambridge 02139', '02139 MA', '021-39'])(
  'reads no ZIP code in %p',
  (text) => {
    expect(zip3Of(text)).toBeUndefined();
  },
);

it.each([
  ['MA', 'MA'],
  ['massachusetts', 'MA'],
  [' Puerto Rico ', 'PR'],
  ['Springfield, IL', undefined],
  ['AE', undefined],
  ['Ontario', undefined],
  ['', undefined],
])('reads the state %p as %p', (text, state) => {
  expect(stateOf(text)).toBe(state);
});
