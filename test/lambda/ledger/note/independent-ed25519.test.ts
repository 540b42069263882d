import { signZoneCheckpoint } from '../../../../lambda/ledger/format/zone-checkpoint';
import { formatCheckpoint } from '../../../../lambda/ledger/note/checkpoint';
import { formatVerifierKey, signNote } from '../../../../lambda/ledger/note/signed-note';
import { KEY } from '../support/checkpointing';
import { PREFIX, SHARD } from '../support/sealing';

/**
 * Reads a note as https://c2sp.org/signed-note describes it, with nothing of ours, and verifies it
 * with an Ed25519 that is neither Node's nor OpenSSL's.
 */
async function isSigned(note: string, vkey: string): Promise<boolean> {
  const { verifyAsync } = await import('@noble/ed25519');
  const [name = '', hash = '', material = ''] = vkey.split('+');
  const [text = '', lines = ''] = note.split('\n\n');
  const [dash, signer, encoded = ''] = lines.split('\n')[0]?.split(' ') ?? [];
  const signature = Buffer.from(encoded, 'base64');
  const key = Buffer.from(material, 'base64');
  return (
    dash === '—' &&
    signer === name &&
    key[0] === 1 &&
    signature.subarray(0, 4).toString('hex') === hash &&
    verifyAsync(signature.subarray(4), Buffer.from(`${text}\n`), key.subarray(1))
  );
}

const VKEY = formatVerifierKey(KEY.verifier);
const root = Buffer.alloc(32, 7);

it('verifies the example of the specification', async () => {
  const note =
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
  const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
  expect(await isSigned(note, vkey)).toBe(true);
});

it('verifies a checkpoint of ours, and no other text', async () => {
  const text = formatCheckpoint({ origin: `${PREFIX}/${SHARD}`, size: 9, root });
  const note = await signNote(text, KEY.verifier, KEY.sign);
  expect(await isSigned(note, VKEY)).toBe(true);
  expect(await isSigned(note.replace('\n9\n', '\n8\n'), VKEY)).toBe(false);
});

it('verifies a zone checkpoint of ours', async () => {
  const bytes = await signZoneCheckpoint(
    {
      number: 3,
      time: '2026-11-25T12:00:00.000Z',
      logs: [{ origin: `${PREFIX}/${SHARD}`, size: 9, root, head: root }],
    },
    KEY.verifier,
    KEY.sign,
  );
  expect(await isSigned(bytes.toString(), VKEY)).toBe(true);
});
