import { generateKeyPairSync } from 'node:crypto';
import type { PackSigner } from '../../lib/evidence/note';
import { packSigner } from '../../lib/evidence/note';
import { pemKey } from '../../lib/evidence/signing/pem';

/** A new private key, as openssl writes it. */
export function newPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** A signer with a key of its own. */
export function newSigner(name = 'mercy.hlz/111122223333/us-east-1/evidence'): PackSigner {
  return packSigner(pemKey(Buffer.from(newPem())), name);
}
