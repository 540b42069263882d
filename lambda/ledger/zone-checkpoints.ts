import { LedgerFormatError } from './format/errors';
import { numberIn, ZONE_CHECKPOINTS } from './format/layout';
import type { ZoneCheckpoint } from './format/zone-checkpoint';
import { openZoneCheckpoint } from './format/zone-checkpoint';
import type { VerifierKey } from './note/signed-note';
import type { LedgerStore } from './store';

/**
 * Zone checkpoints, the newest first.
 *
 * @throws NoteError, LedgerFormatError when one is not good
 */
export async function* zoneCheckpoints(
  store: LedgerStore,
  verifier: VerifierKey,
  limit: number,
): AsyncGenerator<ZoneCheckpoint> {
  for await (const key of store.keys(ZONE_CHECKPOINTS, { limit })) {
    const zone = openZoneCheckpoint(await store.read(key), verifier);
    if (zone.number !== numberIn(key)) {
      throw new LedgerFormatError('broken-chain', `${key} holds number ${String(zone.number)}`);
    }
    yield zone;
  }
}

/**
 * The newest zone checkpoint; undefined before there is one.
 *
 * @throws NoteError, LedgerFormatError when the newest is not good
 */
export async function newestZoneCheckpoint(
  store: LedgerStore,
  verifier: VerifierKey,
): Promise<ZoneCheckpoint | undefined> {
  for await (const zone of zoneCheckpoints(store, verifier, 1)) return zone;
  return undefined;
}
