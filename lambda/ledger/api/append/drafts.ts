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
import { DAY_MS } from '../../index/row';
import { isOfPeople } from './types';

/** What a caller wants written down, with a pseudonym in place of the record number. */
export type GivenEvent = Omit<AuditEventDraft, 'patientId'> & { readonly patient?: string };

/** An event that can be appended, or what is wrong with it. */
export type CheckedDraft =
  | { readonly draft: AuditDraft }
  | { readonly problems: readonly FieldProblem[] };

/** A clock may be a little ahead of ours; what has not happened is not written down. */
const AHEAD_MS = 5 * 60 * 1000;
/**
 * How late an application may report: as long as the audit stream itself keeps an event (`retentionPeriod` in
 * lib/constructs/archive/audit-stream.ts). What is further back nobody writes into any more, so a report of it
 * that was given does not change by what a caller says.
 */
const LATE_DAYS = 7;
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
 * where the person acted. What zone and operators do, a person does not tell of himself. It happened at most
 * seven days ago, as long as the stream keeps an event, and at most five minutes ahead, for clocks differ.
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
  if (act.by.kind === 'person' && act.by.via === undefined) {
    const foreign = foreignProblems(given);
    if (foreign.length > 0) return told(foreign);
  }
  const untimely = timeProblem(rest.time, now);
  if (untimely !== undefined) return told([{ path: 'time', problem: untimely }]);
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

/** What a person says for which it takes a service. */
function foreignProblems({ type, client }: GivenEvent): readonly EventProblem[] {
  return [
    ...(isOfPeople(type)
      ? []
      : [
          {
            path: 'type',
            problem:
              'is given by a person, expected from a service: a person appends what he did with records, and his logout.',
          },
        ]),
    ...(client === undefined
      ? []
      : [
          {
            path: 'client',
            problem: 'is given by a person, expected from a service that acts for one.',
          },
        ]),
  ];
}

function timeProblem(time: string | undefined, now: number): string | undefined {
  if (time === undefined) return undefined;
  const at = Date.parse(time);
  if (at > now + AHEAD_MS) return 'is in the future, expected when it happened.';
  return at < now - LATE_DAYS * DAY_MS
    ? `is too long ago, expected within ${String(LATE_DAYS)} days.`
    : undefined;
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
