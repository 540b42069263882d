import { LONGEST_ID } from '../../shared/audit/opaque';
import { idOf } from '../../access/ids';
import { isOpaqueId } from '../../shared/audit/opaque';
import { fieldsOf } from '../../shared/json';
import { phiLike } from '../../shared/phi-like';
import type { FindingSource } from '../vocabulary';
import { FINDING_SOURCES } from '../vocabulary';
import { FindingEventError } from './errors';
import {
  DETAIL_TYPES,
  EVENT_SOURCES,
  LEAST_GUARDDUTY_SEVERITY,
  MACIE_SEVERITY,
  SECURITYHUB_SEVERITIES,
  TOLD_BY_THEMSELVES,
} from './patterns';

/**
 * A finding of high severity, as far as it is kept. What it is about is not: the name of an object may be that of a
 * patient. Whoever handles the incident reads it where it was made.
 */
export interface Finding {
  readonly source: FindingSource;
  /** As the service names it; a hash of that where it may tell of a person. */
  readonly id: string;
  readonly type: string;
  /** When it was first and last seen: milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Whether it was made to try the way, by whoever runs the account. */
  readonly sample: boolean;
}

/** A finding that was read, or that it cannot be. */
export type ReadFinding =
  | { readonly kind: 'finding'; readonly finding: Finding }
  /** Of no high severity, handled already, or told by another event. */
  | { readonly kind: 'left-out' }
  | { readonly kind: 'unreadable'; readonly fields: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

/**
 * The findings of an event of EventBridge.
 *
 * @throws FindingEventError when it is no event of a service whose findings become incidents
 */
export function readFindings(event: unknown): readonly ReadFinding[] {
  const { source: from, 'detail-type': type, detail } = fieldsOf(event);
  const source = FINDING_SOURCES.find(
    (name) => EVENT_SOURCES[name] === from && DETAIL_TYPES[name] === type,
  );
  if (source === undefined) {
    throw new FindingEventError(
      'The event is no finding: expected one of GuardDuty, Macie or Security Hub by way of EventBridge.',
    );
  }
  if (source !== 'securityhub') return [READERS[source](fieldsOf(detail))];
  const { findings } = fieldsOf(detail);
  if (!Array.isArray(findings) || findings.length === 0) {
    throw new FindingEventError(
      'The event of Security Hub has no findings: expected a list of at least one.',
    );
  }
  return findings.map((finding: unknown) => READERS.securityhub(fieldsOf(finding)));
}

const READERS: Readonly<Record<FindingSource, (fields: Fields) => ReadFinding>> = {
  guardduty: (fields) => {
    const { severity, service } = fields;
    if (typeof severity !== 'number') return { kind: 'unreadable', fields: ['severity'] };
    const { archived, eventFirstSeen, eventLastSeen, additionalInfo } = fieldsOf(service);
    if (severity < LEAST_GUARDDUTY_SEVERITY || archived === true) return { kind: 'left-out' };
    return found('guardduty', {
      id: fields['id'],
      type: fields['type'],
      first: eventFirstSeen ?? fields['createdAt'],
      // When it was last changed, since nothing is seen of what was only told again.
      last: fields['updatedAt'] ?? eventLastSeen,
      sample: fieldsOf(additionalInfo)['sample'],
    });
  },
  macie: (fields) => {
    const { description } = fieldsOf(fields['severity']);
    if (typeof description !== 'string') return { kind: 'unreadable', fields: ['severity'] };
    if (description !== MACIE_SEVERITY || fields['archived'] === true) return { kind: 'left-out' };
    return found('macie', {
      id: fields['id'],
      type: fields['type'],
      first: fields['createdAt'],
      last: fields['updatedAt'],
      sample: fields['sample'],
    });
  },
  securityhub: (fields) => {
    const { Label } = fieldsOf(fields['Severity']);
    const { Status } = fieldsOf(fields['Workflow']);
    const { RecordState, ProductName, Types } = fields;
    const missing = Object.entries({ Severity: Label, Workflow: Status, RecordState }).flatMap(
      ([name, value]) => (typeof value === 'string' ? [] : [name]),
    );
    if (missing.length > 0) return { kind: 'unreadable', fields: missing };
    const isWanted =
      SECURITYHUB_SEVERITIES.some((label) => label === Label) &&
      Status === 'NEW' &&
      RecordState === 'ACTIVE' &&
      !TOLD_BY_THEMSELVES.some((name) => name === ProductName);
    if (!isWanted) return { kind: 'left-out' };
    return found('securityhub', {
      id: fields['Id'],
      type: Array.isArray(Types) ? (Types[0] as unknown) : undefined,
      first: fields['FirstObservedAt'] ?? fields['CreatedAt'],
      last: fields['UpdatedAt'],
      sample: fields['Sample'],
    });
  },
};

interface Said {
  readonly id: unknown;
  readonly type: unknown;
  readonly first: unknown;
  readonly last: unknown;
  readonly sample: unknown;
}

function found(source: FindingSource, { id, type, first, last, sample }: Said): ReadFinding {
  const [firstAt, lastAt] = [timeIn(first), timeIn(last)];
  if (typeof id !== 'string' || id === '' || firstAt === undefined || lastAt === undefined) {
    const wrong = { id: typeof id === 'string' && id !== '' ? id : undefined, firstAt, lastAt };
    return {
      kind: 'unreadable',
      fields: Object.entries(wrong).flatMap(([name, value]) => (value === undefined ? [name] : [])),
    };
  }
  return {
    kind: 'finding',
    finding: {
      source,
      id: isOpaqueId(id) ? id : idOf('finding-id', source, id),
      type: typeIn(type),
      firstAt: Math.min(firstAt, lastAt),
      lastAt,
      sample: sample === true,
    },
  };
}

function timeIn(value: unknown): number | undefined {
  // GuardDuty and Security Hub write a text; Macie too, in EventBridge.
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) || time < 0 ? undefined : time;
}

/** Such as `UnauthorizedAccess:EC2/SSHBruteForce`, `Backdoor:EC2/C&CActivity.B!DNS`: words of the service, of no person. */
function typeIn(value: unknown): string {
  const isType =
    typeof value === 'string' &&
    value.length <= LONGEST_ID &&
    /^[A-Za-z][A-Za-z0-9:/.&!_ -]*$/.test(value) &&
    phiLike(value, 'name').length === 0;
  return isType ? value : 'other';
}
