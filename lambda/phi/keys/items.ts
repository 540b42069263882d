import * as z from 'zod/mini';
import { SIXTEEN_BYTES } from '../../shared/audit/event-id';
import type { Item } from '../../shared/table';
import type { WrappedKey } from './data-keys';
import { DataKeyItemError } from './errors';
import { USES } from './uses';

/** Sort key of the item that says which key encrypts now. No kid is as short. */
export const CURRENT = 'current';

/** Which key of a tenant encrypts now. */
export interface Pointer {
  /** Kid of it. */
  readonly of: string;
  readonly epoch: number;
  /** From this moment on it encrypts nothing more. Milliseconds since 1970. */
  readonly endsAt: number;
}

const KID = new RegExp(`^${SIXTEEN_BYTES}$`);
const kid = z.string().check(z.regex(KID));
const epoch = z.int().check(z.minimum(1));
const count = z.int().check(z.minimum(0));
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A wrapped key, and nothing else beside it. */
export const wrappedKey = z.strictObject({
  tenant: z.string(),
  kid,
  epoch,
  wrapped: z.string().check(z.minLength(1), z.maxLength(4096), z.regex(BASE64)),
  createdAt: count,
  endsAt: count,
});
const keyItem = z.extend(wrappedKey, {
  /** Uses that were handed out to containers, whether they came to use them or not. */
  reserved: count,
});
const pointerItem = z.strictObject({
  tenant: z.string(),
  kid: z.literal(CURRENT),
  of: kid,
  epoch,
  endsAt: count,
});

/** An item that has no list and no object in it. */
export type FlatItem = Readonly<Record<string, string | number>>;

/** Whether a text can name a key: base64url of 16 bytes. */
export function isKid(text: string): boolean {
  return KID.test(text);
}

/** A new key, of which nobody has used anything. */
export function newItem(key: WrappedKey): FlatItem {
  return { ...key, reserved: 0 };
}

/**
 * A key whose item was lost. How often it was used is lost with it, so that it counts as used up: it
 * decrypts, and encrypts nothing any more.
 */
export function restoredItem(key: WrappedKey): FlatItem {
  return { ...key, reserved: USES.perKey };
}

/**
 * The key that an item holds.
 *
 * @throws DataKeyItemError when it holds something else, or the key of another tenant or another kid
 */
export function keyIn(
  item: Item,
  at: { readonly tenant: string; readonly kid: string },
): WrappedKey {
  const { data, error } = keyItem.safeParse(item);
  if (data === undefined) throw unreadable(at, error?.issues ?? []);
  const { reserved: _, ...key } = data;
  if (key.tenant !== at.tenant || key.kid !== at.kid) throw misplaced(at);
  return key;
}

/** @throws DataKeyItemError likewise */
export function pointerIn(item: Item, ofTenant: string): Pointer {
  const at = { tenant: ofTenant, kid: CURRENT };
  const { data, error } = pointerItem.safeParse(item);
  if (data === undefined) throw unreadable(at, error?.issues ?? []);
  if (data.tenant !== ofTenant) throw misplaced(at);
  return { of: data.of, epoch: data.epoch, endsAt: data.endsAt };
}

export function pointerItemOf(ofTenant: string, { of, epoch: number, endsAt }: Pointer): Item {
  return { tenant: ofTenant, kid: CURRENT, of, epoch: number, endsAt };
}

interface Place {
  readonly tenant: string;
  readonly kid: string;
}

function unreadable(
  at: Place,
  issues: readonly { readonly path: readonly PropertyKey[] }[],
): DataKeyItemError {
  const fields = issues.map(({ path }) => String(path[0] ?? 'all'));
  return new DataKeyItemError(
    `The item ${at.tenant}/${at.kid} of the table dataKeys is not as our code writes it (${fields.join(', ')})`,
  );
}

function misplaced(at: Place): DataKeyItemError {
  return new DataKeyItemError(
    `The item ${at.tenant}/${at.kid} of the table dataKeys holds what belongs to another`,
  );
}
