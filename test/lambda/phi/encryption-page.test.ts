import { spawnSync } from 'node:child_process';
import { createSecretKey, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactEncrypt } from 'jose';
import type { DataType } from '../../../lambda/access/vocabulary';
import type { FieldValue } from '../../../lambda/phi/cipher';
import { createFieldCipher, LONGEST_FIELD } from '../../../lambda/phi/cipher';
import { headerText } from '../../../lambda/phi/field/header';
import { open, parseField, seal } from '../../../lambda/phi/field/jwe';
import { bytesOf } from '../../../lambda/phi/field/value';
import { createPseudonyms, fieldContextOf } from '../../../lambda/shared/pseudonym';
import { ROOT } from '../../support/root';

const PAGE = readFileSync(join(ROOT, 'docs', 'encryption.md'), 'utf8');

/** What a line of the worked example says. */
function example(name: string): string {
  const line = new RegExp(`^${name} {2,}(.+)$`, 'm').exec(PAGE.split('## Worked example')[1] ?? '');
  if (line?.[1] === undefined) throw new Error(`the example has no ${name}`);
  return line[1];
}

const DATA_KEY = Buffer.from(example('data key'), 'base64url');
const PSEUDONYM_KEY = Buffer.from(example('pseudonym key'), 'base64url');
const [TENANT, PATIENT, DATA_TYPE] = [
  example('tenant'),
  example('patient id'),
  example('data type') as DataType,
];

describe('the worked example', () => {
  test('is what its inputs make', async () => {
    const ctx = fieldContextOf(createSecretKey(PSEUDONYM_KEY), TENANT, PATIENT, DATA_TYPE);
    const header = { kid: example('kid'), ctx, kind: 'text' as const };
    expect(ctx).toBe(example('ctx'));
    expect(headerText(header)).toBe(example('header'));
    // Ours takes no IV: nobody shall be able to use one twice.
    const jwe = await new CompactEncrypt(Buffer.from(example('value')))
      .setProtectedHeader(JSON.parse(example('header')) as { alg: 'dir'; enc: 'A256GCM' })
      .setInitializationVector(Buffer.from(example('iv'), 'base64url'))
      .encrypt(DATA_KEY);
    expect(jwe).toBe(example('field'));
    expect(jwe.endsWith(`..${example('iv')}.${example('ciphertext')}.${example('tag')}`)).toBe(
      true,
    );
  });

  test('is a field, and opens', () => {
    const field = example('field');
    expect(parseField(field)).toEqual({ kid: example('kid'), ctx: example('ctx'), kind: 'text' });
    expect(String(Buffer.from(open(field, createSecretKey(DATA_KEY)) ?? []))).toBe(
      example('value'),
    );
  });

  test('has as many characters as the page says', () => {
    const key = createSecretKey(DATA_KEY);
    const lengthOf = (kind: 'text' | 'bytes', bytes: number): number =>
      seal({ kid: example('kid'), ctx: example('ctx'), kind }, Buffer.alloc(bytes), key).length;
    expect([lengthOf('text', 0), lengthOf('bytes', 0), lengthOf('text', 11)]).toEqual(
      [/is (\d+) characters longer/, /of bytes (\d+):/, /11 bytes of text make (\d+)/].map((said) =>
        Number(said.exec(PAGE)?.[1]),
      ),
    );
    expect(PAGE).toContain(`longest value is ${LONGEST_FIELD.toLocaleString('en')} bytes`);
  });
});

/** Programs of the page, and what tells whether this machine can run them. */
const PROGRAMS = [
  ['Python', ['python3', '-c', 'import cryptography'], ['python3', 'decrypt.py']],
  ['Java', ['java', '-version'], ['java', '-XX:TieredStopAtLevel=1', 'Decrypt.java']],
] as const;

for (const [name, [asks, ...whether], [program, ...args]] of PROGRAMS) {
  const isHere = spawnSync(asks, whether).status === 0;
  const title = `${name} decrypts what we encrypt${isHere ? '' : ': not tried, it is not on this machine'}`;
  (isHere ? describe : describe.skip)(title, () => {
    test('and nothing else', async () => {
      const { lines, expected } = await asked();
      const { stdout } = spawnSync(program, args, {
        cwd: join(ROOT, 'docs', 'decrypt'),
        input: lines.map((line) => `${line}\n`).join(''),
        encoding: 'utf8',
      });
      expect(stdout.split('\n').slice(0, -1)).toEqual(expected);
    });
  });
}

/** What a program is asked, six lines a field, and what it has to answer to each. */
async function asked() {
  const values: readonly FieldValue[] = [
    { text: example('value') },
    { text: '' },
    { text: 'Zoë 🩺\n' },
    { bytes: Uint8Array.of(0, 0xff, 10) },
  ];
  const good = [example('field'), ...(await encrypted(values.slice(1)))];
  const others = [
    { tenant: 'clinic-7' },
    { patient: 'MADE-UP-0002' },
    { dataType: 'vitals' },
    { jwe: example('field').replace('..', '.AAAA.') },
    { jwe: example('field').replace('pdXb', 'pdXc') },
    { jwe: `${example('field').slice(0, -2)}AA` },
    { jwe: 'no field' },
  ];
  const lines = [...good.map((jwe) => ({ jwe })), ...others].flatMap((one) => {
    const { jwe, tenant, patient, dataType } = {
      jwe: example('field'),
      tenant: TENANT,
      patient: PATIENT,
      dataType: DATA_TYPE,
      ...one,
    };
    return [jwe, example('data key'), example('pseudonym key'), tenant, patient, dataType];
  });
  const answers = values.map((value) => Buffer.from(bytesOf(value)).toString('base64'));
  return { lines, expected: [...answers, ...others.map(() => '')] };
}

/** Fields under the key of the example. */
async function encrypted(values: readonly FieldValue[]): Promise<readonly string[]> {
  const key = await webcrypto.subtle.importKey('raw', DATA_KEY, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const cipher = createFieldCipher({
    keys: {
      toEncrypt: async () => Promise.resolve({ kid: example('kid'), epoch: 1, key }),
      toDecrypt: async () => Promise.resolve(key),
    },
    pseudonyms: createPseudonyms(async () => Promise.resolve(Uint8Array.from(PSEUDONYM_KEY))),
  });
  return cipher.encrypt(
    TENANT,
    values.map((value) => ({ patientId: PATIENT, dataType: DATA_TYPE, value })),
  );
}
