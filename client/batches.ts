/** Most items of a call: `maxItems` in the API document. */
export const MOST_ITEMS = 500;
/** Most bytes of the items of a call: 4 MiB are taken, of which some are for what stands around them. */
export const MOST_BYTES = 4 * 1024 * 1024 - 4096;

/**
 * Items cut into calls, in their order. One that alone is too long gets a call of its own, for the API
 * to refuse.
 */
export function batchesOf<T extends object>(
  items: readonly T[],
  { mostItems = MOST_ITEMS, mostBytes = MOST_BYTES } = {},
): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    const last = batches.at(-1);
    if (last === undefined || last.length >= mostItems || bytes + size > mostBytes) {
      batches.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return batches;
}
