import { fieldsOf, jsonIn } from '../../shared/json';
import type { WrappedKey } from './data-keys';
import { wrappedKey } from './items';

/** Where the write-once copies of wrapped keys stand in the ledger bucket. */
export const COPIES = 'phi-keys/';

/** Stands in each copy: whoever reads one in ten years knows what it is. */
const FORMAT = 'hlz-data-key/v1';

/** Object key of the copy of a key. */
export function copyName({ tenant, kid }: Pick<WrappedKey, 'tenant' | 'kid'>): string {
  return `${COPIES}${tenant}/${kid}.json`;
}

/** What stands in the copy of a key. */
export function copyText({ tenant, kid, epoch, wrapped, createdAt, endsAt }: WrappedKey): string {
  return `${JSON.stringify({ format: FORMAT, tenant, kid, epoch, wrapped, createdAt, endsAt })}\n`;
}

/** The key in a copy; undefined for a text that `copyText` would not write. */
export function copyIn(text: string): WrappedKey | undefined {
  const { format, ...fields } = fieldsOf(jsonIn(text));
  const { data } = wrappedKey.safeParse(fields);
  return format === FORMAT && data !== undefined && copyText(data) === text ? data : undefined;
}
