import type { Day } from '../../../lambda/breach/clocks/day';
import type { Change, Facts } from '../../../lambda/breach/register/incident';

/** The made-up incident of a drill, and the way through it: from triage to closed, with what must be refused on it. */

/** What is known of it when it is opened. */
export const DRILL_FACTS = {
  title: 'Drill: a made-up bulk export',
  description:
    'This is a drill. A made-up account exported 1,001 made-up records within ten minutes. No record of a patient was touched.',
} as const satisfies Facts;

/** What must be refused, and by which code. */
export interface Refusal {
  readonly code: string;
  /** Which promise it shows. */
  readonly promise: string;
}

export interface Step {
  readonly title: string;
  readonly citation: string;
  readonly change: Change;
  /** @default - it is taken */
  readonly refused?: Refusal;
}

const PERSONS = 501;

/**
 * The steps after it was opened. 501 residents of one State: every clock runs.
 *
 * @param today day on which it is walked
 */
export function walkOf(today: Day): readonly Step[] {
  return [
    step('The privacy officer looks into it', '45 CFR 164.308(a)(6)(ii)', {
      kind: 'state',
      to: 'investigating',
      why: 'Drill: the alert was read and somebody took it.',
    }),
    step('What happened, in words that a letter can quote', '45 CFR 164.404(c)(1)', {
      kind: 'facts',
      facts: {
        breachFrom: today,
        breachTo: today,
        phiKinds: ['name', 'date-of-birth', 'lab-results'],
        location: 'network-server',
        breachType: 'unauthorized-access',
        steps: 'This is a drill. Nobody has to do anything.',
        mitigation: 'This is a drill. The made-up account was closed.',
        safeguards: 'This is a drill. Encryption, audit ledger, access decisions.',
      },
    }),
    step('Whom it concerns, by State', '45 CFR 164.406, 164.408', {
      kind: 'counts',
      counts: { total: PERSONS, byState: { CA: PERSONS }, unreachable: 0 },
    }),
    {
      title: 'Calling it no breach without a finding',
      citation: '45 CFR 164.402, 164.414(b)',
      change: { kind: 'state', to: 'not-a-breach', why: 'Drill: this must be refused.' },
      refused: { code: 'finding-missing', promise: 'No breach without a finding on paper.' },
    },
    step('The four factors', '45 CFR 164.402', {
      kind: 'assessment',
      finding: {
        factors: {
          'nature-and-extent': 'Drill: names, dates of birth and results of made-up patients.',
          'unauthorized-person': 'Drill: a made-up account, for no reason of its work.',
          'acquired-or-viewed': 'Drill: made-up files were exported.',
          mitigation: 'Drill: the account was closed, and what it exported was not found.',
        },
        conclusion: 'breach',
        rationale: 'Drill: a low probability of compromise cannot be shown.',
      },
    }),
    step('It is a breach', '45 CFR 164.402', {
      kind: 'state',
      to: 'confirmed',
      why: 'Drill: the assessment found a breach.',
    }),
    step('It goes on no longer', '45 CFR 164.308(a)(6)(ii)', {
      kind: 'state',
      to: 'contained',
      why: 'Drill: the account was closed.',
    }),
    {
      title: 'Calling it notified before anybody was told',
      citation: '45 CFR 164.404, 164.406, 164.408',
      change: { kind: 'state', to: 'notified', why: 'Drill: this must be refused.' },
      refused: { code: 'notices-missing', promise: 'Notified only when all notices are recorded.' },
    },
    step('The letters', '45 CFR 164.404(d)(1)', {
      kind: 'notice',
      notice: {
        kind: 'individuals',
        on: today,
        way: 'first-class-mail',
        persons: PERSONS,
        evidence: 'Drill: no letter was sent.',
      },
    }),
    step('The media of the State', '45 CFR 164.406', {
      kind: 'notice',
      notice: {
        kind: 'media',
        on: today,
        way: 'press-release',
        jurisdiction: 'CA',
        evidence: 'Drill: nothing was released.',
      },
    }),
    step('HHS', '45 CFR 164.408(b)', {
      kind: 'notice',
      notice: {
        kind: 'hhs',
        on: today,
        way: 'portal',
        persons: PERSONS,
        evidence: 'Drill: nothing was reported.',
      },
    }),
    step('Everybody was told', '45 CFR 164.404, 164.406, 164.408', {
      kind: 'state',
      to: 'notified',
      why: 'Drill: all notices are recorded.',
    }),
    step('Closed', '45 CFR 164.414(b)', {
      kind: 'state',
      to: 'closed',
      why: 'Drill: nothing is left to do.',
    }),
    {
      title: 'Changing it after that',
      citation: '45 CFR 164.414(b), 164.530(j)',
      change: { kind: 'facts', facts: { title: 'Drill: this must be refused' } },
      refused: { code: 'closed', promise: 'The record of a closed incident stays as it is.' },
    },
  ];
}

function step(title: string, citation: string, change: Change): Step {
  return { title, citation, change };
}
