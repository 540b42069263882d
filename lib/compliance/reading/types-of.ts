/** Types that a table of a rule has rows for. */
export function typesOf(table: Readonly<Record<string, unknown>>): readonly [string, ...string[]] {
  const [first, ...others] = Object.keys(table);
  if (first === undefined) throw new Error('A rule whose table is empty looks at nothing.');
  return [first, ...others];
}
