import type { PhiKind } from '../phi-like';
import { phiLike } from '../phi-like';
import { SIXTEEN_BYTES } from './event-id';

/**
 * Forms of ids with at least 120 random bits: UUID, ULID, hex of 128 to 512 bits, base64url of 128
 * and of 256. One in a million of them looks like an identifier of a person by chance, which would
 * shut that record for ever, and no identifier of a person has such a form.
 */
const RANDOM_ID = new RegExp(
  [
    '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
    '[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}',
    '[0-7][0-9A-HJKMNP-TV-Z]{25}',
    '[0-9a-f]{32}(?:[0-9a-f]{8})?(?:[0-9a-f]{24})?(?:[0-9a-f]{64})?',
    SIXTEEN_BYTES,
    '[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]',
  ]
    .map((form) => `^${form}$`)
    .join('|'),
);

/** Room for an ARN. */
export const LONGEST_ID = 192;

/**
 * Text of a regular expression for an opaque id: no white space and no `@`, so neither prose nor an
 * address. It does not see what looks like PHI.
 */
export const OPAQUE_ID = '^[._:/=~-]*[A-Za-z0-9][A-Za-z0-9._:/=~-]*$';

const WHOLE_ID = new RegExp(OPAQUE_ID);

/** Kinds of identifier of a person that an id looks like. Random ids look like none. */
export function phiInId(text: string): readonly PhiKind[] {
  return RANDOM_ID.test(text) ? [] : phiLike(text, 'name');
}

/**
 * Whether an audit event may refer to something by this text. For who takes ids from a caller: check
 * them before anything else, for what cannot be written down must not be done.
 */
export function isOpaqueId(text: string): boolean {
  return text.length <= LONGEST_ID && WHOLE_ID.test(text) && phiInId(text).length === 0;
}
