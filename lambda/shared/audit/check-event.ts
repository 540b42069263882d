import type * as z from 'zod/mini';
import { phiLike } from '../phi-like';
import type { EventProblem } from './errors';
import { AuditEventError } from './errors';
import type { AuditDraft, AuditEvent, UnnumberedEvent } from './event';
import { auditEventSchema } from './event';
import { SCHEMA_VERSION } from './vocabulary';

type Issue = z.core.$ZodIssue;

/** What the trail says of an event; in a draft it would be somebody else's word. */
const OF_THE_TRAIL = ['eventId', 'schemaVersion'];
const ANY_ID = `${'A'.repeat(22)}-0`;

/**
 * Reads drafts, so that what is written later is what was checked now.
 *
 * @param time of those that do not say when they happened
 * @throws AuditEventError with all problems of all drafts
 */
export function readDrafts(
  drafts: readonly AuditDraft[],
  time: string,
): readonly UnnumberedEvent[] {
  const read = drafts.map((draft) => readDraft(draft, time));
  const problems = read.flatMap(({ problems }, at) =>
    drafts.length === 1
      ? problems
      : problems.map(({ path, problem }) => ({ path: `${String(at)}: ${path}`, problem })),
  );
  if (problems.length > 0) throw new AuditEventError(problems);
  return read.flatMap(({ event }) => (event === undefined ? [] : [event]));
}

/**
 * Reads an event back from its stored bytes.
 *
 * @throws AuditEventError
 */
export function readEvent(bytes: Uint8Array): AuditEvent {
  const { event, problems } = check(jsonIn(bytes));
  if (event === undefined) throw new AuditEventError(problems);
  return event;
}

/** A draft that was read: the event, or what is wrong with it. */
export interface Checked {
  readonly event?: AuditEvent;
  readonly problems: readonly EventProblem[];
}

/**
 * Reads one draft, whatever it is.
 *
 * @param time of one that does not say when it happened
 */
export function readDraft(draft: unknown, time: string): Checked {
  if (typeof draft !== 'object' || draft === null) return check(draft);
  const taken = OF_THE_TRAIL.filter((field) => field in draft).map((path) => ({
    path,
    problem: 'is given by the trail; leave it out.',
  }));
  const { event, problems } = check({
    time,
    ...withoutUndefined(draft),
    eventId: ANY_ID,
    schemaVersion: SCHEMA_VERSION,
  });
  return event === undefined || taken.length > 0
    ? { problems: [...taken, ...problems] }
    : { event, problems };
}

/** A caller may write `patient: undefined` for what it does not know. */
function withoutUndefined(draft: object): object {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

function check(value: unknown): Checked {
  const { data, error } = auditEventSchema.safeParse(value);
  if (data !== undefined) return { event: data, problems: [] };
  const problems = (error?.issues ?? []).map((issue) => describeIssue(issue, value));
  return { problems: problems.filter(isFirstOfItsPath) };
}

function isFirstOfItsPath(
  { path }: EventProblem,
  at: number,
  all: readonly EventProblem[],
): boolean {
  return all.findIndex((other) => other.path === path) === at;
}

function describeIssue(issue: Issue, event: unknown): EventProblem {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return { path, problem: unknownFields(issue.keys) };
  return { path, problem: `${kindOf(valueAt(event, issue.path))}, ${issue.message}.` };
}

/** Its name may be the name of a person: only a word of our own is repeated. */
function unknownFields(names: readonly string[]): string {
  const known = fieldsOf(auditEventSchema);
  const own = names.filter((name) => known.has(name));
  const foreign = names.length - own.length;
  const found = [
    ...own.map((name) => `the field ${name}`),
    ...(foreign > 0 ? [`${String(foreign)} unknown ${foreign === 1 ? 'field' : 'fields'}`] : []),
  ].join(', ');
  return `has ${found}, which this type and outcome do not have: docs/audit-event.schema.json lists theirs.`;
}

const WORDS_OF_PROSE = 3;

/** What a value is, without saying it. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (Array.isArray(value)) return 'is a list';
  if (typeof value !== 'string') return value === null ? 'is null' : `is of type ${typeof value}`;
  const kinds = phiLike(value, 'name');
  if (kinds.length > 0) return `looks like ${kinds.join(' and ')}`;
  if (value.split(/\s+/, WORDS_OF_PROSE).length === WORDS_OF_PROSE) return 'is free text';
  return 'is a text of another form';
}

function valueAt(event: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    event,
  );
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    // Without its cause: the message of JSON.parse repeats what it read.
    throw new AuditEventError([{ path: '', problem: 'The bytes are no JSON in UTF-8.' }]);
  }
}

/** Names of all fields of a schema, at any depth. */
function fieldsOf(schema: z.core.$ZodType): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (type: unknown): void => {
    const { def } = type as z.core.$ZodType & { readonly def: object };
    if ('shape' in def) {
      for (const [name, field] of Object.entries(def.shape as object)) {
        names.add(name);
        visit(field);
      }
    }
    if ('options' in def) (def.options as readonly unknown[]).forEach(visit);
    if ('innerType' in def) visit(def.innerType);
  };
  visit(schema);
  return names;
}
