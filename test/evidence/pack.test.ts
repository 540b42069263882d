import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EvidenceError } from '../../lib/evidence/errors';
import {
  MANIFEST,
  manifestOf,
  NOTE,
  parseManifest,
  renderManifest,
} from '../../lib/evidence/manifest';
import type { ManifestOf } from '../../lib/evidence/manifest';
import type { EvidenceFile } from '../../lib/evidence/model';
import type { PackSigner } from '../../lib/evidence/note';
import { packSigner, signManifest } from '../../lib/evidence/note';
import { kmsKey } from '../../lib/evidence/signing/kms';
import { pemKey } from '../../lib/evidence/signing/pem';
import type { Expected } from '../../lib/evidence/verify';
import { verifyPack } from '../../lib/evidence/verify';
import { writePack } from '../../lib/evidence/write';
import { PortError } from '../../lib/aws/calling';
import { kmsPublicKey, kmsSign } from '../../lib/aws/kms-key';
import { newSigner } from './pack-key';

const ZONE = {
  name: 'mercy',
  profile: 'sandbox',
  account: '111122223333',
  region: 'us-east-1',
} as const;
const SOURCE = {
  version: '1.2.3',
  commit: 'ab'.repeat(20),
  date: '2026-11-26T08:00:00Z',
  dated: 'commit',
} as const;
const INPUTS = {
  config: '01'.repeat(32),
  tests: {
    sha256: '02'.repeat(32),
    started: '2026-11-26T07:00:00.000Z',
    passed: 3,
    failed: 0,
    skipped: 1,
  },
  answers: '03'.repeat(32),
};
const OF: ManifestOf = { config: ZONE, source: SOURCE, inputs: INPUTS };
const FILES: readonly EvidenceFile[] = [
  { path: 'index.html', content: '<!doctype html><title>Zone «mercy»</title>' },
  { path: 'checks.csv', content: 'rule,verdict\r\nA,compliant\r\n' },
  { path: 'templates/Keys.template.json', content: '{"Resources":{}}' },
  { path: 'templates/Data.template.json', content: '{"Resources":{"A":{}}}' },
];
const SIGNER = newSigner();
const OTHER = { ...ZONE, name: 'other' };

let folder = '';
let pack: readonly EvidenceFile[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hlz-pack-'));
  const manifest = renderManifest(manifestOf(OF, FILES));
  pack = [
    ...FILES,
    { path: MANIFEST, content: manifest },
    { path: NOTE, content: await signManifest(manifest, SIGNER) },
  ];
});
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;
/** Writes the pack into a folder of its own. */
function written(files = pack): string {
  number += 1;
  const target = join(folder, String(number));
  writePack(target, files);
  return target;
}

function named(target: string, key = SIGNER.verifier): readonly string[] {
  return verifyPack(target, { key }).faults.map(({ kind, path }) => `${kind} ${path}`);
}

/** The same; that it is refused as a whole is one thing named. */
function namedOrRefused(target: string): readonly string[] {
  try {
    return named(target);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return [error.message];
  }
}

/** A pack with a manifest of any kind. */
function withManifest(change: (manifest: Record<string, unknown>) => unknown): string {
  const manifest = JSON.parse(renderManifest(manifestOf(OF, FILES)));
  return written([...FILES, { path: MANIFEST, content: JSON.stringify(change(manifest)) }]);
}

describe('a pack as it was written', () => {
  it('verifies, and its signature too', () => {
    const { manifest, ...result } = verifyPack(written(), { key: SIGNER.verifier });
    expect(result).toEqual({
      faults: [],
      signature: 'verified',
      signers: [SIGNER.verifier.name],
    });
    expect(manifest).toMatchObject({ zone: ZONE, source: SOURCE, inputs: INPUTS });
    expect(manifest.files.map(({ path }) => path)).toEqual(
      FILES.map(({ path }) => path).toSorted(),
    );
  });

  it('is not said to be signed by anybody without his key', () => {
    expect(verifyPack(written())).toMatchObject({
      faults: [],
      signature: 'not-checked',
    });
    expect(named(written(), newSigner().verifier)).toEqual(['signature manifest.note']);
    expect(named(written(pack.filter(({ path }) => path !== NOTE)))).toEqual([
      'signature manifest.note',
    ]);
  });

  it('does not verify with the signature of another pack', async () => {
    const other = renderManifest(manifestOf({ ...OF, config: OTHER }, FILES));
    const note = await signManifest(other, SIGNER);
    const files = pack.map((file) => (file.path === NOTE ? { ...file, content: note } : file));
    expect(verifyPack(written(files), { key: SIGNER.verifier }).faults).toEqual([
      { kind: 'signature', path: NOTE, says: 'it is signed, and of another manifest' },
    ]);
  });
});

describe('without a key', () => {
  const noted = (content: string): string =>
    written(pack.map((file) => (file.path === NOTE ? { ...file, content } : file)));

  it('only who is named in a note of this manifest is told, as nothing that was checked', async () => {
    expect(verifyPack(written())).toMatchObject({
      faults: [],
      signature: 'not-checked',
      signers: [SIGNER.verifier.name],
    });
    const unsigned = written(pack.filter(({ path }) => path !== NOTE));
    expect(verifyPack(unsigned)).toMatchObject({ faults: [], signers: [] });
    const other = renderManifest(manifestOf({ ...OF, config: OTHER }, FILES));
    for (const note of ['garbage', '', await signManifest(other, SIGNER)]) {
      expect(verifyPack(noted(note))).toMatchObject({
        faults: [{ kind: 'signature', path: NOTE }],
        signature: 'bad',
        signers: [],
      });
    }
  });
});

describe('a note', () => {
  it('names what the pack was made of', async () => {
    const note = pack.find(({ path }) => path === NOTE)?.content ?? '';
    expect(note).toContain(
      `\nconfig sha256 ${INPUTS.config}\ntests sha256 ${INPUTS.tests.sha256}\nanswers sha256 ${INPUTS.answers}\n`,
    );
    const bare = renderManifest(manifestOf({ ...OF, inputs: { config: INPUTS.config } }, FILES));
    expect(await signManifest(bare, SIGNER)).toContain('\ntests sha256 -\nanswers sha256 -\n');
  });
});

describe('a pack that is another one than was expected', () => {
  const says = (target: string, expected: Expected): readonly string[] =>
    verifyPack(target, expected).faults.map((fault) => `${fault.kind}: ${fault.says}`);

  it('is of another zone, or of another commit', () => {
    const target = written();
    expect(says(target, { zone: 'mercy', commit: SOURCE.commit })).toEqual([]);
    const commit = 'cd'.repeat(20);
    expect(says(target, { zone: 'other', commit })).toEqual([
      `unexpected: is of commit ${SOURCE.commit}, expected ${commit}`,
      'unexpected: is of zone mercy, expected other',
    ]);
    const changed = { ...SOURCE, commit: `${SOURCE.commit}-changed` };
    const manifest = renderManifest(manifestOf({ ...OF, source: changed }, FILES));
    const dirty = written([...FILES, { path: MANIFEST, content: manifest }]);
    expect(says(dirty, { commit: SOURCE.commit })).toHaveLength(1);
  });

  it('is signed by a key that is named as that of another zone', async () => {
    const manifest = renderManifest(manifestOf({ ...OF, config: OTHER }, FILES));
    const signed = async (by: PackSigner): Promise<string> =>
      written([
        ...FILES,
        { path: MANIFEST, content: manifest },
        { path: NOTE, content: await signManifest(manifest, by) },
      ]);
    expect(says(await signed(SIGNER), { key: SIGNER.verifier })).toEqual([
      'unexpected: the key is named mercy.hlz/111122223333/us-east-1/evidence, and the key of this zone would be other.hlz/111122223333/us-east-1/evidence',
    ]);
    const own = newSigner('auditor.example/2026');
    expect(says(await signed(own), { key: own.verifier })).toEqual([]);
  });
});

describe('a pack that was changed', () => {
  /** One of the files, by chance. */
  const anyFile = (among: () => readonly string[]) =>
    fc.nat(1000).map((at) => among()[at % among().length] ?? '');
  const all = (): readonly string[] => pack.map(({ path }) => path);
  const listed = (): readonly string[] => FILES.map(({ path }) => path);

  it('names any file of which a byte is another', () => {
    const target = written();
    fc.assert(
      fc.property(anyFile(all), fc.nat(), fc.integer({ min: 1, max: 255 }), (path, at, mask) => {
        const file = join(target, path);
        const bytes = readFileSync(file);
        const changed = Buffer.from(bytes);
        const place = at % bytes.length;
        changed.writeUInt8(changed.readUInt8(place) ^ mask, place);
        writeFileSync(file, changed);
        const found = namedOrRefused(target);
        writeFileSync(file, bytes);
        // A manifest can differ so that it is none any more, or that other files do not fit it.
        const isNamed = listed().includes(path)
          ? found.join() === `changed ${path}`
          : found.includes(`signature ${NOTE}`) || (path === MANIFEST && found.length === 1);
        expect({ path, place, found, isNamed }).toMatchObject({ isNamed: true });
      }),
    );
    expect(named(target)).toEqual([]);
  });

  it('names any file that is gone, and any that was added', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}\.txt$/);
    fc.assert(
      fc.property(anyFile(listed), name, (gone, added) => {
        const target = written();
        rmSync(join(target, gone));
        writeFileSync(join(target, added), '');
        expect(named(target).toSorted()).toEqual([`extra ${added}`, `missing ${gone}`]);
        rmSync(target, { recursive: true });
      }),
      { numRuns: 20 },
    );
  });

  it('names any two files that changed places', () => {
    const pairs = listed().flatMap((one) =>
      listed()
        .filter((other) => other > one)
        .map((other) => [one, other] as const),
    );
    for (const [one, other] of pairs) {
      const target = written();
      const [first, second] = [join(target, one), join(target, other)];
      renameSync(first, `${first}.tmp`);
      renameSync(second, first);
      renameSync(`${first}.tmp`, second);
      expect(named(target)).toEqual([`changed ${one}`, `changed ${other}`]);
    }
  });

  it('is refused when its manifest is a link', () => {
    const target = written();
    renameSync(join(target, MANIFEST), join(folder, 'elsewhere.json'));
    symlinkSync(join(folder, 'elsewhere.json'), join(target, MANIFEST));
    expect(() => verifyPack(target)).toThrow('there is no manifest.json');
  });

  it('names links, and folders with nothing in them', () => {
    const target = written();
    const link = join(target, 'checks.csv');
    renameSync(link, join(folder, 'elsewhere.csv'));
    symlinkSync(join(folder, 'elsewhere.csv'), link);
    symlinkSync(folder, join(target, 'templates', 'up'));
    mkdirSync(join(target, 'empty'));
    expect(named(target)).toEqual([
      'missing checks.csv',
      'extra checks.csv',
      'extra empty',
      'extra templates/up',
    ]);
  });
});

describe('a manifest that cannot be', () => {
  const entry = (path: string) => ({ path, bytes: 0, sha256: '0'.repeat(64) });
  it.each([
    ['a path out of the folder', '../../etc/passwd'],
    ['a path of the root', '/etc/passwd'],
    ['a path of Windows', 'a\\..\\b'],
    ['a hidden file', '.git/config'],
    ['a step that goes nowhere', 'a//b'],
    ['the manifest itself', MANIFEST],
    ['its signature', NOTE],
    ['a control character', 'a\u001b[2J'],
  ])('is refused for %s', (_, path) => {
    const target = withManifest((manifest) => ({ ...manifest, files: [entry(path)] }));
    expect(() => verifyPack(target)).toThrow('is no path within the pack');
  });

  it('is refused for the same file twice, also in other letters', () => {
    const files = [entry('a.csv'), entry('A.csv')];
    const target = withManifest((manifest) => ({ ...manifest, files }));
    expect(() => verifyPack(target)).toThrow('lists a file twice');
  });

  it('is refused when it lists no file', () => {
    const manifest = JSON.stringify({ ...manifestOf(OF, FILES), files: [] });
    expect(() => verifyPack(written([{ path: MANIFEST, content: manifest }]))).toThrow(
      'lists no file',
    );
  });

  it('is refused in another format, and where there is none', () => {
    const newer = withManifest((manifest) => ({ ...manifest, format: 'hlz-evidence-2' }));
    expect(() => verifyPack(newer)).toThrow('a pack of a newer version');
    expect(() => verifyPack(folder)).toThrow('there is no manifest.json');
    expect(() => verifyPack(join(folder, 'nowhere'))).toThrow('ENOENT');
    expect(() => parseManifest(Buffer.from('{'))).toThrow('no JSON');
  });
});

describe('writing', () => {
  it('takes the place of an older pack, and leaves nothing of it nor beside it', () => {
    const target = written([
      ...FILES,
      { path: 'old.csv', content: '' },
      {
        path: MANIFEST,
        content: renderManifest(manifestOf(OF, [...FILES, { path: 'old.csv', content: '' }])),
      },
    ]);
    writePack(target, pack);
    expect(named(target)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('takes the place of an empty folder, and makes those above', () => {
    mkdirSync(join(folder, 'empty'));
    writePack(join(folder, 'empty'), pack);
    writePack(join(folder, 'deep', 'er', 'pack'), pack);
    expect(named(join(folder, 'deep', 'er', 'pack'))).toEqual([]);
  });

  it('leaves alone what is no pack, what was added to one, and what is no folder', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'thesis.txt'), 'years of work');
    expect(() => writePack(own, pack)).toThrow(`${own} holds something, and is no evidence pack.`);
    writeFileSync(join(own, MANIFEST), '{"name":"a web app"}');
    expect(() => writePack(own, pack)).toThrow('is no evidence pack');
    expect(readdirSync(own)).toEqual([MANIFEST, 'thesis.txt'].toSorted());

    const added = written();
    writeFileSync(join(added, 'answers.json'), '{}');
    expect(() => writePack(added, pack)).toThrow('holds what is not of its pack: answers.json.');
    expect(() => writePack(join(own, 'thesis.txt'), pack)).toThrow('is no folder');
    symlinkSync(written(), join(folder, 'link'));
    expect(() => writePack(join(folder, 'link'), pack)).toThrow('is no folder');
  });

  it('leaves the older pack where a file cannot be written', () => {
    const target = written();
    // A file cannot be a folder too.
    const impossible = [...pack, { path: 'index.html/a', content: '' }];
    expect(() => writePack(target, impossible)).toThrow(/cannot be written \((?:EEXIST|ENOTDIR)\)/);
    expect(named(target)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('signing', () => {
  it('takes an Ed25519 key and no other, and never tells what the file holds', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect(() => pemKey(Buffer.from(pem))).toThrow('the key is of type ec.');
    const secret = 'correct horse battery staple';
    let message = '';
    try {
      pemKey(Buffer.from(secret));
    } catch (error) {
      message = String(error) + String((error as Error).cause);
    }
    expect(message).toContain('no private key that can be read');
    expect(message).not.toContain('horse');
  });

  it('signs with KMS as with a key in a file', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const local = pemKey(Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' })));
    const asked: string[] = [];
    const kms = {
      publicKey: async (keyId: string) => {
        asked.push(keyId);
        return publicKey.export({ format: 'der', type: 'spki' });
      },
      sign: async (keyId: string, message: Uint8Array) => {
        asked.push(`${keyId}: ${String(message.length)} bytes`);
        return local.sign(Buffer.from(message));
      },
    };
    const manifest = renderManifest(manifestOf(OF, FILES));
    const key = await kmsKey(kms, 'alias/evidence');
    const [note, expected] = await Promise.all(
      [key, local].map((each) => signManifest(manifest, packSigner(each, 'zone/evidence'))),
    );
    expect(note).toBe(expected);
    expect(asked).toEqual([
      'alias/evidence',
      expect.stringMatching(/^alias\/evidence: \d{3} bytes$/),
    ]);
  });

  it('asks KMS for Ed25519 over the note itself', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push([request.headers['x-amz-target'], JSON.parse(body)]);
        response.setHeader('Content-Type', 'application/x-amz-json-1.1');
        response.end(JSON.stringify({ Signature: 'AQI=', PublicKey: 'AwQ=' }));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const settings = {
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    };
    try {
      expect(Buffer.from(await kmsPublicKey('k', settings))).toEqual(Buffer.of(3, 4));
      expect(Buffer.from(await kmsSign('k', Buffer.of(9), settings))).toEqual(Buffer.of(1, 2));
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect(asked).toEqual([
      ['TrentService.GetPublicKey', { KeyId: 'k' }],
      [
        'TrentService.Sign',
        { KeyId: 'k', Message: 'CQ==', MessageType: 'RAW', SigningAlgorithm: 'ED25519_SHA_512' },
      ],
    ]);
  });

  it('says why KMS did not sign, and refuses a signature that is not of the key', async () => {
    const denied = new PortError('Sign', 'AccessDeniedException', 'not you', false);
    const { publicKey } = generateKeyPairSync('ed25519');
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    const manifest = renderManifest(manifestOf(OF, FILES));
    const signer = packSigner(
      await kmsKey({ publicKey: async () => spki, sign: async () => Promise.reject(denied) }, 'k'),
      'zone',
    );
    await expect(signManifest(manifest, signer)).rejects.toThrow('AccessDeniedException: not you');
    const wrong = packSigner(
      await kmsKey({ publicKey: async () => spki, sign: async () => Buffer.alloc(64) }, 'k'),
      'zone',
    );
    await expect(signManifest(manifest, wrong)).rejects.toThrow('does not verify');
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const other = {
      publicKey: async () => curve.export({ format: 'der', type: 'spki' }),
      sign: async () => Buffer.alloc(0),
    };
    await expect(kmsKey(other, 'k')).rejects.toThrow('ECC_NIST_EDWARDS25519');
  });
});
