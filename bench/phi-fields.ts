import { createCipheriv, createDecipheriv, randomBytes, webcrypto } from 'node:crypto';
import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { compactDecrypt, CompactEncrypt } from 'jose';
import type { FieldCipher } from '../lambda/phi/cipher';
import { createFieldCipher, MOST_FIELDS } from '../lambda/phi/cipher';
import { createPseudonyms } from '../lambda/shared/pseudonym';
import { keyWorld } from '../test/lambda/phi/support/memory-keys';
import type { Figure } from './measure';
import { median } from './measure';

const ROUNDS = 15;
const TENANT = 'acme-health';
/** A batch: 50 patients with ten fields each, 64 bytes a field. */
const FIELDS = Array.from({ length: MOST_FIELDS }, (_, at) => ({
  patientId: `MADE-UP-${String(at % 50)}`,
  dataType: 'notes' as const,
  text: randomBytes(32).toString('hex'),
}));

/** One way to encrypt the batch, and to decrypt what it made of it. */
interface Rival {
  encrypt(): Promise<void>;
  /** Of what `encrypt` made last. */
  decrypt(): Promise<void>;
}

/**
 * Fields a second of one core, in CPU time: ours beside AES-256-GCM of node:crypto alone, beside the
 * AWS Encryption SDK and beside the same format by a library (ADR 0021), in turns in one process.
 */
export async function phiFields(): Promise<readonly Figure[]> {
  const [ours, raw, esdk, jose] = await medians([
    fieldCipher(),
    rawCipher(),
    encryptionSdk(),
    await joseLibrary(),
  ]);
  return [
    { id: 'phi.encrypt', value: ours.encrypt, unit: 'fields/s' },
    { id: 'phi.decrypt', value: ours.decrypt, unit: 'fields/s' },
    ...(['encrypt', 'decrypt'] as const).flatMap((act): Figure[] => [
      { id: `phi.${act}-vs-esdk`, value: ours[act] / esdk[act], unit: 'x', goal: 8, atLeast: true },
      {
        id: `phi.${act}-vs-raw`,
        value: (100 * ours[act]) / raw[act],
        unit: '%',
        goal: act === 'encrypt' ? 20 : 12,
        atLeast: true,
      },
      { id: `phi.${act}-vs-jose`, value: ours[act] / jose[act], unit: 'x' },
    ]),
  ];
}

type Speeds = Readonly<Record<keyof Rival, number>>;

/** Fields a second of each rival: the median of rounds in which each has its turn. The first is to get warm. */
async function medians<const R extends readonly Rival[]>(
  rivals: R,
): Promise<{ readonly [At in keyof R]: Speeds }> {
  const speeds = rivals.map(() => ({ encrypt: [] as number[], decrypt: [] as number[] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, rival] of rivals.entries()) {
      for (const act of ['encrypt', 'decrypt'] as const) {
        const speed = await speedOf(async () => rival[act]());
        if (round > 0) speeds[at]?.[act].push(speed);
      }
    }
  }
  return speeds.map(({ encrypt, decrypt }) => ({
    encrypt: median(encrypt),
    decrypt: median(decrypt),
  })) as { readonly [At in keyof R]: Speeds };
}

async function speedOf(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (FIELDS.length * 1e6) / (user + system);
}

/** What the functions use, with a key at hand. */
function fieldCipher(): Rival {
  const cipher: FieldCipher = createFieldCipher({
    keys: keyWorld().container(),
    pseudonyms: createPseudonyms(async () => Promise.resolve(randomBytes(32))),
  });
  const fields = FIELDS.map(({ text, ...field }) => ({ ...field, value: { text } }));
  let jwes: readonly string[] = [];
  return {
    async encrypt() {
      jwes = await cipher.encrypt(TENANT, fields);
    },
    async decrypt() {
      const values = await cipher.decrypt(
        TENANT,
        fields.map((field, at) => ({ ...field, jwe: jwes[at] ?? '' })),
      );
      if (values.includes(undefined)) throw new Error('a field did not come back');
    },
  };
}

/** The least that is needed: no text, no header, nothing bound. */
function rawCipher(): Rival {
  const key = randomBytes(32);
  const plain = FIELDS.map(({ text }) => Buffer.from(text));
  let made: readonly (readonly [Buffer, Buffer, Buffer])[] = [];
  return {
    async encrypt() {
      await Promise.resolve();
      made = plain.map((bytes) => {
        const iv = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', key, iv);
        const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()]);
        return [iv, encrypted, cipher.getAuthTag()];
      });
    },
    async decrypt() {
      await Promise.resolve();
      for (const [iv, encrypted, tag] of made) {
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
        decipher.setAuthTag(tag);
        Buffer.concat([decipher.update(encrypted), decipher.final()]);
      }
    },
  };
}

/** The same format by the library jose, over Web Crypto: nothing parsed before, nothing bound. */
async function joseLibrary(): Promise<Rival> {
  const key = await webcrypto.subtle.importKey('raw', randomBytes(32), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const id = randomBytes(16).toString('base64url');
  const header = { alg: 'dir', enc: 'A256GCM', kid: id, ctx: id };
  let made: readonly string[] = [];
  return {
    async encrypt() {
      made = await Promise.all(
        FIELDS.map(async ({ text }) =>
          new CompactEncrypt(Buffer.from(text)).setProtectedHeader(header).encrypt(key),
        ),
      );
    },
    async decrypt() {
      await Promise.all(made.map(async (jwe) => compactDecrypt(jwe, key)));
    },
  };
}

/**
 * The AWS Encryption SDK with key commitment, without signatures, and the same three things bound. One
 * after the other: many at once are slower.
 */
function encryptionSdk(): Rival {
  const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const keyring = new RawAesKeyringNode({
    keyName: 'field',
    keyNamespace: 'bench',
    unencryptedMasterKey: new Uint8Array(randomBytes(32)),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;
  let made: readonly Buffer[] = [];
  return {
    async encrypt() {
      const results: Buffer[] = [];
      for (const { patientId: patient, dataType, text } of FIELDS) {
        const encryptionContext = { tenant: TENANT, patient, dataType };
        const { result } = await encrypt(keyring, text, {
          suiteId,
          encryptionContext,
          plaintextLength: text.length,
        });
        results.push(result);
      }
      made = results;
    },
    async decrypt() {
      for (const message of made) await decrypt(keyring, message);
    },
  };
}
