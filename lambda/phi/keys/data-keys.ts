import type { CryptoKey } from 'jose';

/** What stands as `purpose` in the encryption context of each data key; policies and alarms know it. */
export const KEY_PURPOSE = 'phi-field';

/** The data key of a tenant for a while: what stands in its table and in the write-once copy. */
export interface WrappedKey {
  readonly tenant: string;
  /** Opaque name of the key: base64url of 16 random bytes. Stands in the header of each field. */
  readonly kid: string;
  /** 1 for the first key of a tenant, then one more for each. */
  readonly epoch: number;
  /** The key as KMS wrapped it, base64. */
  readonly wrapped: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** From this moment on it encrypts nothing more. Milliseconds since 1970. */
  readonly endsAt: number;
}

/** A key that can be used, and cannot be read. */
export interface UsableKey {
  readonly kid: string;
  readonly epoch: number;
  readonly key: CryptoKey;
}

/**
 * Data keys of tenants. One at a time encrypts; all that ever did decrypt.
 *
 * A random IV of 96 bits bounds how often a key may be used (NIST SP 800-38D, section 8.3): uses are
 * counted before they happen, in blocks that each container reserves.
 */
export interface DataKeys {
  /**
   * The key of now, with so many uses taken from it. Makes the first key of a tenant, and the next one
   * when this one has ended.
   *
   * @param uses 1 to 500
   * @throws UnavailableError when KMS, the table or the write-once store does not answer
   */
  toEncrypt(tenant: string, uses: number): Promise<UsableKey>;
  /**
   * The key of a field that was encrypted before; undefined when the tenant never had it.
   *
   * @throws UnavailableError likewise
   */
  toDecrypt(tenant: string, kid: string): Promise<CryptoKey | undefined>;
  /**
   * Ends the key of now and makes the next one. A key that is less than a minute old stays: a call that
   * is repeated makes no second one.
   *
   * @throws UnavailableError likewise
   */
  rotate(tenant: string): Promise<Pick<WrappedKey, 'kid' | 'epoch' | 'createdAt' | 'endsAt'>>;
}

/** Makes data keys, and unwraps them. Its one implementation is KMS (`stores/kms-data-keys.ts`). */
export interface KeyWrapper {
  /** A new key of 32 bytes, plain and wrapped, under the encryption context of tenant and kid. */
  generate(
    tenant: string,
    kid: string,
  ): Promise<{ readonly plain: Uint8Array; readonly wrapped: string }>;
  /** @throws whatever KMS says: also when the wrapped key is not of this tenant and kid */
  unwrap(key: Pick<WrappedKey, 'tenant' | 'kid' | 'wrapped'>): Promise<Uint8Array>;
}

/** Write-once copies of wrapped keys: a table that is lost is made again from them. */
export interface KeyArchive {
  /** Returns when the copy is kept for good. Once more with the same key changes nothing. */
  keep(key: WrappedKey): Promise<void>;
}
