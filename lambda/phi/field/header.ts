import { timingSafeEqual } from 'node:crypto';

/** What the protected header of a field says. */
export interface FieldHeader {
  /** Name of the data key: base64url of 16 bytes. */
  readonly kid: string;
  /** What binds the field to tenant, patient and data type (`Pseudonyms.fieldContext`). */
  readonly ctx: string;
  readonly kind: 'text' | 'bytes';
}

/** Content type (RFC 7516, section 4.1.12) of a field of bytes. One of text has none. */
const BYTES = 'application/octet-stream';
/** Base64url of 16 bytes in its one form: the last character has four bits that are zero. */
const ID = '[\\w-]{21}[AQgw]';
const HEADER = new RegExp(
  `^\\{"alg":"dir","enc":"A256GCM","kid":"(${ID})","ctx":"(${ID})"(,"cty":"${BYTES}")?\\}$`,
);

/** The header as it is written: these members, in this order, without space. */
export function headerText({ kid, ctx, kind }: FieldHeader): string {
  const cty = kind === 'bytes' ? { cty: BYTES } : {};
  return JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid, ctx, ...cty });
}

/** Undefined unless it is, to the byte, a header as it is written here. */
export function parseHeader(text: string): FieldHeader | undefined {
  const [, kid, ctx, cty] = HEADER.exec(text) ?? [];
  if (kid === undefined || ctx === undefined) return undefined;
  return { kid, ctx, kind: cty === undefined ? 'text' : 'bytes' };
}

/** Whether a field has this context. Takes as long whatever differs, so that nobody feels his way to one. */
export function isBoundTo({ ctx }: FieldHeader, context: string): boolean {
  const [found, expected] = [Buffer.from(ctx), Buffer.from(context)];
  return found.length === expected.length && timingSafeEqual(found, expected);
}
