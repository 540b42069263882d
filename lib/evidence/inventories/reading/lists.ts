/** Each text once, in order, without empty ones. */
export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== ''))].toSorted();
}

/** Rows in an order that depends on nothing but their content. */
export function sorted(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows
    .map((row) => ({ row, key: row.join('\n') }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}
