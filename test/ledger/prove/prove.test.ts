import { signZoneCheckpoint } from '../../../lambda/ledger/format/zone-checkpoint';
import { signNote } from '../../../lambda/ledger/note/signed-note';
import { formatCheckpoint } from '../../../lambda/ledger/note/checkpoint';
import { leafHash } from '../../../lambda/ledger/tree/hash';
import { INDEX, LOGS } from '../../../lib/ledger/layout/export-layout';
import { proveEvent } from '../../../lib/ledger/prove/prove';
import { formatProof, parseProof, verifyProof } from '../../../lambda/ledger/proof/tlog-proof';
import { exported } from '../../support/ledger/exported';
import { memoryExport } from '../../support/ledger/memory-export';
import type { Contents } from '../../support/ledger/tamper';
import { recordsOf, segmentsIn } from '../../support/ledger/tamper';
import type { World } from '../../support/ledger/world';
import {
  createProducer,
  createWorld,
  idOf,
  nextEvent,
  PREFIX,
  sampleWorld,
  START,
  testKey,
} from '../../support/ledger/world';
import { createRandom } from '../../support/random';

let world: World;
let whole: Contents;
let ids: readonly string[];

beforeAll(async () => {
  world = await sampleWorld(11, 400);
  whole = (await exported(world.bucket)).contents;
  ids = ['shardId-000000000000', 'shardId-000000000001', 'spool']
    .flatMap((log) => segmentsIn(whole, log).flatMap((segment) => recordsOf(segment)))
    .map(({ data }) => idOf(data))
    .filter((id) => id !== '');
});

it('proves every event, from the index alone, in less than 3 KB', () => {
  const { files } = memoryExport(whole);
  for (const id of ids.filter((_, at) => at % 5 === 0)) {
    const { text, log, index, size } = proveEvent(files, world.key, id, () => {
      throw new Error('the index is enough');
    });
    const proven = verifyProof(Buffer.from(text), world.key);
    expect(proven).toMatchObject({ log, index, size, origin: `${PREFIX}/${log}` });
    expect(idOf(proven.leaf)).toBe(id);
    expect(text.length).toBeLessThan(3000);
  }
});

it.each([
  ['missing', (contents: Contents, path: string) => void contents.delete(path)],
  [
    'wrong',
    (contents: Contents, path: string) =>
      void contents.set(path, Buffer.from(`${ids[0] ?? ''} spool 0\n${ids[0] ?? ''} ../x 1\n`)),
  ],
])('reads all segments when the index is %s', (_, damage) => {
  const contents = new Map(whole);
  for (const path of contents.keys()) if (path.startsWith(`${INDEX}/`)) damage(contents, path);
  let scanned = 0;
  const { text } = proveEvent(memoryExport(contents).files, world.key, ids[3] ?? '', () => {
    scanned += 1;
  });
  expect(scanned).toBe(1);
  expect(idOf(verifyProof(Buffer.from(text), world.key).leaf)).toBe(ids[3]);
});

it('says that there is no such event, that it is not signed yet, that there is no export', async () => {
  const { files } = memoryExport(whole);
  expect(() => proveEvent(files, world.key, 'AZuLgyNR4O_xBXZkbrW1GQ-99999')).toThrow(
    'no event of this export',
  );
  const young = createWorld();
  const random = createRandom(1);
  const producer = createProducer(random, START);
  young.seal('shardId-000000000000', [nextEvent(random, producer, START)], START);
  await young.checkpoint(START);
  const late = nextEvent(random, producer, START);
  young.seal('shardId-000000000000', [late], START);
  const { files: some } = await exported(young.bucket);
  expect(() => proveEvent(some, young.key, idOf(late))).toThrow('behind the newest checkpoint');
  expect(() => proveEvent(memoryExport().files, world.key, ids[0] ?? '')).toThrow('no tiles here');
});

it('gives out no proof that does not prove', () => {
  const contents = new Map(whole);
  for (const [path, bytes] of contents) {
    if (path.startsWith(`${LOGS}/`) && path.includes('/tile/0/')) {
      contents.set(path, Buffer.alloc(bytes.length));
    }
  }
  expect(() => proveEvent(memoryExport(contents).files, world.key, ids[0] ?? '')).toThrow(
    'tiles are damaged',
  );
});

it('writes what the specification of tlog-proof says', () => {
  const { text } = proveEvent(memoryExport(whole).files, world.key, ids[0] ?? '');
  const lines = text.split('\n');
  expect(lines[0]).toBe('c2sp.org/tlog-proof@v1');
  expect(lines[1]).toMatch(/^extra [A-Za-z0-9+/]+=*$/);
  expect(lines[2]).toMatch(/^index (?:0|[1-9]\d*)$/);
  const end = lines.indexOf('');
  for (const line of lines.slice(3, end)) expect(Buffer.from(line, 'base64')).toHaveLength(32);
  expect(lines[end + 1]).toMatch(new RegExp(`^${PREFIX}/`));
  expect(text.endsWith('\n')).toBe(true);
  expect(formatProof(parseProof(Buffer.from(text)))).toBe(text);
});

describe('a proof', () => {
  const text = (): string => proveEvent(memoryExport(whole).files, world.key, ids[7] ?? '').text;

  it.each([
    [
      'another event',
      (proof: string) =>
        proof.replace(/^extra .*$/m, `extra ${Buffer.from('{}').toString('base64')}`),
      'do not lead to the root',
    ],
    [
      'another index',
      (proof: string) => proof.replace(/^index \d+$/m, 'index 1'),
      'do not lead to the root',
    ],
    ['no extra line', (proof: string) => proof.replace(/^extra .*\n/m, ''), 'it is no proof'],
    [
      'a hash less',
      (proof: string) => proof.replace(/^(index \d+\n)[^\n]+\n/m, '$1'),
      'do not lead to the root',
    ],
    [
      'another checkpoint text',
      (proof: string) => proof.replace(/\n\n([^\n]+)\n\d+\n/, '\n\n$1\n9999\n'),
      'signature',
    ],
    ['nothing', () => '', 'it is no proof'],
  ])('with %s is refused', (_, change, message) => {
    expect(() => verifyProof(Buffer.from(change(text())), world.key)).toThrow(message);
  });

  it('of another key is refused', () => {
    expect(() => verifyProof(Buffer.from(text()), testKey(9).key)).toThrow('not signed by');
    expect(() => verifyProof(Buffer.from(text()), testKey(7, 'other').key)).toThrow(
      'not signed by other',
    );
  });

  it('that the list of logs holds a line is no proof of an event', async () => {
    const bytes = await signZoneCheckpoint(
      { number: 3, time: new Date(START).toISOString(), logs: [] },
      world.key,
      world.sign,
    );
    expect(bytes.length).toBeGreaterThan(0);
    const line = Buffer.from('a line');
    const note = await signNote(
      formatCheckpoint({
        origin: `${PREFIX}/zone/3/2026-01-05T00:00:00.000Z`,
        size: 1,
        root: leafHash(line),
      }),
      world.key,
      world.sign,
    );
    const proof = formatProof({ leaf: line, index: 0, hashes: [], checkpoint: note });
    expect(() => verifyProof(Buffer.from(proof), world.key)).toThrow('which is no log');
  });
});
