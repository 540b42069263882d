import type { Control } from '../control';
import { noDatabase, noWatcher, notCreated } from '../left';
import { control, duty, files, many, named, one, own } from '../make';
import {
  ACCESS_REPORTS,
  DATABASE,
  DETECTOR,
  GUARD_DUTY,
  PHI_BUCKET,
  RECORDER,
  SECURITY_HUB,
  STREAM_READERS,
  TRAIL,
  VAULT,
  VPC,
} from './parts';

/** 45 CFR 164.308(a)(1) and (2). */
export const SECURITY_MANAGEMENT: readonly Control[] = [
  control('164.308(a)(1)(i)', {
    title: 'Security management process',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Have policies and procedures that prevent, detect, contain and correct security violations.',
    duties: [
      duty(
        'Write the policies that say who decides about security, and refer in them to what this zone does.',
        'The policies, with who approved them and when; this evidence pack as an annex.',
      ),
    ],
    note: 'All four specifications below are required; they are the least that belongs to it.',
  }),
  control('164.308(a)(1)(ii)(A)', {
    title: 'Risk analysis',
    type: 'required',
    doneBy: 'customer',
    asks: 'Assess accurately and thoroughly what threatens the confidentiality, integrity and availability of all ePHI that you hold.',
    duties: [
      duty(
        'Analyse the risks to all ePHI of the organization, not only to what is in this zone; again when something changes, and each year. The breach desk reminds of it.',
        'The analysis: systems and data in scope, threats, weaknesses, likelihood, impact, level of each risk, date and author.',
      ),
    ],
    note: 'Inventories of this pack, Macie, Security Hub and Access Analyzer give it material. None of them is it. The rule names no interval (164.306(e)): each year is our advice.',
  }),
  control('164.308(a)(1)(ii)(B)', {
    title: 'Risk management',
    type: 'required',
    doneBy: 'shared',
    asks: 'Have security measures that bring risks and weaknesses down to a reasonable and appropriate level (164.306(a)).',
    mechanisms: [
      {
        id: 'gate',
        says: 'Each synth judges every resource; an open finding stops it, and one that is left open on purpose needs a reason, a citation and a date of review.',
        resources: [],
        checks: [],
        tests: files('compliance/gate', 'compliance/acknowledgement-lint'),
      },
      {
        id: 'second-region',
        says: 'Whether backups survive the loss of the Region is asked at each synth: copied, or a risk that somebody accepted in writing.',
        resources: VAULT,
        checks: own('BackupCopy'),
        tests: [],
      },
      {
        id: 'security-hub',
        says: 'Security Hub holds the account to two standards, day by day.',
        resources: SECURITY_HUB,
        checks: own('SecurityHubStandards'),
        tests: [],
        leftBy: notCreated('securityHub'),
      },
      {
        id: 'guard-duty',
        says: 'GuardDuty looks for attacks in every source that it knows.',
        resources: GUARD_DUTY,
        checks: own('GuardDutyComplete'),
        tests: [],
        leftBy: notCreated('guardDuty'),
      },
    ],
    duties: [
      duty(
        'Decide for each risk of the analysis what is done, by whom and until when; review acknowledged findings by their dates.',
        'The plan with its decisions; acknowledgements of this pack, signed by the security official.',
      ),
      duty(
        'Look at findings of Security Hub and AWS Config each week, and patch what is yours (workloads, images, workstations).',
        'Records of what was found, decided and mended.',
      ),
    ],
  }),
  control('164.308(a)(1)(ii)(C)', {
    title: 'Sanction policy',
    type: 'required',
    doneBy: 'customer',
    asks: 'Apply appropriate sanctions against members of the workforce who do not follow the security policies and procedures.',
    duties: [
      duty(
        'Have a sanction policy, tell the workforce, and apply it; a broken glass that was not justified is such a case.',
        'The policy; a record of each sanction, or that there was none.',
      ),
    ],
    note: 'Access reports of the ledger show what a person did.',
  }),
  control('164.308(a)(1)(ii)(D)', {
    title: 'Information system activity review',
    type: 'required',
    doneBy: 'shared',
    asks: 'Have procedures by which records of activity are reviewed regularly: audit logs, access reports, records of security incidents.',
    mechanisms: [
      {
        id: 'access-reports',
        says: 'Privacy officers and auditors read who saw which patient, or what a person did, from the indexed ledger; each look is itself recorded.',
        resources: ACCESS_REPORTS,
        checks: [],
        tests: files('lambda/ledger/api/access-report'),
      },
      {
        id: 'detector',
        says: 'Every audit event of a person is looked at by rules within seconds, and what breaks one becomes an incident. Services that act alone are not watched so.',
        resources: DETECTOR,
        checks: [],
        tests: files('lambda/breach/detect/rules', 'lambda/breach/detector/stream'),
      },
      {
        id: 'none-skipped',
        says: 'What reads the stream of audit events hands on every one, in order, until it is taken.',
        resources: STREAM_READERS,
        checks: own('EventSourceLosesNothing'),
        tests: [],
      },
      {
        id: 'trail',
        says: 'CloudTrail records management events and access to data of all Regions.',
        resources: TRAIL,
        checks: own('TrailComplete'),
        tests: [],
        leftBy: notCreated('trail'),
      },
      {
        id: 'recorder',
        says: 'AWS Config records every change of every resource.',
        resources: RECORDER,
        checks: own('ConfigRecorderComplete'),
        tests: [],
        leftBy: notCreated('configRecorder'),
      },
      {
        id: 'guard-duty',
        says: 'GuardDuty reads logs for what nobody would see by eye.',
        resources: GUARD_DUTY,
        checks: own('GuardDutyComplete'),
        tests: [],
        leftBy: notCreated('guardDuty'),
      },
      {
        id: 'macie',
        says: 'Macie looks for sensitive data in buckets, and tells of it every fifteen minutes.',
        resources: one('Macie::Session', 'Governance/Macie'),
        checks: [],
        tests: named(
          'stacks/governance-stack',
          'Access Analyzer and Macie look for sensitive data, and tell every fifteen minutes',
        ),
        leftBy: notCreated('macie'),
      },
      {
        id: 'flow-logs',
        says: 'All traffic of the VPC is logged.',
        resources: VPC,
        checks: own('FlowLogs'),
        tests: [],
      },
      {
        id: 'watched-bucket',
        says: 'The PHI bucket stands in an account that is watched by all that config asks for.',
        resources: PHI_BUCKET,
        checks: own('WatchedStore'),
        tests: [],
        leftBy: noWatcher,
      },
      {
        id: 'watched-database',
        says: 'The database stands in an account that is watched by all that config asks for.',
        resources: DATABASE,
        checks: own('WatchedStore'),
        tests: [],
        leftBy: (config) => noDatabase(config) ?? noWatcher(config),
      },
      {
        id: 'clock',
        says: 'Schedules of the breach desk reach their functions: what was missed is caught up with each minute, and reminders go out.',
        resources: many('Scheduler::Schedule', 2, 'Breach/Schedules'),
        checks: own('EventRuleReaches'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Review access reports, broken glasses, alarms and incidents on fixed days; name who does it.',
        'A record of each review: day, reviewer, what was looked at, what was found and done.',
      ),
    ],
  }),
  control('164.308(a)(2)', {
    title: 'Assigned security responsibility',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Name the security official who is responsible for developing and implementing the policies and procedures.',
    duties: [
      duty(
        'Appoint the security official, and write the same name into config (organization.securityOfficial).',
        'The appointment, with its date.',
      ),
    ],
    note: 'No zone is made without a name in config; whether the person was appointed is outside of it.',
  }),
];
