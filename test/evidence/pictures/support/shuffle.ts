/** Entries in another order, the same in every run. */
export function randomly<T>(entries: readonly T[]): readonly T[] {
  return entries
    .map((entry, at) => ({ entry, place: (at * 7919 + 104_729) % 65_537 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}
