import type { Act } from '../../../access/act';
import type { CanonicalValue } from '../../../shared/audit/canonical';
import { canonicalJson } from '../../../shared/audit/canonical';
import { readDraft } from '../../../shared/audit/check-event';
import type { EventProblem } from '../../../shared/audit/errors';
import { AuditEventTooLargeError } from '../../../shared/audit/errors';
import type { AuditDraft, AuditEvent } from '../../../shared/audit/event';
import { COUNTER_DIGITS, EPOCH_LENGTH } from '../../../shared/audit/event-id';
import { recordOf } from '../../../shared/audit/record';
import { shortUserAgent } from '../../../shared/audit/user-agent';
import type { AuditEventDraft, FieldProblem } from '../../../shared/http/generated/types';
import { sha256 } from '../../../shared/hash';

/** What a caller wants written down, with a pseudonym in place of the record number. */
export type GivenEvent = Omit<AuditEventDraft, 'patientId'> & { readonly patient?: string };

/** An event that can be appended, or what is wrong with it. */
export type CheckedDraft =
  | { readonly draft: AuditDraft }
  | { readonly problems: readonly FieldProblem[] };

/** A clock may be a little ahead of ours; what has not happened is not written down. */
const AHEAD_MS = 5 * 60 * 1000;
/** As long as any that the trail gives. */
const LONGEST_ID = `${'A'.repeat(EPOCH_LENGTH)}-${'9'.repeat(COUNTER_DIGITS)}`;
/** `maxItems` in the API document. */
const MOST_PROBLEMS = 100;

/** Where the API spells a field of an event otherwise. */
const POINTERS: Readonly<Record<string, string>> = {
  patient: '/patientId',
  breakGlass: '/glass',
  'breakGlass.justification': '/glass',
  sourceIp: '/client/sourceIp',
  userAgent: '/client/userAgent',
};

/**
 * Checks one event of a call. Who acted, and from where, is what is known of the caller; a service says from
 * where the person acted.
 *
 * @param at which of the call, counted from 0
 * @param now when the call came first, in milliseconds since 1970
 */
export function checkGiven(
  given: GivenEvent,
  at: number,
  act: Act,
  idempotencyKey: string,
  now: number,
): CheckedDraft {
  const pointer = (path: string): string =>
    `#/events/${String(at)}${POINTERS[path] ?? (path === '' ? '' : `/${path.replaceAll('.', '/')}`)}`;
  const told = (problems: readonly EventProblem[]): CheckedDraft => ({
    problems: problems
      .slice(0, MOST_PROBLEMS)
      .map(({ path, problem }) => ({ pointer: pointer(path), detail: problem })),
  });

  const { client, glass, ...rest } = given;
  if (client !== undefined && act.by.kind === 'person' && act.by.via === undefined) {
    return told([
      {
        path: 'client',
        problem: 'is given by a person, expected from a service that acts for one.',
      },
    ]);
  }
  if (rest.time !== undefined && Date.parse(rest.time) > now + AHEAD_MS) {
    return told([{ path: 'time', problem: 'is in the future, expected when it happened.' }]);
  }
  const { event, problems } = readDraft(
    {
      phiAccessed: false,
      ...act.written,
      ...rest,
      ...(client?.sourceIp === undefined ? {} : { sourceIp: client.sourceIp }),
      ...(client?.userAgent === undefined ? {} : { userAgent: shortUserAgent(client.userAgent) }),
      breakGlass: glass === undefined ? false : { justification: glass },
      idempotencyKey,
    },
    new Date(now).toISOString(),
  );
  if (event === undefined) return told(problems);
  const tooLarge = sizeProblem(event);
  if (tooLarge !== undefined) return told([{ path: '', problem: tooLarge }]);
  const { schemaVersion: _, eventId: __, ...draft } = event;
  return { draft };
}

function sizeProblem(event: AuditEvent): string | undefined {
  try {
    recordOf({ ...event, eventId: LONGEST_ID });
    return undefined;
  } catch (error) {
    if (error instanceof AuditEventTooLargeError) return error.message;
    throw error;
  }
}

/** Names a body, so that another one under the same key is told from it. Holds a pseudonym, no record number. */
export function hashOfBody(events: readonly GivenEvent[]): string {
  const plain = events.map(({ client, ...rest }) => ({
    ...rest,
    // A header may hold anything; what is kept of it may not.
    ...(client === undefined
      ? {}
      : { client: { ...client, userAgent: shortUserAgent(client.userAgent ?? '') } }),
  }));
  const values = JSON.parse(JSON.stringify(plain)) as CanonicalValue;
  return sha256(Buffer.from(canonicalJson(values))).toString('base64url');
}
