import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { segmentsOf, ZONE_CHECKPOINTS } from '../../../lambda/ledger/format/layout';
import {
  formatManifest,
  MANIFEST,
  objectPath,
  parseManifest,
  VERSIONS,
} from '../../../lib/ledger/layout/export-layout';
import type { VersionLine } from '../../../lib/ledger/layout/version-line';
import { formatVersionLine, parseVersionLine } from '../../../lib/ledger/layout/version-line';
import type { Export } from './audit';
import { LOCK } from './audit';
import { eventsIn, hlz } from './hlz';
import type { Scene } from './scene';
import { SHARDS } from './scene';

const SEGMENTS = segmentsOf(SHARDS[0]);

interface Trial {
  readonly name: string;
  /** Kinds of which one must be named. */
  readonly kinds: readonly string[];
  /** Changes a copy; returns the place that must be named. */
  readonly tamper: (copy: Copy) => string;
}

/** Whoever has the export and the list of versions in hands, and not the key. */
const TRIALS: readonly Trial[] = [
  {
    name: 'one byte of an event',
    kinds: ['changed'],
    tamper(copy) {
      const key = copy.middle(SEGMENTS);
      const content = gunzipSync(copy.read(key));
      content.writeUInt8(content.readUInt8(content.length - 2) ^ 1, content.length - 2);
      copy.write(key, gzipSync(content));
      return key;
    },
  },
  {
    name: 'a segment left out',
    kinds: ['dropped'],
    tamper(copy) {
      const key = copy.middle(SEGMENTS);
      copy.remove(key);
      return key;
    },
  },
  {
    name: 'two segments swapped',
    kinds: ['swapped'],
    tamper(copy) {
      const [first = '', second = ''] = copy.keys(SEGMENTS).slice(1, 3);
      const [a, b] = [copy.read(first), copy.read(second)];
      copy.write(first, b);
      copy.write(second, a);
      // Keys count down: the second is the older one, and met first.
      return second;
    },
  },
  {
    name: 'the newest zone checkpoint cut off',
    kinds: ['truncated'],
    tamper(copy) {
      const [newest = ''] = copy.keys(ZONE_CHECKPOINTS);
      copy.remove(newest);
      return newest;
    },
  },
  {
    name: 'a zone checkpoint signed by somebody else',
    kinds: ['foreign-signature'],
    tamper(copy) {
      const [newest = ''] = copy.keys(ZONE_CHECKPOINTS);
      copy.write(newest, resigned(copy.read(newest)));
      return newest;
    },
  },
  {
    name: 'a delete marker over a segment',
    kinds: ['delete-marker'],
    tamper(copy) {
      const key = copy.middle(SEGMENTS);
      copy.list((lines) =>
        lines.flatMap((line) =>
          line.key === key
            ? [
                { ...line, versionId: 'marker', kind: 'delete-marker', bytes: 0, sha256: null },
                { ...line, latest: false },
              ]
            : [line],
        ),
      );
      return key;
    },
  },
  {
    name: 'a lock that ends too soon',
    kinds: ['retention'],
    tamper(copy) {
      const key = copy.middle(SEGMENTS);
      copy.list((lines) =>
        lines.map((line) =>
          line.key === key ? { ...line, retainUntil: line.lastModified } : line,
        ),
      );
      return key;
    },
  },
];

/** Each trial is found, and named with its kind and place. */
export async function tampering({ shop, report }: Scene, exported: Export): Promise<void> {
  const { key, expected } = exported;
  for (const { name, kinds, tamper } of TRIALS) {
    cpSync(join(shop.folder, exported.folder), join(shop.folder, TAMPERED), { recursive: true });
    const place = tamper(copyIn(join(shop.folder, TAMPERED)));
    const args = ['ledger', 'verify', TAMPERED, '--key', key, '--expect', expected, '--json'];
    const ended = await hlz(shop, [...args, ...LOCK], 1);
    const faults = eventsIn(ended, 'fault').map(
      (fault) => `${String(fault['kind'])} ${String(fault['place'])}`,
    );
    assert.ok(
      kinds.some((kind) => faults[0]?.startsWith(`${kind} `) && faults[0].includes(place)),
      `${name}: expected ${kinds.join(' or ')} at ${place} first, found ${faults.slice(0, 3).join(', ')}`,
    );
    report.fact(`${name}: found as ${String(faults[0])}`);
    rmSync(join(shop.folder, TAMPERED), { recursive: true });
  }
}

const TAMPERED = 'tampered';

/** A copy of an export whose list of versions always agrees with its objects. */
interface Copy {
  /** Keys of objects below a prefix, the newest first. */
  keys(prefix: string): readonly string[];
  /** One that has others before and behind it. */
  middle(prefix: string): string;
  read(key: string): Buffer;
  write(key: string, bytes: Buffer): void;
  remove(key: string): void;
  list(change: (lines: readonly VersionLine[]) => readonly VersionLine[]): void;
}

function copyIn(root: string): Copy {
  const path = (key: string): string => join(root, objectPath(key));
  const copy: Copy = {
    keys: (prefix) =>
      readdirSync(path(prefix))
        .toSorted()
        .map((name) => `${prefix}${name}`),
    middle(prefix) {
      const keys = copy.keys(prefix);
      const key = keys[Math.floor(keys.length / 2)];
      if (key === undefined || keys.length < 3) throw new Error(`${prefix} has too few objects`);
      return key;
    },
    read: (key) => readFileSync(path(key)),
    write(key, bytes) {
      writeFileSync(path(key), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      copy.list((lines) =>
        lines.map((line) => (line.key === key ? { ...line, bytes: bytes.length, sha256 } : line)),
      );
    },
    remove(key) {
      rmSync(path(key));
      copy.list((lines) => lines.filter((line) => line.key !== key));
    },
    list(change) {
      const lines = readFileSync(join(root, VERSIONS), 'utf8').trim().split('\n');
      const changed = change(lines.flatMap((line) => parseVersionLine(line) ?? []));
      const text = changed.map((line) => `${formatVersionLine(line)}\n`).join('');
      writeFileSync(join(root, VERSIONS), text);
      const manifest = parseManifest(readFileSync(join(root, MANIFEST), 'utf8'));
      if (manifest === undefined) throw new Error('no manifest');
      const versions = createHash('sha256').update(text).digest('hex');
      writeFileSync(join(root, MANIFEST), formatManifest({ ...manifest, versions }));
    },
  };
  return copy;
}

/** A note with the same text and key name and id, signed by a key that is not the one of the ledger. */
function resigned(note: Buffer): Buffer {
  const text = note.toString('utf8');
  return Buffer.from(
    text.replace(/^(— \S+ )(\S+)$/m, (_, name: string, signature: string) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const id = Buffer.from(signature, 'base64').subarray(0, 4);
      const signed = text.slice(0, text.indexOf('\n\n') + 1);
      const forged = Buffer.concat([id, sign(null, Buffer.from(signed), privateKey)]);
      return `${name}${forged.toString('base64')}`;
    }),
  );
}
