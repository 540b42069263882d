import census from '../../lambda/phi/deidentify/zip3-census-2020.json';

/** Most people of an area whose first three digits are not told, 45 CFR 164.514(b)(2)(i)(B)(1). */
const TOO_FEW = 20_000;

/** Source text of what the functions need of the census: the prefixes that are told, as ranges. */
export function zip3Source(): string {
  const told = Object.entries(census.populations)
    .filter(([, people]) => people > TOO_FEW)
    .map(([prefix]) => prefix)
    .toSorted();
  return `// Written by \`npm run generate\` from zip3-census-${census.census}.json. Do not edit.

/** First three digits of ZIP codes whose area has more than 20,000 people, by the census of ${census.census}. */
export const TOLD =
  '${rangesOf(told).join(' ')}';
`;
}

/** 005, 006, 010 as 005-006 and 010. */
function rangesOf(prefixes: readonly string[]): readonly string[] {
  const ranges: string[][] = [];
  for (const prefix of prefixes) {
    const last = ranges.at(-1);
    if (last !== undefined && Number(last.at(-1)) + 1 === Number(prefix)) last.push(prefix);
    else ranges.push([prefix]);
  }
  return ranges.map((range) => [...new Set([range[0], range.at(-1)])].join('-'));
}

if (require.main === module) process.stdout.write(zip3Source());
