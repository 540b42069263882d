import type { Control } from '../control';
import { FINDING_RULES_OF } from '../how-many';
import {
  noDatabase,
  noFindings,
  noMalwareScan,
  noTrailAlarms,
  notCreated,
  settingOff,
} from '../left';
import { untold } from '../lowered';
import { control, duty, files, hipaa, many, named, one, own } from '../make';
import { DECISION } from './decision';
import {
  ALARMS,
  CLOCK,
  DATABASE,
  DETECTOR,
  GUARD_DUTY,
  NO_SECRETS,
  REGISTER,
  USER_POOL,
} from './parts';
import { ALL_FED, fedByALog, fedByTheTrail } from './alarm-parts';

/** 45 CFR 164.308(a)(5) and (6): awareness, and what happens when something happens. */
export const AWARENESS_AND_INCIDENTS: readonly Control[] = [
  control('164.308(a)(5)(i)', {
    title: 'Security awareness and training',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Train all members of the workforce in security, managers too.',
    duties: [
      duty(
        'Train people before they get access, and again each year: also in breaking the glass, in reporting incidents and in what the zone records.',
        'Per person: course, day, result. The material of the course.',
      ),
    ],
  }),
  control('164.308(a)(5)(ii)(A)', {
    title: 'Security reminders',
    type: 'addressable',
    doneBy: 'customer',
    asks: 'Remind the workforce of security from time to time.',
    duties: [
      duty(
        'Send security reminders, each quarter and when something happened.',
        `Each reminder, with day and recipients. ${DECISION}`,
      ),
    ],
    note: 'Rules of cdk-nag that let databases update themselves cite it: not counted.',
  }),
  control('164.308(a)(5)(ii)(B)', {
    title: 'Protection from malicious software',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Guard against malicious software, detect it and report it.',
    mechanisms: [
      {
        id: 'scan',
        says: 'Each new object of the PHI bucket is scanned, and read by nobody before it is clean.',
        resources: one('GuardDuty::MalwareProtectionPlan', 'Data/MalwareProtection'),
        checks: [],
        tests: named('stacks/data-stack', 'malware protection'),
        leftBy: noMalwareScan,
      },
      {
        id: 'told',
        says: 'What is found, and a scan that failed or was skipped, rings an alarm.',
        resources: many('CloudWatch::Alarm', 3, 'Operations/Malware'),
        checks: own('AlarmNotifies'),
        tests: [],
        lowered: untold,
        leftBy: noMalwareScan,
      },
      {
        id: 'guard-duty',
        says: 'GuardDuty scans volumes of machines that behave suspiciously, and watches what programs and functions do for what malware does.',
        resources: GUARD_DUTY,
        checks: own('GuardDutyComplete'),
        tests: [],
        leftBy: notCreated('guardDuty'),
      },
      {
        id: 'firewall',
        says: 'A web ACL stands before the API and refuses known bad input.',
        resources: [...one('WAFv2::WebACL', 'Api/Firewall'), ...one('WAFv2::WebACLAssociation')],
        checks: [],
        tests: files('constructs/api/zone-web-acl'),
      },
    ],
    duties: [
      duty(
        'Protect workstations, servers and images of your own from malware, and patch them.',
        'Reports of the protection; how findings were dealt with.',
      ),
    ],
  }),
  control('164.308(a)(5)(ii)(C)', {
    title: 'Log-in monitoring',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Monitor attempts to log in, and report what is amiss.',
    mechanisms: [
      {
        id: 'sign-ins',
        says: 'The user pool records how people sign in, and judges the risk of each sign-in.',
        resources: USER_POOL,
        checks: own('CognitoUserPool'),
        tests: [],
      },
      {
        id: 'recorded',
        says: 'Each sign-in that succeeds becomes an audit event, and each failure that the log of Cognito tells of (AWS calls it best effort); five failures in a row lock the account.',
        resources: one('Lambda::Function', 'Identity/SignIn', 'Identity/Events'),
        checks: [],
        tests: files('lambda/identity/sign-in', 'lambda/identity/events/create-handler'),
      },
      {
        id: 'detector',
        says: 'Failed sign-ins and denials in a row open an incident.',
        resources: DETECTOR,
        checks: [],
        tests: files('lambda/breach/detect/rules', 'lambda/breach/detect/watch'),
      },
      {
        id: 'lock-outs',
        says: 'Many accounts that lock ring an alarm.',
        resources: one('CloudWatch::Alarm', 'Operations/People/LockOuts'),
        checks: own('AlarmNotifies'),
        tests: [],
        lowered: untold,
      },
      fedByALog('identity', 'Identity/Metrics/AccountsLocked'),
      {
        id: 'console',
        says: 'Failed sign-ins to the AWS console, one without a second factor and any use of root ring an alarm.',
        resources: one(
          'CloudWatch::Alarm',
          'Governance/Alarms/SignInFailed',
          'Governance/Alarms/SignInWithoutMfa',
          'Governance/Alarms/RootUsed',
        ),
        checks: own('AlarmNotifies'),
        tests: [],
        lowered: untold,
        leftBy: noTrailAlarms,
      },
      { ...fedByTheTrail('SignInFailed', 'SignInWithoutMfa', 'RootUsed'), id: 'console-counted' },
      {
        id: 'second-factors',
        says: 'That a second factor of somebody came or went is handed to the function that records it.',
        resources: one('Events::Rule', 'Identity/MfaChanges'),
        checks: own('EventRuleReaches'),
        tests: [],
      },
      {
        id: 'database',
        says: 'The database logs who connects.',
        resources: DATABASE,
        checks: hipaa('RDSLoggingEnabled'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Have somebody who answers alarms of sign-ins; ask your identity provider for its own log where people sign in there.',
        'What was asked and found, for each alarm.',
      ),
    ],
  }),
  control('164.308(a)(5)(ii)(D)', {
    title: 'Password management',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Have procedures for making, changing and safeguarding passwords.',
    mechanisms: [
      {
        id: 'people',
        says: 'Passwords in the user pool have 12 characters and more of four kinds, are refused when Cognito knows them from a breach, and never stand alone.',
        resources: USER_POOL,
        checks: own('CognitoMfa', 'CognitoUserPool'),
        tests: [],
      },
      NO_SECRETS,
      {
        id: 'database',
        says: 'Nobody knows the master password of the database: RDS makes it, and people sign in with IAM.',
        resources: DATABASE,
        checks: own('DatabaseIamAuthentication'),
        tests: [],
        leftBy: noDatabase,
      },
      {
        id: 'iam',
        says: 'The password policy of the account is at least as strong, or the deploy fails.',
        resources: one('Custom::IamPasswordPolicy', 'Baseline/Settings'),
        checks: [],
        tests: files('lambda/baseline/settings/iam-password-policy'),
        leftBy: settingOff('iamPasswordPolicy'),
      },
    ],
    duties: [
      duty(
        'Tell people how to choose and keep passwords; ask the same of your identity provider.',
        'The instruction; settings of the identity provider.',
      ),
    ],
  }),
  control('164.308(a)(6)(i)', {
    title: 'Security incident procedures',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Have policies and procedures that address security incidents.',
    mechanisms: [
      {
        id: 'breach-desk',
        says: 'The breach desk walks an incident through fixed states, each with what must be there before.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/register/transitions', 'lambda/breach/api/walk'),
      },
      {
        id: 'runbooks',
        says: 'Every alarm reaches somebody and names its runbook.',
        resources: ALARMS,
        checks: own('AlarmNotifies'),
        tests: [],
        lowered: untold,
      },
      ALL_FED,
    ],
    duties: [
      duty(
        'Write an incident response plan: who decides, who is called, when the breach desk is used. Practise it each year (`npx hlz breach drill`).',
        'The plan; the record of each drill.',
      ),
    ],
  }),
  control('164.308(a)(6)(ii)', {
    title: 'Response and reporting',
    type: 'required',
    doneBy: 'shared',
    asks: 'Identify suspected or known incidents and respond to them, mitigate their harm, and document them and their outcomes.',
    mechanisms: [
      {
        id: 'detector',
        says: 'What people do is looked at by rules; what breaks one opens an incident, or joins the open one.',
        resources: DETECTOR,
        checks: [],
        tests: files('lambda/breach/detector/stream', 'lambda/breach/detector/detector-model'),
      },
      {
        id: 'findings',
        says: 'Grave findings reach the breach desk: of those of GuardDuty, Macie and Security Hub that config does not switch off.',
        resources: many('Events::Rule', FINDING_RULES_OF, 'Breach/FindingRules'),
        checks: own('EventRuleReaches'),
        tests: [],
        leftBy: noFindings,
      },
      {
        id: 'findings-kept',
        says: 'A finding becomes one incident, however often it comes.',
        resources: one('Lambda::Function', 'Breach/Findings'),
        checks: [],
        tests: files('lambda/breach/findings/findings'),
      },
      {
        id: 'guard-duty',
        says: 'GuardDuty tells of findings within 15 minutes.',
        resources: GUARD_DUTY,
        checks: own('GuardDutyComplete'),
        tests: [],
        leftBy: notCreated('guardDuty'),
      },
      {
        id: 'told',
        says: 'Alarms reach somebody.',
        resources: ALARMS,
        checks: own('AlarmNotifies'),
        tests: [],
        lowered: untold,
      },
      ALL_FED,
      {
        id: 'alerts',
        says: 'Incidents are told by their severity, and say nothing of a patient.',
        resources: [
          ...one('Lambda::Function', 'Breach/Alert'),
          ...many('SNS::Topic', 3, 'Breach/Topics'),
        ],
        checks: [],
        tests: files('lambda/breach/alert/message'),
      },
      {
        id: 'record',
        says: 'Each incident has a record to which the breach desk adds entries, and changes or takes away none.',
        resources: [...REGISTER, ...CLOCK],
        checks: [],
        tests: files('lambda/breach/register/register-model'),
      },
    ],
    duties: [
      duty(
        'Look at each incident, mitigate, decide, and write down the outcome in the breach desk.',
        'The file of each incident (`POST /v1/incidents/export`).',
      ),
    ],
  }),
];
