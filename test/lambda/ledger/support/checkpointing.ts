import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { createHandler } from '../../../../lambda/ledger/checkpointer/create-handler';
import type {
  CheckpointerDependencies,
  CheckpointKey,
} from '../../../../lambda/ledger/checkpointer/ports';
import { ZONE_CHECKPOINTS } from '../../../../lambda/ledger/format/layout';
import type { ZoneCheckpoint } from '../../../../lambda/ledger/format/zone-checkpoint';
import { openZoneCheckpoint } from '../../../../lambda/ledger/format/zone-checkpoint';
import { verifierKey } from '../../../../lambda/ledger/note/signed-note';
import type { LedgerStore } from '../../../../lambda/ledger/store';
import { PREFIX, recordingLogger } from './sealing';

export interface TestKey extends CheckpointKey {
  /** The public half as KMS gives it. */
  readonly spki: Buffer;
  readonly signNow: (message: Uint8Array) => Buffer;
}

/** An Ed25519 key of a fixed seed, of which every test may know the private half. */
export function testKey(name = PREFIX, seed = 1): TestKey {
  const privateKey = createPrivateKey({
    // PKCS #8 of Ed25519 (RFC 8410) is this and the seed.
    key: Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.alloc(32, seed),
    ]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const signNow = (message: Uint8Array): Buffer => sign(null, message, privateKey);
  return {
    spki,
    verifier: verifierKey(name, spki),
    signNow,
    sign: (message) => Promise.resolve(signNow(message)),
  };
}

export const KEY = testKey();
export const NOON = Date.parse('2026-11-25T12:00:00.000Z');

export function checkpointer(store: LedgerStore, more: Partial<CheckpointerDependencies> = {}) {
  const { log, lines } = recordingLogger();
  const handler = createHandler({
    store,
    key: () => Promise.resolve(KEY),
    log,
    now: () => NOON,
    ...more,
  });
  return { handler, lines };
}

/** All zone checkpoints, the oldest first. */
export async function zoneCheckpoints(store: LedgerStore): Promise<readonly ZoneCheckpoint[]> {
  const zones: ZoneCheckpoint[] = [];
  for await (const key of store.keys(ZONE_CHECKPOINTS)) {
    zones.unshift(openZoneCheckpoint(await store.read(key), KEY.verifier));
  }
  return zones;
}
