import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Receipt } from '../../../lambda/shared/audit/audit-trail';
import { leavesOf } from '../zone/ledger';
import { endOf, eventsIn, hlz, verifierKey } from './hlz';
import { produce } from './produce';
import type { Scene } from './scene';
import { LOGS } from './scene';
import { allSealed } from './seal';
import { sign } from './sign';

/** What an auditor has in hand. */
export interface Export {
  /** Folder of the export, in that of the run. */
  readonly folder: string;
  /** Verifier key of the ledger, handed on by another way. */
  readonly key: string;
  /** File with the newest zone checkpoint. */
  readonly expected: string;
}

/** A sandbox's locks, which an emulator zone has. */
export const LOCK = ['--lock', 'governance', '--retention-days', '1'];

/**
 * Exports, verifies and proves, as an auditor does, and once more when the ledger has grown.
 *
 * @param ahead how many events were written by a clock that was hours ahead: a verifier tells of them, and of no others
 */
export async function audit(
  scene: Scene,
  receipts: readonly Receipt[],
  ahead: number,
): Promise<Export> {
  const { shop, zone, ledger, report } = scene;
  const key = await verifierKey(shop, zone);
  const first = await exportAndVerify(scene, key, { receipts, ahead }, 'expected-1.note');
  report.fact(
    `exported and verified: ${String(first.leaves)} leaves, ${String(first.again)} of them events that came again, no number of a producer missing`,
  );

  await prove(scene, key, receipts);

  const more = await produce(scene, {
    name: 'night-shift',
    events: 100,
    batch: 10,
    width: 2,
    kind: 'acts',
  });
  await allSealed(scene);
  await sign(scene);
  const all = [...receipts, ...more.receipts];
  const second = await exportAndVerify(scene, key, { receipts: all, ahead }, 'expected-2.note');
  assert.ok(second.versions > first.versions);
  assert.equal(second.fetched, second.versions - first.versions);
  report.fact(
    `a second export fetched ${String(second.fetched)} new objects and none of the ${String(first.versions)} it had; verified against the first`,
  );
  // What was signed first is still there.
  await hlz(shop, [
    'ledger',
    'verify',
    EXPORT,
    '--key',
    key,
    '--expect',
    'expected-1.note',
    ...LOCK,
  ]);
  assert.ok((await ledger.zoneNumber()) > 0);
  return { folder: EXPORT, key, expected: 'expected-2.note' };
}

const EXPORT = 'export';

interface Verified {
  readonly versions: number;
  /** Versions that were not there before. */
  readonly fetched: number;
  readonly leaves: number;
  /** Leaves that are an event that is there already. */
  readonly again: number;
}

async function exportAndVerify(
  { shop, zone, ledger }: Scene,
  key: string,
  { receipts, ahead }: { readonly receipts: readonly Receipt[]; readonly ahead: number },
  expected: string,
): Promise<Verified> {
  const number = await ledger.zoneNumber();
  writeFileSync(join(shop.folder, expected), await ledger.zoneCheckpoint(number));
  const exported = endOf(
    await hlz(shop, ['ledger', 'export', '--bucket', zone.ledgerBucket, '--to', EXPORT, '--json']),
  );
  const ended = await hlz(shop, [
    'ledger',
    'verify',
    EXPORT,
    '--key',
    key,
    '--expect',
    expected,
    '--json',
    ...LOCK,
  ]);
  const verified = endOf(ended);
  assert.equal(verified['outcome'], 'verified');

  // What the verifier says, against what this test knows from the bucket and from producers.
  const segments = await Promise.all(LOGS.map((log) => ledger.segments(log)));
  const leaves = leavesOf(segments.flat());
  const distinct = new Set(leaves);
  assert.deepEqual(
    receipts.filter(({ leafHash }) => !distinct.has(leafHash)),
    [],
  );
  const again = leaves.length - distinct.size;
  assert.equal(verified['events'], leaves.length);
  assert.equal(verified['repeated'], again);
  const remarks = eventsIn(ended, 'remark').map(({ kind, message }) => [kind, message]);
  assert.deepEqual(remarks, [
    ['duplicates', `${String(again)} events came again with the same bytes, and count once`],
    ...(ahead === 0
      ? []
      : [
          [
            'odd-clock',
            `${String(ahead)} events name an epoch that does not fit the time of their arrival; gaps of such epochs cannot be seen`,
          ],
        ]),
  ]);
  return {
    versions: Number(exported['versions']),
    fetched: Number(exported['fetched']),
    leaves: leaves.length,
    again,
  };
}

/** One event of the stream and one of the spool: proven, and the proof checked without the ledger. */
async function prove(scene: Scene, key: string, receipts: readonly Receipt[]): Promise<void> {
  const { shop, report } = scene;
  for (const by of ['stream', 'spool'] as const) {
    const receipt = receipts.findLast(({ acceptedBy }) => acceptedBy === by);
    assert.ok(receipt);
    const { eventId } = receipt;
    const file = `${by}.tlog-proof`;
    await hlz(shop, ['ledger', 'prove', eventId, '--from', EXPORT, '--key', key, '--out', file]);
    const proven = endOf(await hlz(shop, ['ledger', 'verify-proof', file, '--key', key, '--json']));
    const event = JSON.parse(String(proven['leaf'])) as { readonly eventId: string };
    assert.equal(event.eventId, eventId);
  }
  report.fact('one event of the stream and one of the spool proven');
}
