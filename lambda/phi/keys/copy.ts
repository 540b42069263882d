import * as z from 'zod/mini';
import { tenant } from '../../shared/audit/fields';
import { fieldsOf, jsonIn } from '../../shared/json';
import type { WrappedKey } from './data-keys';
import { wrappedKey } from './items';

/** Where the write-once copies of wrapped keys stand in the ledger bucket. */
export const COPIES = 'phi-keys/';

/** Stands in each copy: whoever reads one in ten years knows what it is. */
const FORMAT = 'hlz-data-key/v1';

/** The id of the tenant is part of a name that somebody else may have made. */
const copiedKey = z.extend(wrappedKey, { tenant });

/** Object key of the copy of a key, by its kid alone: roles write keys of one shape, without a wildcard. */
export function copyName(key: Pick<WrappedKey, 'kid'>): string {
  return `${COPIES}${key.kid}.json`;
}

/** What stands in the copy of a key. */
export function copyText(key: WrappedKey): string {
  const { kid, epoch, wrapped, createdAt, endsAt } = key;
  return `${JSON.stringify({ format: FORMAT, tenant: key.tenant, kid, epoch, wrapped, createdAt, endsAt })}
`;
}

/** The key in a copy; undefined for a text that `copyText` would not write. */
export function copyIn(text: string): WrappedKey | undefined {
  const { format, ...fields } = fieldsOf(jsonIn(text));
  const { data } = copiedKey.safeParse(fields);
  return format === FORMAT && data !== undefined && copyText(data) === text ? data : undefined;
}
