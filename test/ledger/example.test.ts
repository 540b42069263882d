import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  checkpointKey,
  logOrigin,
  segmentKey,
  zoneCheckpointKey,
} from '../../lambda/ledger/format/layout';
import { EMPTY_LOG, followSegment } from '../../lambda/ledger/format/segment';
import { openZoneCheckpoint } from '../../lambda/ledger/format/zone-checkpoint';
import { parseCheckpoint } from '../../lambda/ledger/note/checkpoint';
import { openNote, parseVerifierKey } from '../../lambda/ledger/note/signed-note';
import { leafHash, nodeHash, sha256 } from '../../lambda/ledger/tree/hash';
import { rootOf } from '../../lambda/ledger/tree/tree-head';
import { verifyProof } from '../../lambda/ledger/proof/tlog-proof';
import type { FaultKind } from '../../lib/ledger/verify/report';
import { ledgerVerifyCommand } from '../../lib/cli/ledger-verify';
import { ROOT } from '../support/root';

const PAGE = readFileSync(join(ROOT, 'docs/ledger.md'), 'utf8');
const LOG = 'shardId-000000000000';

/** A block of the page, by the word behind its fence. */
function block(name: string): string {
  const [, text] = new RegExp(`^\`\`\`${name}\\n([^]*?)^\`\`\`$`, 'm').exec(PAGE) ?? [];
  if (text === undefined) throw new Error(`the page has no block ${name}`);
  return text;
}

const key = parseVerifierKey(block('vkey').trim());
const stored = Buffer.from(block('segment'), 'base64');
const entries = block('entries')
  .trim()
  .split('\n')
  .map((line) => Buffer.from(line));

it('shows a segment as it is', () => {
  const lengths = entries.map(({ length }) => length);
  expect(PAGE).toContain(`of ${lengths.join(' and ')} bytes`);
  const parts = entries.flatMap((entry) => [Buffer.from([0, entry.length]), entry]);
  expect(gunzipSync(stored).toString('latin1')).toBe(
    Buffer.concat([Buffer.from(block('header')), ...parts]).toString('latin1'),
  );
  const segment = followSegment(logOrigin(key.name, LOG), EMPTY_LOG, stored);
  expect(segment.head.tree.size).toBe(2);
  expect(PAGE).toContain(`\`${segmentKey(LOG, 0)}\``);
});

it('shows the leaves and the root over them', () => {
  const [one, two] = entries.map((entry) => leafHash(entry));
  expect(block('tile')).toBe(`${one?.toString('hex') ?? ''}\n${two?.toString('hex') ?? ''}\n`);
  const root = nodeHash(one ?? Buffer.alloc(0), two ?? Buffer.alloc(0));
  const { head } = followSegment(logOrigin(key.name, LOG), EMPTY_LOG, stored);
  expect(rootOf(head.tree)).toEqual(root);
  expect(parseCheckpoint(openNote(Buffer.from(block('checkpoint')), key).text)).toEqual({
    origin: logOrigin(key.name, LOG),
    size: 2,
    root,
  });
  expect(PAGE).toContain(`\`${checkpointKey(LOG, 2)}\``);
});

it('shows a zone checkpoint over the stored bytes', () => {
  const zone = openZoneCheckpoint(Buffer.from(block('zone')), key);
  expect(zone).toMatchObject({ number: 0, logs: [{ size: 2, head: sha256(stored) }] });
  expect(PAGE).toContain(`\`${zoneCheckpointKey(0)}\``);
});

it('shows a proof that proves', () => {
  expect(verifyProof(Buffer.from(block('proof')), key)).toMatchObject({
    log: LOG,
    index: 1,
    size: 2,
    leaf: entries[1],
  });
});

it('names every kind of fault, as the help does', () => {
  const kinds: { readonly [K in FaultKind]: true } = {
    changed: true,
    dropped: true,
    swapped: true,
    inserted: true,
    truncated: true,
    'missing-log': true,
    'foreign-signature': true,
    fork: true,
    'extra-version': true,
    'delete-marker': true,
    retention: true,
    'counter-gap': true,
    'two-contents': true,
    unsealed: true,
  };
  for (const kind of Object.keys(kinds)) {
    expect(PAGE).toContain(`\`${kind}\``);
    expect(ledgerVerifyCommand.usage).toContain(kind);
  }
});
