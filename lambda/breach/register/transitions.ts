import { missingFor } from '../clocks/dues';
import { ChangeRefusedError } from '../errors';
import type { State } from '../vocabulary';
import type { Incident, Signed } from './incident';
import { named } from './named';
import type { Situation } from './situation';

/** From where to where an incident goes. Nothing leads out of `closed`. */
export const TRANSITIONS: Readonly<Record<State, readonly State[]>> = {
  triage: ['investigating', 'confirmed', 'not-a-breach'],
  investigating: ['confirmed', 'not-a-breach'],
  confirmed: ['investigating', 'contained'],
  contained: ['investigating', 'notified'],
  'not-a-breach': ['investigating', 'closed'],
  notified: ['closed'],
  closed: [],
};

/** What has to be true before it is in a state. Whatever is not here needs nothing but the way. */
const GUARDS: Readonly<Partial<Record<State, (incident: Incident, situation: Situation) => void>>> =
  {
    'not-a-breach': needFinding,
    notified: (incident, situation) => needDone('notified', incident, situation),
    closed: (incident, situation) => {
      if (incident.state === 'not-a-breach') needFinding(incident, situation);
      else needDone('closed', incident, situation);
    },
  };

/**
 * Whether an incident may go to a state.
 *
 * @throws ChangeRefusedError that says what is missing
 */
export function checkTransition(incident: Incident, to: State, situation: Situation): void {
  const ways = TRANSITIONS[incident.state];
  if (!ways.includes(to)) {
    throw new ChangeRefusedError(
      'no-such-transition',
      `An incident that is ${incident.state} does not become ${to}. From here it goes to ${ways.join(' or ')}.`,
    );
  }
  GUARDS[to]?.(incident, situation);
}

const FINDINGS_EXPECTED =
  'Expected is one of: an exclusion of 45 CFR 164.402 (1)(i)-(iii), or that nothing impermissible happened; that the PHI was secured and its keys were not compromised (74 FR 19006); or an assessment of all four factors that concludes low-probability (45 CFR 164.402 (2)).';

/** A breach is presumed unless the opposite is demonstrated. 45 CFR 164.402, "Breach" (2). */
function needFinding(incident: Incident, { secondApprover }: Situation): void {
  const { safeHarbor, exclusion, assessment } = incident;
  if (assessment?.finding.conclusion === 'breach') {
    throw new ChangeRefusedError(
      'finding-says-breach',
      'The last assessment concludes that it was a breach, whatever else is found: write it anew if that is wrong, and say why, before this is no breach.',
    );
  }
  const findings: readonly (Signed<unknown> | undefined)[] = [
    exclusion,
    safeHarbor?.finding.keysCompromised === false ? safeHarbor : undefined,
    assessment,
  ];
  const favourable = findings.filter((finding) => finding !== undefined);
  if (favourable.length === 0) {
    throw new ChangeRefusedError(
      'finding-missing',
      `It is a breach unless a finding shows that it is none. ${FINDINGS_EXPECTED} Record one, and have it approved.`,
    );
  }
  if (!favourable.some((finding) => isApproved(finding, secondApprover))) {
    throw new ChangeRefusedError(
      'finding-unapproved',
      `The finding that it was no breach is not approved${secondApprover ? ' by somebody else than who wrote it' : ''}: have it approved (45 CFR 164.414(b)).`,
    );
  }
}

/** @param secondApprover whether somebody else than its author has to have done it */
export function isApproved(
  { by, approvedBy }: Pick<Signed<unknown>, 'by' | 'approvedBy'>,
  secondApprover: boolean,
): boolean {
  return approvedBy !== undefined && !(secondApprover && approvedBy === by);
}

/** Which notices there have to be follows from whom it concerns. */
function needDone(to: 'notified' | 'closed', { counts }: Incident, { dues }: Situation): void {
  if (counts === undefined) {
    throw new ChangeRefusedError(
      'counts-missing',
      'Whom the notices have to reach follows from how many persons it concerns, in total and by State: record the counts first (45 CFR 164.404, 164.406, 164.408).',
    );
  }
  const missing = missingFor(to, dues);
  if (missing.length === 0) return;
  const list = named(missing.map(({ clock, citation }) => `${clock} (${citation})`));
  throw new ChangeRefusedError(
    'notices-missing',
    `Before the incident is ${to}, these have to be done and recorded: ${list}.`,
  );
}
