import type { Control } from '../control';
import { control, duty, files, one, own } from '../make';
import { ACCESS_REPORTS, LEDGER, LOG_GROUPS, WRITE_ONCE } from './parts';

const NOT_A_PLAN =
  'Is of group health plans only. An employer with a health plan of its own for its staff, a hospital too, asks counsel: the plan is a covered entity by itself. Not owed where the sponsor gets only what 164.504(f)(1)(ii), (iii) or an authorization allows. Steampipe maps technical rules to it: none is counted.';

/** 45 CFR 164.314 and 164.316: contracts, policies, documentation. */
export const ORGANIZATIONAL: readonly Control[] = [
  control('164.314(a)(1)', {
    title: 'Business associate contracts or other arrangements',
    type: 'standard',
    doneBy: 'customer',
    asks: 'See that each contract or other arrangement with a business associate says what (a)(2) asks for.',
    duties: [
      duty(
        'Use a reviewed form of agreement, and check those of others against it.',
        'The form; the list of agreements; who checked each.',
      ),
    ],
  }),
  control('164.314(a)(2)(i)', {
    title:
      'Business associate contracts: (A) comply with subpart C, (B) flow down to subcontractors, (C) report security incidents incl. breaches',
    type: 'required',
    doneBy: 'customer',
    asks: 'Have the associate promise to comply with the Security Rule as it applies to him, to bind his subcontractors likewise by contract, and to report each security incident of which he becomes aware, breaches too (164.410).',
    duties: [
      duty(
        'Have the three promises in each agreement, with days in which an incident is reported; write those days into the breach desk (recordAssociate).',
        'The clause of each agreement.',
      ),
    ],
    note: 'The same agreement owes what the Privacy Rule asks of it (164.504(e)(2)): permitted uses, return or destruction, termination, and more.',
  }),
  control('164.314(a)(2)(ii)', {
    title: 'Other arrangements',
    type: 'required',
    doneBy: 'customer',
    asks: 'Another arrangement that meets 164.504(e)(3) may stand in for a contract: where both are governmental, a memorandum of understanding or other law.',
    duties: [
      duty(
        'Keep the memorandum, or name the law, where there is one. Where law requires the service and assurances cannot be had: write down that you tried, and why not.',
        'The memorandum, the law, or the record of the attempt.',
      ),
    ],
    note: 'Applies between governmental entities, where law requires the service, and where only a limited data set goes out under a data use agreement.',
  }),
  control('164.314(a)(2)(iii)', {
    title: 'Business associate contracts with subcontractors',
    type: 'required',
    doneBy: 'customer',
    asks: 'Where you are a business associate: have contracts with subcontractors that say the same.',
    duties: [duty('Have them, with the same promises.', 'The agreements.')],
    note: 'Does not apply to a covered entity that is nobody’s business associate.',
  }),
  control('164.314(b)(1)', {
    title: 'Requirements for group health plans',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Let plan documents oblige the plan sponsor to safeguard ePHI that he gets.',
    duties: [
      duty(
        'Say in writing that you are no group health plan; or amend the plan documents.',
        'The statement, or the plan documents.',
      ),
    ],
    note: NOT_A_PLAN,
  }),
  control('164.314(b)(2)', {
    title: 'Group health plan implementation specifications (i)-(iv)',
    type: 'required',
    doneBy: 'customer',
    asks: 'Have plan documents say: safeguards, separation from the sponsor’s other work, the same of agents, reports of incidents.',
    duties: [duty('As for 164.314(b)(1).', 'The plan documents, where there are any.')],
    note: NOT_A_PLAN,
  }),
  control('164.316(a)', {
    title: 'Policies and procedures',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Have reasonable and appropriate policies and procedures to comply with the standards, specifications and other requirements of the Security Rule.',
    duties: [
      duty(
        'Write them, have them approved, and refer to this table for what the zone does.',
        'The policies with their versions and approvals.',
      ),
    ],
  }),
  control('164.316(b)(1)', {
    title: 'Documentation',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Keep policies and procedures in writing, and a written record of each action, activity or assessment that must be documented.',
    mechanisms: [
      {
        id: 'check-ledger',
        says: 'Each synth writes down which rule judged which resource, with what result and why what is open is open.',
        resources: [],
        checks: [],
        tests: files('compliance/check-ledger', 'compliance/gate'),
      },
      {
        id: 'ledger',
        says: 'Acts that the rules want documented are in the ledger before they count.',
        resources: LEDGER,
        checks: [],
        tests: files('lambda/access/recorded'),
      },
      {
        id: 'write-once',
        says: 'Nobody changes what is written there.',
        resources: WRITE_ONCE,
        checks: own('ObjectLock'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Write down the rest: decisions, reviews, trainings, tests; keep this pack with each release.',
        'The compliance folder, with the manifest of each pack.',
      ),
    ],
  }),
  control('164.316(b)(2)(i)', {
    title: 'Time limit (6 years from creation or last in effect, whichever later)',
    type: 'required',
    doneBy: 'shared',
    asks: 'Keep that documentation for six years from when it was made or was last in effect, whichever is later.',
    mechanisms: [
      {
        id: 'write-once',
        says: 'Ledger and archive are write-once for as long as the profile asks: in production at least 2,192 days, under a lock that nobody lifts.',
        resources: WRITE_ONCE,
        checks: own('ObjectLock', 'RetentionClass'),
        tests: [],
      },
      {
        id: 'logs',
        says: 'Every log group says for how long it keeps its events; audit records stay as long as this paragraph asks of documentation.',
        resources: LOG_GROUPS,
        checks: own('LogRetention', 'RetentionClass'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Keep policies for six years after they were replaced, not after they were written; export what must outlive this zone.',
        'The archive of old versions, with from when to when each was in effect.',
      ),
    ],
    note: 'The rule is about documentation. That audit logs stay as long is our choice. A sandbox keeps for days only.',
  }),
  control('164.316(b)(2)(ii)', {
    title: 'Availability',
    type: 'required',
    doneBy: 'shared',
    asks: 'Let those have the documentation who carry out what it describes.',
    mechanisms: [
      {
        id: 'reports',
        says: 'Auditors and privacy officers read reports and proofs by the API.',
        resources: ACCESS_REPORTS,
        checks: [],
        tests: files('lambda/ledger/api/access-report', 'lambda/ledger/api/proof'),
      },
      {
        id: 'export',
        says: 'The ledger is exported and verified with no account of the zone, by tools that others wrote too.',
        resources: one('S3::Bucket', 'Archive/Ledger'),
        checks: [],
        tests: files('ledger/export/export', 'ledger/verify/verify', 'cli/ledger'),
      },
    ],
    duties: [
      duty(
        'Put policies and runbooks where those who need them find them, also when systems are down.',
        'Where they lie, and who may read them.',
      ),
    ],
    note: 'The zone makes records available. Policies and procedures are not in it.',
  }),
  control('164.316(b)(2)(iii)', {
    title: 'Updates',
    type: 'required',
    doneBy: 'customer',
    asks: 'Review documentation from time to time, and update it as needed when surroundings or operations change in a way that affects the security of ePHI.',
    duties: [
      duty(
        'Review policies each year, and after incidents, changes of law and of the zone (CHANGELOG.md).',
        'Day and result of each review.',
      ),
    ],
  }),
];
