import { NoSuchThingError, UnavailableError } from '../../../access/errors';
import type { Operation, Reply } from '../../../access/api/operation';
import { epochStart, parseEventId } from '../../../shared/audit/event-id';
import { isOpaqueId } from '../../../shared/audit/opaque';
import { LONGEST_EPOCH_MS } from '../../../shared/audit/producer';
import { leafHash } from '../../../shared/hash';
import type {
  AuditProof,
  PendingProof,
  ProveAuditEvent,
} from '../../../shared/http/generated/types';
import { readCompleteThrough } from '../../index/complete-through';
import type { IndexedEvent } from '../../index/row';
import { eventSubject, indexedIn, IndexRowError } from '../../index/row';
import { proveLeaf } from '../../proof/prove-leaf';
import type { LookedAt } from '../looked';
import { looked } from '../looked';
import type { LedgerServices } from '../services';

const ACTION = 'prove-audit-event';
/** An id has one content; more are a fault that somebody made, and some of them are enough. */
const MOST_CONTENTS = 10;
/** What API Gateway waits for, less what is done beside. */
const PROVING_MS = 20_000;
/** Beside the life of an epoch: what clocks and the way into the ledger take. */
const GRACE_MS = 60 * 60 * 1000;
/** Signing and indexing come once a minute. */
const RETRY_AFTER_S = 30;
const NOT_YET = 202;

/** A proof from the ledger, which anybody checks who has its public key. */
export function proofOperation(
  services: LedgerServices,
): Operation<ProveAuditEvent, AuditProof | PendingProof> {
  return async ({ eventId }, act) => {
    const found = await findEvent(services, act.by.tenant, eventId);
    const patient =
      found !== undefined && 'patient' in found.event ? found.event.patient : undefined;
    const about: LookedAt = {
      ...(patient === undefined ? {} : { patient }),
      ...(isOpaqueId(eventId) ? { resource: { type: 'audit-event', ref: eventId } } : {}),
    };
    const written = async (recordCount: number): Promise<void> => {
      await services.trail.append([
        looked(act, ACTION, { outcome: 'success' }, { ...about, recordCount }),
      ]);
    };
    return {
      needs: { action: ACTION, ...(patient === undefined ? {} : { patient }) },
      refused: (denied) => looked(act, ACTION, denied, about),
      run: async () => {
        if (found === undefined && !(await mayCome(services, eventId))) {
          const reason = 'no-such-event';
          await services.trail.append([looked(act, ACTION, { outcome: 'error', reason }, about)]);
          throw new NoSuchThingError(
            reason,
            'No event of your tenant has this id, or it is older than the index: export the ledger, and prove it by `hlz ledger prove`.',
          );
        }
        const proof = found === undefined ? undefined : await proofOf(services, found);
        await written(proof === undefined ? 0 : 1);
        return proof === undefined
          ? notYet({ eventId, state: found === undefined ? 'accepted' : 'sealed' })
          : { body: proof };
      },
    };
  };
}

/** What the index has under an id, in the tenant of the caller: of others he learns nothing. */
async function findEvent(
  { index, log }: LedgerServices,
  tenant: string,
  eventId: string,
): Promise<IndexedEvent | undefined> {
  const { items } = await index.query({ partition: eventSubject(eventId), limit: MOST_CONTENTS });
  const found = items.map((item) => indexedIn(item)).filter(({ event }) => event.tenant === tenant);
  // The leaf hash in the answer tells which it is; a verifier names the fault.
  if (found.length > 1) log.error('two-contents', { contents: String(found.length) });
  return found[0];
}

/** @returns undefined when the leaf is not signed yet */
async function proofOf(
  { store, verifier, now }: LedgerServices,
  { event, leafHash: hash, log, index }: IndexedEvent,
): Promise<AuditProof | undefined> {
  const end = now() + PROVING_MS;
  const dependencies = { store, verifier: await verifier(), timeLeft: () => now() < end };
  const proof = await proveLeaf(dependencies, log, index);
  if (proof === 'no-time') throw new UnavailableError('The checkpoint behind the event');
  if (typeof proof === 'string') return undefined;
  if (!leafHash(proof.leaf).equals(hash)) {
    throw new IndexRowError(
      'The index names a leaf that is another event: see "The index" in docs/audit-api.md.',
    );
  }
  return {
    eventId: event.eventId,
    log,
    index,
    size: proof.size,
    leafHash: hash.toString('base64'),
    proof: proof.text,
  };
}

/**
 * Whether an event that the index does not have may still come: its epoch, which is in its id, lasts a day, and
 * the index is not complete beyond that.
 */
async function mayCome(services: LedgerServices, eventId: string): Promise<boolean> {
  const { store, index, verifier, now } = services;
  const began = epochStart(parseEventId(eventId)?.epoch ?? '');
  if (began > now() + GRACE_MS) return false;
  const { checkpoint } = await readCompleteThrough(store, index, await verifier());
  return (
    checkpoint === undefined || Date.parse(checkpoint.time) < began + LONGEST_EPOCH_MS + GRACE_MS
  );
}

function notYet(body: PendingProof): Reply<PendingProof> {
  return { status: NOT_YET, headers: { 'Retry-After': String(RETRY_AFTER_S) }, body };
}
