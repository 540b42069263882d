import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { NoteError } from '../../../../lambda/ledger/note/errors';
import { formatCheckpoint, parseCheckpoint } from '../../../../lambda/ledger/note/checkpoint';
import {
  formatVerifierKey,
  openNote,
  parseVerifierKey,
  signNote,
  verifierKey,
} from '../../../../lambda/ledger/note/signed-note';

// The example of https://c2sp.org/signed-note (C2SP, CC BY 4.0 text; a fact, not code).
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = verifierKey('mercy.example/audit', publicKey.export({ format: 'der', type: 'spki' }));
const signer = (message: Buffer): Promise<Buffer> =>
  Promise.resolve(sign(null, message, privateKey));

it('opens the example of the specification', () => {
  const example = parseVerifierKey(VKEY);
  expect(formatVerifierKey(example)).toBe(VKEY);
  expect(openNote(Buffer.from(NOTE), example).text).toBe('This is an example message.\n');
});

it('reads the checkpoint of the specification', () => {
  const text =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const checkpoint = parseCheckpoint(text);
  expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
  expect(formatCheckpoint(checkpoint)).toBe(text);
});

it.each([
  ['an extension line', 'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore\n'],
  ['a leading zero', 'a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
  ['no origin', '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
  ['a short root', 'a\n1\nCsUY\n'],
  ['base64 with stray bits', 'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n'],
  ['no last newline', 'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='],
])('refuses a checkpoint with %s', (_, text) => {
  expect(() => parseCheckpoint(text)).toThrow('not a checkpoint');
});

it('opens what it has signed, among signatures of others', async () => {
  const note = await signNote('one\n\ntwo\n', key, signer);
  expect(openNote(Buffer.from(note), key).text).toBe('one\n\ntwo\n');
  const [, stranger = ''] = NOTE.split('\n\n');
  expect(openNote(Buffer.from(`${note}${stranger}`), key).text).toBe('one\n\ntwo\n');
});

it('refuses any changed byte', async () => {
  const note = Buffer.from(await signNote('a\n1\nCsUYapGGPo4dkMgI\n', key, signer));
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(note);
      changed[at] = (changed[at] ?? 0) ^ change;
      expect(() => openNote(changed, key)).toThrow(NoteError);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['no signature', 'text\n', 'has no signatures'],
  ['a stranger only', NOTE, 'not signed by mercy.example/audit'],
  ['a torn signature line', 'text\n\n— mercy.example/audit\n', 'cannot be read'],
  ['a control character', 'te\u0007xt\n\n— a AAAAAAA=\n', 'control characters'],
])('refuses a note with %s', (_, note, message) => {
  expect(() => openNote(Buffer.from(note), key)).toThrow(message);
});

it('tells a bad signature from a bad form', async () => {
  const note = await signNote('text\n', key, signer);
  const fault = (bytes: string): unknown => {
    try {
      return openNote(Buffer.from(bytes), key);
    } catch (error) {
      return error instanceof NoteError ? error.fault : error;
    }
  };
  expect(fault(note.replace('text', 'next'))).toBe('signature');
  expect(fault(NOTE)).toBe('signature');
  expect(fault('text\n')).toBe('form');
});

it('refuses a signer with another key', async () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  await expect(
    signNote('text\n', key, (message) => Promise.resolve(sign(null, message, other))),
  ).rejects.toThrow('another one');
});

it.each([
  ['a changed id', VKEY.replace('530d', '530e'), 'character is wrong'],
  ['no key', 'example.com/foo', 'hlz ledger key'],
  ['another kind of key', 'a+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 'Ed25519'],
])('refuses a verifier key with %s', (_, text, message) => {
  expect(() => parseVerifierKey(text)).toThrow(message);
});

it('refuses names that cannot stand in a note', () => {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  expect(() => verifierKey('with space', der)).toThrow('key name');
  expect(() => verifierKey('a', Buffer.alloc(44))).toThrow('Ed25519');
});
