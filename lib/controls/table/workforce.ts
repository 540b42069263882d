import type { Control } from '../control';
import { PERMISSIONS_OF } from '../how-many';
import { noDatabase, notCreated } from '../left';
import { control, duty, files, hipaa, many, one, own } from '../make';
import { DECISION } from './decision';
import {
  ACCESS,
  APP_CLIENTS,
  BUCKETS,
  DATABASE,
  DETECTOR,
  LEAST_PRIVILEGE,
  ROLES,
  TRAIL,
  VPC,
} from './parts';

/** 45 CFR 164.308(a)(3): the workforce. */
export const WORKFORCE: readonly Control[] = [
  control('164.308(a)(3)(i)', {
    title: 'Workforce security',
    type: 'standard',
    doneBy: 'shared',
    asks: 'See that all members of the workforce have appropriate access to ePHI, and that those who are to have none get none.',
    mechanisms: [
      {
        id: 'roles',
        says: 'Each person has one role in the directory and in the user pool; the policies of that role decide at every call, and what is not permitted is denied.',
        resources: [...ACCESS, ...many('Cognito::UserPoolGroup', 11, 'Identity/UserPool')],
        checks: [],
        tests: files(
          'lambda/access/matrix-clinical',
          'lambda/access/matrix-others',
          'lambda/access/matrix-no-phi',
        ),
      },
      {
        id: 'least-privilege',
        says: 'No role or policy of the zone has all actions, all of a service, or rights that are not written in a policy of their own.',
        resources: ROLES,
        checks: LEAST_PRIVILEGE,
        tests: [],
      },
      {
        id: 'not-public',
        says: 'No bucket can be read or written by the public, and no function be called by it.',
        resources: [...BUCKETS, ...many('Lambda::Permission', PERMISSIONS_OF)],
        checks: hipaa(
          'S3BucketLevelPublicAccessProhibited',
          'S3BucketPublicReadProhibited',
          'S3BucketPublicWriteProhibited',
          'LambdaFunctionPublicAccessProhibited',
        ),
        tests: [],
      },
      {
        id: 'database',
        says: 'The database has no public address.',
        resources: DATABASE,
        checks: hipaa('RDSInstancePublicAccess'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Say which role each function of the workforce has, and give people that role alone.',
        'The list of functions and roles, approved; the access matrix of this pack.',
      ),
    ],
  }),
  control('164.308(a)(3)(ii)(A)', {
    title: 'Authorization and/or supervision',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Authorize or supervise members of the workforce who work with ePHI, or where it can be reached.',
    mechanisms: [
      {
        id: 'approvals',
        says: 'Exports, sharing and de-identification wait for the approval of somebody else, and use it up.',
        resources: one('DynamoDB::Table', 'Access/Tables/Approvals'),
        checks: [],
        tests: files('lambda/access/approvals', 'lambda/access/api/approvals'),
      },
      {
        id: 'least-privilege',
        says: 'Roles of the zone have what they need and no more.',
        resources: ROLES,
        checks: LEAST_PRIVILEGE,
        tests: [],
      },
      {
        id: 'trail',
        says: 'What administrators do is on the trail, and in a log group where alarms read it.',
        resources: TRAIL,
        checks: hipaa('CloudTrailCloudWatchLogsEnabled'),
        tests: [],
        leftBy: notCreated('trail'),
      },
      {
        id: 'traffic',
        says: 'Traffic of the VPC and access to buckets are logged.',
        resources: [...VPC, ...BUCKETS],
        checks: hipaa('VPCFlowLogsEnabled', 'S3BucketLoggingEnabled'),
        tests: [],
      },
      {
        id: 'database-log',
        says: 'The database logs connections and changes of rights.',
        resources: DATABASE,
        checks: hipaa('RDSLoggingEnabled'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Have each account requested and approved before it is made, and name who supervises whom.',
        'Requests with their approvals; the list of superiors.',
      ),
    ],
  }),
  control('164.308(a)(3)(ii)(B)', {
    title: 'Workforce clearance procedure',
    type: 'addressable',
    doneBy: 'customer',
    asks: 'Find out whether the access of a member of the workforce to ePHI is appropriate.',
    duties: [
      duty(
        'Check people before they get access, as far as their work and the law ask for it.',
        `The procedure, and a record that it was followed for each person. ${DECISION}`,
      ),
    ],
    note: 'Rules of cdk-nag about roles and ports cite it. They say nothing of people.',
  }),
  control('164.308(a)(3)(ii)(C)', {
    title: 'Termination procedures',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'End access to ePHI when employment, or another arrangement with a member of the workforce, ends, or when clearance no longer allows it.',
    mechanisms: [
      {
        id: 'terminate',
        says: 'An account that is closed is denied everything from the next call on, whatever tokens it holds.',
        resources: [
          ...one('Lambda::Function', 'Access/Api'),
          ...one('DynamoDB::Table', 'Identity/Tables/Directory'),
        ],
        checks: [],
        tests: files('lambda/access/api/users', 'lambda/identity/authenticate'),
      },
      {
        id: 'tokens',
        says: 'Tokens live minutes, and refresh tokens can be revoked.',
        resources: APP_CLIENTS,
        checks: own('CognitoTokens'),
        tests: [],
      },
      {
        id: 'after-leaving',
        says: 'What somebody did after the day on which he left becomes an incident, also when that day is told late.',
        resources: DETECTOR,
        checks: [],
        tests: files('lambda/breach/detector/catch-up'),
      },
    ],
    duties: [
      duty(
        'Close accounts on the day on which people leave: terminate in the zone first, then disable in Cognito or at the identity provider; take back devices and keys. Say when somebody left earlier (leftAt).',
        'Per person who left: day, what was closed and taken back, by whom.',
      ),
      duty(
        'Look each quarter at access that nobody uses (Access Analyzer; `POST /v1/users/list` for people).',
        'The list with what was decided.',
      ),
    ],
  }),
];
