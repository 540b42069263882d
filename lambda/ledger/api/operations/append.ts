import type { Act } from '../../../access/act';
import { checkOpaque } from '../../../shared/http/validate';
import type { Operation } from '../../../access/api/operation';
import type { Receipt } from '../../../shared/audit/audit-trail';
import { AuditUnavailableError } from '../../../shared/audit/errors';
import type {
  AppendAuditEvents,
  AppendedAuditEvents,
  AppendResult,
  AuditEventDraft,
} from '../../../shared/http/generated/types';
import type { CheckedDraft, GivenEvent } from '../append/drafts';
import { checkGiven, hashOfBody } from '../append/drafts';
import type { Receipts, Reservation } from '../append/idempotency';
import { looked } from '../looked';
import type { LedgerServices } from '../services';

type AppendServices = Pick<LedgerServices, 'trail' | 'pseudonyms' | 'reservations'>;

const ACTION = 'append-audit-events';
/** Some of the events were not accepted: the answer says of each. */
const SOME = 207;

/** Takes events of applications, each by itself, and once however often a body is sent. */
export function appendOperation(
  services: AppendServices,
): Operation<AppendAuditEvents, AppendedAuditEvents> {
  return ({ idempotencyKey, events }, act) => {
    checkOpaque({ '/idempotencyKey': idempotencyKey });
    return {
      needs: { action: ACTION },
      refused: (denied) => looked(act, ACTION, denied),
      run: async () => {
        const given = await Promise.all(
          events.map((event) => underPseudonym(services, act.by.tenant, event)),
        );
        const reservation = await services.reservations.reserve(
          requestOf(act, idempotencyKey),
          hashOfBody(given),
        );
        const drafts = given.map((event, at) =>
          checkGiven(event, at, act, idempotencyKey, reservation.since),
        );
        const receipts = reservation.done
          ? reservation.receipts
          : await appendMissing(services, reservation, drafts);
        const results = drafts.map((draft, at) =>
          resultOf(draft, at, receipts.get(at), reservation.done),
        );
        const accepted = results.filter(({ status }) => status === 'accepted').length;
        return {
          status: accepted === results.length ? 200 : SOME,
          body: { accepted, results },
        };
      },
    };
  };
}

async function underPseudonym(
  { pseudonyms }: AppendServices,
  tenant: string,
  { patientId, ...event }: AuditEventDraft,
): Promise<GivenEvent> {
  return patientId === undefined
    ? event
    : { ...event, patient: await pseudonyms.of(tenant, patientId) };
}

/** Names a caller and his key. A service that acts for a person has keys of its own for him. */
function requestOf({ by }: Act, key: string): string {
  const via = by.kind === 'person' && by.via !== undefined ? [by.via.id] : [];
  return [by.tenant, by.kind, by.id, ...via, key].map(encodeURIComponent).join('/');
}

/** @throws AuditUnavailableError when not one is accepted */
async function appendMissing(
  { trail }: AppendServices,
  reservation: Reservation,
  drafts: readonly CheckedDraft[],
): Promise<Receipts> {
  const known = reservation.receipts;
  const missing = drafts.flatMap((checked, at) =>
    'draft' in checked && !known.has(at) ? [{ at, draft: checked.draft }] : [],
  );
  const withMore = (more: readonly (Receipt | undefined)[]): Receipts =>
    new Map([
      ...known,
      ...missing.flatMap(({ at }, of) => {
        const receipt = more[of];
        return receipt === undefined ? [] : [[at, receipt] as const];
      }),
    ]);
  let appended: readonly Receipt[];
  try {
    appended = await trail.append(missing.map(({ draft }) => draft));
  } catch (error) {
    const accepted = error instanceof AuditUnavailableError ? withMore(error.receipts) : known;
    await reservation.release(accepted);
    if (error instanceof AuditUnavailableError && accepted.size > 0) return accepted;
    throw error;
  }
  return reservation.complete(withMore(appended));
}

function resultOf(
  checked: CheckedDraft,
  at: number,
  receipt: Receipt | undefined,
  done: boolean,
): AppendResult {
  if (receipt !== undefined) return { status: 'accepted', ...receipt };
  if ('problems' in checked) return { status: 'rejected', problems: checked.problems };
  if (!done) return { status: 'unavailable' };
  // The zone would take it now, and did not when the body came first.
  const detail = 'was rejected when it came first: send it again under a new idempotency key.';
  return { status: 'rejected', problems: [{ pointer: `#/events/${String(at)}`, detail }] };
}
