/** As much of node-jose as tests call: it comes without types. */
declare module 'node-jose' {
  interface Key {
    readonly kty: string;
  }
  export const JWK: { asKey(key: Readonly<Record<string, string>>): Promise<Key> };
  export const JWE: {
    createEncrypt(
      options: Readonly<Record<string, unknown>>,
      recipient: { readonly key: Key; readonly reference: false },
    ): { update(bytes: Uint8Array): { final(): Promise<string> } };
    createDecrypt(key: Key): { decrypt(jwe: string): Promise<{ readonly plaintext: Buffer }> };
  };
}
