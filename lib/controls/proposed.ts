import type { Control } from './control';

/**
 * What the proposal of 2025 would change, beside today's rule: to be read, never counted. It would number
 * paragraphs anew; a final rule gets a table and a `RuleVersion` of its own.
 */
export const PROPOSAL = {
  title:
    'HIPAA Security Rule To Strengthen the Cybersecurity of Electronic Protected Health Information',
  source: '90 FR 898, RIN 0945-AA22',
  published: '2025-01-06',
  /** By what others wrote of the agenda of HHS (reginfo.gov) until October 7, 2026; nothing newer was found. */
  status:
    'A proposal, and no law. In October 2026 it was not final; as others report, the agenda of HHS had it among long-term actions, for July 2027. Look at federalregister.gov before you rely on it.',
} as const;

/** What the proposal would change of a paragraph of today. */
export interface ProposedChange {
  readonly says: string;
  /** `seen`: in the proposal or a report of it. `unverified`: from memory, compared with no source. */
  readonly known: 'seen' | 'unverified';
}

const seen = (says: string): ProposedChange => ({ says, known: 'seen' });
const unverified = (says: string): ProposedChange => ({ says, known: 'unverified' });

const NO_ADDRESSABLE = seen('No longer addressable: mandatory, with exceptions that it names.');
const RESTORE_IN_TIME = seen('Critical systems and data restored within 72 hours.');
const NOTICE_OF_ACTIVATION = seen(
  'The associate tells within 24 hours that he has activated his contingency plan.',
);
const VERIFIED_YEARLY = seen(
  'The associate’s technical safeguards verified in writing at least every 12 months.',
);
const REVIEWED_YEARLY = unverified('Documented, and reviewed every 12 months.');

/** By citation of today. What is not here would be kept as it is, as far as we know. */
const CHANGES: Readonly<Record<string, readonly ProposedChange[]>> = {
  '164.308(a)(1)(i)': [
    seen(
      'Broken up: inventory of technology assets and network map, risk analysis, evaluation and patch management as standards of their own.',
    ),
  ],
  '164.308(a)(1)(ii)(A)': [
    seen(
      'A standard of its own: written, every 12 months, from the asset inventory, with the risk of business associates.',
    ),
  ],
  '164.308(a)(1)(ii)(B)': [
    unverified('A standard of its own, with a written plan and priorities.'),
  ],
  '164.308(a)(1)(ii)(C)': [unverified('Written and reviewed.')],
  '164.308(a)(1)(ii)(D)': [
    unverified('A standard of its own, with monitoring in real time or ongoing.'),
  ],
  '164.308(a)(3)(i)': [
    seen('Access ended within one hour, and other entities told within 24 hours.'),
  ],
  '164.308(a)(3)(ii)(C)': [seen('Within one hour.')],
  '164.308(a)(4)(i)': [unverified('More specific.')],
  '164.308(a)(5)(i)': [
    unverified('Content and times of training: every 12 months, new people within 30 days.'),
  ],
  '164.308(a)(5)(ii)(B)': [
    seen('Protection from malware among the technical safeguards, of every asset.'),
  ],
  '164.308(a)(6)(i)': [
    seen('A written plan for incidents.'),
    unverified('Tested every 12 months.'),
  ],
  '164.308(a)(6)(ii)': [unverified('Written procedures for how the workforce reports incidents.')],
  '164.308(a)(7)(i)': [RESTORE_IN_TIME],
  '164.308(a)(7)(ii)(A)': [
    seen('Backups not older than 48 hours.'),
    unverified('A technical standard of its own.'),
  ],
  '164.308(a)(7)(ii)(B)': [RESTORE_IN_TIME],
  '164.308(a)(7)(ii)(C)': [unverified('Kept, or merged with others.')],
  '164.308(a)(7)(ii)(D)': [unverified('Every 12 months.')],
  '164.308(a)(7)(ii)(E)': [seen('Sets the order in which systems are restored.')],
  '164.308(a)(8)': [
    seen('Evaluated before the environment or operations change.'),
    seen('An audit of compliance at least every 12 months.'),
  ],
  '164.308(b)(1)': [NOTICE_OF_ACTIVATION, VERIFIED_YEARLY],
  '164.308(b)(2)': [NOTICE_OF_ACTIVATION, VERIFIED_YEARLY],
  '164.308(b)(3)': [NOTICE_OF_ACTIVATION, VERIFIED_YEARLY],
  '164.310(a)(1)': [REVIEWED_YEARLY],
  '164.310(d)(1)': [unverified('Speaks of technology assets.')],
  '164.312(a)(1)': [
    seen('Network segments, and accounts of administrators apart.'),
    unverified('Limits of attempts to log in; access by technology asset.'),
  ],
  '164.312(a)(2)(i)': [seen('Technology assets identified uniquely too.')],
  '164.312(a)(2)(ii)': [seen('Numbered anew.')],
  '164.312(a)(2)(iv)': [
    seen('Encryption at rest and in transit a standard of its own, with narrow exceptions.'),
  ],
  '164.312(b)': [unverified('More specific about trails and logs.')],
  '164.312(c)(1)': [unverified('Numbered anew.')],
  '164.312(d)': [seen('A second factor mandatory.'), unverified('Rules for passwords.')],
  '164.312(e)(1)': [unverified('Numbered anew.')],
  '164.312(e)(2)(ii)': [seen('Encryption in transit mandatory.')],
  '164.314(a)(1)': [NOTICE_OF_ACTIVATION],
  '164.314(a)(2)(i)': [NOTICE_OF_ACTIVATION],
  '164.314(a)(2)(iii)': [NOTICE_OF_ACTIVATION],
  '164.314(b)(1)': [seen('The plan sponsor tells within 24 hours that he has activated his plan.')],
  '164.314(b)(2)': [seen('The plan sponsor tells within 24 hours that he has activated his plan.')],
  '164.316(a)': [seen('All policies, procedures, plans and analyses in writing.'), REVIEWED_YEARLY],
  '164.316(b)(1)': [seen('Says what is written down.')],
  '164.316(b)(2)(iii)': [unverified('At least every 12 months.')],
};

/** What the proposal would change of a control. Of breach notification (subpart D) it changes nothing. */
export function proposedChanges({
  citation,
  type,
}: Pick<Control, 'citation' | 'type'>): readonly ProposedChange[] {
  return [...(type === 'addressable' ? [NO_ADDRESSABLE] : []), ...(CHANGES[citation] ?? [])];
}

/** Citations of which the table says something. */
export const PROPOSED_CITATIONS: readonly string[] = Object.keys(CHANGES);
