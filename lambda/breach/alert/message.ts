import type { Item } from '../../shared/table';
import type { Due, Mark } from '../clocks/clock';
import type { Day } from '../clocks/day';
import { daysBetween } from '../clocks/day';
import type { Duty, DutyRef } from '../clocks/duty';
import type { Reminder } from '../clocks/marks';
import type { Incident, Origin } from '../register/incident';
import { graver } from '../register/severity';
import type { Severity } from '../vocabulary';
import type { Alert } from './alerts';
import type { Told } from './told';

/** Messages, in a form for machines and in one for people. */

/** Of every message; raised when a field changes its meaning. */
const SCHEMA = 'hlz.breach-alert/1';
const RUNBOOK = 'docs/breach-desk.md';
/** Most dues that are named. The next ones come first. */
const MOST_DUES = 10;

const HEADLINES: Readonly<Record<Told['kind'], string>> = {
  opened: 'Incident opened',
  hit: 'Incident goes on',
  state: 'Incident is',
  counts: 'Incident: whom to tell changed',
  severity: 'Incident is graver',
  hold: 'Incident: law enforcement holds up notices',
  reminder: 'Reminder',
};

/** How a message is addressed: later marks reach more people. An incident is never told of below its own severity. */
const BY_MARK: Readonly<Record<Mark, Severity>> = {
  30: 'low',
  14: 'low',
  7: 'medium',
  1: 'high',
  overdue: 'high',
};

/** What is news of an incident. */
export function incidentAlert(
  told: Told,
  incident: Incident,
  dues: readonly Due[],
  today: Day,
): Alert {
  const { id, tenant, origin, state, drill } = incident;
  const severity = graver(incident.severity, levelOf(told, incident));
  const next = dues
    .filter(({ done }) => done === undefined)
    .toSorted((one, other) => daysBetween(other.due, one.due))
    .map(({ clock, due, citation }) => ({
      clock,
      due,
      daysLeft: daysBetween(today, due),
      citation,
    }));
  const read = { operation: 'POST /v1/incidents/read', body: { incident: id } };
  const runbook = `${RUNBOOK}#${anchorOf(told, incident)}`;
  const what = headlineOf(told, incident, today);
  return {
    severity,
    subject: subjectOf(severity, drill, `${what} (${tenant})`),
    facts: {
      schema: SCHEMA,
      kind: told.kind,
      incident: id,
      tenant,
      origin: { ...sourceOf(origin) },
      severity: incident.severity,
      state,
      drill,
      ...(told.kind === 'reminder' ? { reminder: { ...told.reminder } } : {}),
      due: next.slice(0, MOST_DUES),
      read,
      runbook,
    },
    text: lines(
      ...(drill ? ['DRILL: nothing of this happened.'] : []),
      `${what}.`,
      '',
      `tenant    ${tenant}`,
      `incident  ${id}`,
      ...Object.entries(sourceOf(origin)).map(([name, value]) => `${name.padEnd(9)} ${value}`),
      `severity  ${incident.severity}`,
      `state     ${state}`,
      ...next
        .slice(0, MOST_DUES)
        .map(
          ({ clock, due, daysLeft, citation }) =>
            `due       ${due}  ${clock}, ${leftOf(daysLeft)} (${citation})`,
        ),
      '',
      `Read it: ${read.operation} with ${JSON.stringify(read.body)}`,
      `What to do: ${runbook}`,
    ),
  };
}

/** A reminder of something that comes again. */
export function dutyAlert(
  { tenant, duty, title, citation }: Duty & DutyRef,
  { due, mark }: Omit<Reminder, 'clock'>,
  today: Day,
): Alert {
  const severity = BY_MARK[mark];
  const daysLeft = daysBetween(today, due);
  const runbook = `${RUNBOOK}#duties`;
  const what = `Reminder: ${title}, ${leftOf(daysLeft)}`;
  const read = { operation: 'POST /v1/duties/list', body: {} };
  return {
    severity,
    subject: subjectOf(severity, false, `${what} (${tenant})`),
    facts: {
      schema: SCHEMA,
      kind: 'duty',
      duty,
      tenant,
      severity,
      drill: false,
      reminder: { clock: duty, due, mark },
      due: [{ clock: duty, due, daysLeft, citation }],
      read,
      runbook,
    },
    text: lines(
      `${what}.`,
      '',
      `tenant    ${tenant}`,
      `duty      ${duty}`,
      `due       ${due}, ${leftOf(daysLeft)} (${citation})`,
      '',
      `When it is done, record it: POST /v1/duties`,
      `What to do: ${runbook}`,
    ),
  };
}

/** Something that no code of ours does to the register. */
export type Tampering = 'changed' | 'removed' | 'unreadable';

const TAMPERING: Readonly<Record<Tampering, string>> = {
  changed: 'An entry of the register of incidents was changed',
  removed: 'An item of the register of incidents was removed',
  unreadable: 'An item of the register of incidents is not as our code writes it',
};

/**
 * @param item as it was or is, where that can be told
 * @param sequenceNumber of the record of the stream
 */
export function tamperingAlert(
  kind: Tampering,
  item: Item | undefined,
  sequenceNumber: string,
): Alert {
  const place = { record: keyIn(item, 'record'), entry: keyIn(item, 'entry') };
  const what = TAMPERING[kind];
  const runbook = `${RUNBOOK}#tampering`;
  return {
    severity: 'high',
    subject: subjectOf('high', false, what),
    facts: {
      schema: SCHEMA,
      kind: 'tampering',
      tampering: kind,
      ...place,
      sequenceNumber,
      severity: 'high',
      drill: false,
      runbook,
    },
    text: lines(
      `${what}. No code of ours does that (45 CFR 164.312(c)(1), 164.414(b)).`,
      '',
      `record    ${place.record}`,
      `entry     ${place.entry}`,
      `stream    ${sequenceNumber}`,
      '',
      'Find out who did it: CloudTrail has the role. The audit ledger has an event of every change, and the backups what stood there.',
      `What to do: ${runbook}`,
    ),
  };
}

const KEY = /^[\w./:=~-]{1,192}$/;

/** A key of an item by hand may be anything. */
function keyIn(item: Item | undefined, name: string): string {
  const value = item?.[name];
  return typeof value === 'string' && KEY.test(value) ? value : 'unknown';
}

/** A breach that is confirmed has letters to write: that is never told in passing. */
function levelOf(told: Told, { state }: Incident): Severity {
  if (told.kind === 'reminder') return BY_MARK[told.reminder.mark];
  return told.kind === 'state' && state === 'confirmed' ? 'medium' : 'low';
}

function headlineOf(told: Told, { origin, state }: Incident, today: Day): string {
  const { kind } = told;
  if (kind === 'reminder') {
    const { clock, due } = told.reminder;
    return `${HEADLINES[kind]}: ${clock}, ${leftOf(daysBetween(today, due))}`;
  }
  if (kind === 'state') return `${HEADLINES[kind]} ${state}`;
  return kind === 'opened' || kind === 'hit'
    ? `${HEADLINES[kind]}: ${nameOf(origin)}`
    : HEADLINES[kind];
}

function anchorOf(told: Told, { origin, state }: Incident): string {
  if (told.kind === 'opened' || told.kind === 'hit') return nameOf(origin);
  if (told.kind === 'state') return state;
  return told.kind === 'reminder' ? 'reminders' : told.kind;
}

/** What it is called: by its rule, by the service that found it, or a report. */
function nameOf(origin: Origin): string {
  if (origin.kind === 'rule') return origin.rule;
  return origin.kind === 'finding' ? origin.source : origin.kind;
}

function sourceOf(origin: Origin): Readonly<Record<string, string>> {
  if (origin.kind === 'rule') return { rule: origin.rule, actor: origin.actor };
  return origin.kind === 'finding'
    ? { source: origin.source, type: origin.type }
    : { source: origin.kind };
}

function leftOf(days: number): string {
  if (days === 0) return 'today';
  const many = Math.abs(days);
  const span = `${String(many)} ${many === 1 ? 'day' : 'days'}`;
  return days > 0 ? `${span} left` : `overdue by ${span}`;
}

const LONGEST_SUBJECT = 100;

function subjectOf(severity: Severity, drill: boolean, what: string): string {
  return `${drill ? 'DRILL ' : ''}[${severity}] ${what}`
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, LONGEST_SUBJECT);
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
