import type { Control } from '../control';
import { ROLES_OF } from '../how-many';
import { noTrailAlarms, notCreated } from '../left';
import { control, duty, files, many, named, one, own } from '../make';
import { ACCESS, BUCKET_POLICIES, KEYS, LEAST_PRIVILEGE, ROLES, USER_POOL } from './parts';
import { fedByTheTrail } from './alarm-parts';

/** 45 CFR 164.308(a)(4): who is given access, and how it changes. */
export const INFORMATION_ACCESS: readonly Control[] = [
  control('164.308(a)(4)(i)', {
    title: 'Information access management',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Authorize access to ePHI as the Privacy Rule allows it (subpart E).',
    mechanisms: [
      {
        id: 'decisions',
        says: 'Every question of role, action, part of the record and relation to the patient was asked of the policies and compared with the table of requirements; a change of any policy is seen.',
        resources: ACCESS,
        checks: [],
        tests: files(
          'lambda/access/matrix-clinical',
          'lambda/access/matrix-others',
          'lambda/access/matrix-no-phi',
          'lambda/access/mutations',
        ),
      },
      {
        id: 'resource-policies',
        says: 'Policies of keys, buckets, topics, queues and tables name who they allow.',
        resources: [...KEYS, ...BUCKET_POLICIES, ...many('IAM::Role', ROLES_OF)],
        checks: own('PolicyPrincipal'),
        tests: [],
      },
      {
        id: 'least-privilege',
        says: 'Roles of the zone have what they need and no more.',
        resources: ROLES,
        checks: LEAST_PRIVILEGE,
        tests: [],
      },
    ],
    duties: [
      duty(
        'Let applications ask the zone before they show a record, or hold them to the same table.',
        'For each application: how it decides, and the test of it.',
      ),
    ],
  }),
  control('164.308(a)(4)(ii)(A)', {
    title: 'Isolating health care clearinghouse functions',
    type: 'required',
    doneBy: 'customer',
    asks: 'Where a clearinghouse is part of a larger organization, protect its ePHI from the rest of it.',
    duties: [
      duty(
        'Say in writing that you run no clearinghouse; or give it a zone in an account of its own.',
        'The statement, or the design of the separation.',
      ),
    ],
    note: 'Usually does not apply. Rules of cdk-nag and AWS Config cite it for everything that is not public: none is counted.',
  }),
  control('164.308(a)(4)(ii)(B)', {
    title: 'Access authorization',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Have a procedure that grants access to ePHI: to a workstation, a program, a transaction.',
    mechanisms: [
      {
        id: 'accounts',
        says: 'IT administrators alone make accounts, never their own; each is in the ledger before it counts.',
        resources: ACCESS,
        checks: [],
        tests: files('lambda/access/api/users', 'lambda/access/api/unwritten'),
      },
      {
        id: 'care-teams',
        says: 'A clinician sees patients of whom he is assigned, for as long as he is.',
        resources: one('DynamoDB::Table', 'Access/Tables/CareTeams'),
        checks: [],
        tests: files('lambda/access/care-team', 'lambda/access/desk'),
      },
      {
        id: 'least-privilege',
        says: 'Roles of functions are written as code, reviewed as code, and have no more than they need.',
        resources: ROLES,
        checks: LEAST_PRIVILEGE,
        tests: [],
      },
    ],
    duties: [
      duty(
        'Write down who may ask for access, who grants it, and how; the zone does what it is told.',
        'The procedure; requests and approvals.',
      ),
    ],
  }),
  control('164.308(a)(4)(ii)(C)', {
    title: 'Access establishment and modification',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Establish, document, review and modify a user’s right of access as the authorization says.',
    mechanisms: [
      {
        id: 'changes',
        says: 'Each change of an account, care team or restriction is in the ledger before it is made.',
        resources: ACCESS,
        checks: [],
        tests: files(
          'lambda/access/api/users',
          'lambda/access/api/care-team',
          'lambda/access/api/restrictions',
        ),
      },
      {
        id: 'other-role',
        says: 'With another role all sessions end; accounts are made by administrators, in groups that are the roles.',
        resources: USER_POOL,
        checks: [],
        tests: files('lambda/identity/directory-changes'),
      },
      {
        id: 'by-hand',
        says: 'A change of roles, policies or the directory by hand rings an alarm.',
        resources: one(
          'CloudWatch::Alarm',
          'Governance/Alarms/RoleChangedByHand',
          'Governance/Alarms/IdentityChanged',
          'Governance/Alarms/RegistersWrittenByOthers',
        ),
        checks: own('AlarmNotifies'),
        tests: [],
        leftBy: noTrailAlarms,
      },
      fedByTheTrail('RoleChangedByHand', 'IdentityChanged', 'RegistersWrittenByOthers'),
      {
        id: 'unused',
        says: 'Access Analyzer finds access that nobody uses.',
        resources: one('AccessAnalyzer::Analyzer', 'Governance/Access/Unused'),
        checks: [],
        tests: named(
          'stacks/governance-stack',
          'Access Analyzer and Macie look at access from outside, and at what nobody used for as long as config says',
        ),
        leftBy: notCreated('unusedAccessAnalyzer'),
      },
    ],
    duties: [
      duty(
        'Review who has access each quarter, and after each change of duties.',
        'The list that was reviewed, by whom, and what was changed.',
      ),
    ],
  }),
];
