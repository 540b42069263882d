import type { Control } from '../control';
import { ENDPOINTS_OF, ONE_A_REGION, PERMISSIONS_OF, SUBNETS_OF } from '../how-many';
import { noDatabase, settingOff } from '../left';
import { control, duty, files, hipaa, many, named, one, own } from '../make';
import { DECISION } from './decision';
import {
  ACCESS,
  API,
  APP_CLIENTS,
  BUCKETS,
  BUCKET_POLICIES,
  DATABASE,
  FUNCTIONS,
  KEYED_FUNCTIONS,
  KEYS,
  LEAST_PRIVILEGE,
  LOG_GROUPS,
  POLICIES,
  ROLES,
  STAGE,
  TABLES,
  TOPICS,
  USER_POOL,
} from './parts';

/** 45 CFR 164.312(a): who gets at ePHI. */
export const ACCESS_CONTROL: readonly Control[] = [
  control('164.312(a)(1)', {
    title: 'Access control',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Let only those persons and programs get at ePHI who have been granted access as 164.308(a)(4) says.',
    mechanisms: [
      {
        id: 'decisions',
        says: 'Policies decide every call by role, part of the record and relation to the patient; what is not permitted is denied.',
        resources: ACCESS,
        checks: [],
        tests: files(
          'lambda/access/matrix-clinical',
          'lambda/access/matrix-others',
          'lambda/access/matrix-no-phi',
          'lambda/access/desk',
          'lambda/access/engine',
        ),
      },
      {
        id: 'api',
        says: 'Every operation of the API asks who calls, and none of its logs holds what is in a call.',
        resources: [...API, ...STAGE],
        checks: own('ApiOperations', 'ApiDataTrace'),
        tests: [],
      },
      {
        id: 'keys',
        says: 'Keys of patients’ data refuse direct use to all but workloads of the zone, administrators too.',
        resources: KEYS,
        checks: own('KeyDenials', 'PolicyPrincipal', 'ServicePrincipalSource'),
        tests: [],
      },
      {
        id: 'roles',
        says: 'Roles have what they need: no wildcard of all actions, and keys for one encryption context.',
        resources: ROLES,
        checks: [...own('KeyContext', 'PolicyPrincipal'), ...LEAST_PRIVILEGE],
        tests: [],
      },
      {
        id: 'buckets',
        says: 'No bucket is open to the public, and each policy names who it lets in.',
        resources: [...BUCKETS, ...BUCKET_POLICIES],
        checks: [
          ...own('PolicyPrincipal', 'ServicePrincipalSource'),
          ...hipaa(
            'S3BucketLevelPublicAccessProhibited',
            'S3BucketPublicReadProhibited',
            'S3BucketPublicWriteProhibited',
          ),
        ],
        tests: [],
      },
      {
        id: 'account-buckets',
        says: 'The account keeps every bucket from the public, whatever the bucket says.',
        resources: one('Custom::S3AccountPublicAccessBlock', 'Baseline/Settings'),
        checks: [],
        tests: files('lambda/baseline/settings/s3-account-public-access-block'),
        leftBy: settingOff('s3PublicAccessBlock'),
      },
      {
        id: 'network',
        says: 'Functions stand in the VPC, and its endpoints let out to resources of this account only.',
        resources: [
          ...FUNCTIONS,
          ...many('Lambda::Permission', PERMISSIONS_OF),
          ...many('EC2::VPCEndpoint', ENDPOINTS_OF, 'Network/Endpoints'),
          ...many('EC2::Subnet', SUBNETS_OF, 'Network/Vpc'),
        ],
        checks: [
          ...own('EndpointPolicy'),
          ...hipaa(
            'LambdaInsideVPC',
            'LambdaFunctionPublicAccessProhibited',
            'VPCSubnetAutoAssignPublicIpDisabled',
          ),
        ],
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
      {
        id: 'logs',
        says: 'What is logged is handed on within the zone only, and no name or tag holds what looks like a patient.',
        resources: [
          ...one('Logs::SubscriptionFilter', 'Identity/SignInLog'),
          ...TABLES,
          ...BUCKETS,
        ],
        checks: own('LogSubscription', 'NoPhiInNames'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Let your applications ask the zone, or hold them to the same table; tests of the zone do not see them.',
        'For each application: how it decides who sees what, and the test of it.',
      ),
    ],
  }),
  control('164.312(a)(2)(i)', {
    title: 'Unique user identification',
    type: 'required',
    doneBy: 'shared',
    asks: 'Give each user a unique name or number by which he is identified and tracked.',
    mechanisms: [
      {
        id: 'people',
        says: 'A person is a random id that is never used again; administrators alone make accounts; each audit event has that id, taken from the token and never from the caller’s word.',
        resources: [...USER_POOL, ...one('DynamoDB::Table', 'Identity/Tables/Directory')],
        checks: [],
        tests: [
          ...named('stacks/identity-stack', 'the user pool has accounts that administrators make'),
          ...files('lambda/identity/authenticate', 'lambda/shared/audit/event'),
        ],
      },
      {
        id: 'database',
        says: 'Who signs in to the database does so as an IAM identity.',
        resources: DATABASE,
        checks: own('DatabaseIamAuthentication'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Give nobody the account of somebody else, and no account to two; administrators of AWS too.',
        'The list of accounts and persons; the rule in the policies.',
      ),
    ],
  }),
  control('164.312(a)(2)(ii)', {
    title: 'Emergency access procedure',
    type: 'required',
    doneBy: 'shared',
    asks: 'Have procedures by which necessary ePHI is obtained in an emergency.',
    mechanisms: [
      {
        id: 'break-glass',
        says: 'A clinician breaks the glass of one patient for an hour; it is written down before it counts, also while the audit stream is down, and waits until it is reviewed.',
        resources: [
          ...one('DynamoDB::Table', 'Access/Tables/BrokenGlass'),
          ...one('Lambda::Function', 'Access/Api', 'Access/Alert'),
        ],
        checks: [],
        tests: files(
          'lambda/access/break-glass',
          'lambda/access/break-glass-model',
          'lambda/access/alert/create-handler',
        ),
      },
      {
        id: 'told',
        says: 'When the alert of a broken glass fails, somebody is told of that.',
        resources: one('CloudWatch::Alarm', 'Operations/People/AlertFailing'),
        checks: own('AlarmNotifies'),
        tests: [],
      },
      {
        id: 'brought-back',
        says: 'Who cares for whom can be brought back to any second.',
        resources: many('DynamoDB::Table', 5, 'Access/Tables'),
        checks: own('TableRecovery'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Tell clinicians when they may break the glass, and review each one (docs/break-glass.md).',
        'The instruction; the result of each review, which the zone keeps.',
      ),
    ],
  }),
  control('164.312(a)(2)(iii)', {
    title: 'Automatic logoff',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'End an electronic session after a set time without activity.',
    mechanisms: [
      {
        id: 'sessions',
        says: 'A session ends when nobody used it for 2 to 15 minutes, by the kind of place, and after 12 hours at the latest; no refreshed token opens it again.',
        resources: [
          ...one('DynamoDB::Table', 'Identity/Tables/Sessions'),
          ...one('Lambda::Function', 'Access/Api'),
        ],
        checks: [],
        tests: files('lambda/identity/sessions'),
      },
      {
        id: 'tokens',
        says: 'Access tokens live minutes, and refresh tokens are used once.',
        resources: APP_CLIENTS,
        checks: own('CognitoTokens'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Let applications take a record off the screen when its session is over, call the API only while somebody is there, and lock workstations.',
        'The setting of each application and of workstations.',
      ),
    ],
  }),
  control('164.312(a)(2)(iv)', {
    title: 'Encryption and decryption (at rest)',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Have a mechanism that encrypts and decrypts ePHI.',
    mechanisms: [
      {
        id: 'keys',
        says: 'Symmetric keys of our own that encrypt rotate each year, and are used for a named encryption context or by a service. The keys of pseudonyms and of signatures encrypt nothing, and stay as they are.',
        resources: [
          ...one('KMS::Key', 'Keys/Phi', 'Keys/Audit', 'Keys/Logs', 'Keys/Messaging'),
          ...POLICIES,
        ],
        checks: own('KeyRotation', 'KeyContext'),
        tests: [],
      },
      {
        id: 'stores',
        says: 'Tables, buckets, streams, queues, topics, backups and environments are encrypted with them.',
        resources: [
          ...TABLES,
          ...BUCKETS,
          ...one('Kinesis::Stream'),
          ...TOPICS,
          ...one('SQS::Queue'),
          ...many('Backup::BackupVault', ONE_A_REGION),
          ...KEYED_FUNCTIONS,
        ],
        checks: [
          ...own('CustomerManagedKey'),
          ...hipaa('S3DefaultEncryptionKMS', 'SNSEncryptedKMS'),
        ],
        tests: [],
      },
      {
        id: 'logs',
        says: 'Logs are encrypted with them too; each function has a group of its own.',
        resources: [...LOG_GROUPS, ...FUNCTIONS],
        checks: [
          ...own('LogGroupGiven', 'CustomerManagedKey'),
          ...hipaa('CloudWatchLogGroupEncrypted'),
        ],
        tests: [],
      },
      {
        id: 'database',
        says: 'The database is encrypted with them, with its snapshots.',
        resources: DATABASE,
        checks: [...own('CustomerManagedKey'), ...hipaa('RDSStorageEncrypted')],
        tests: [],
        leftBy: noDatabase,
      },
      {
        id: 'volumes',
        says: 'New volumes of the account are encrypted by default.',
        resources: one('Custom::EbsDefaultEncryption', 'Baseline/Settings'),
        checks: [],
        tests: files('lambda/baseline/settings/ebs-default-encryption'),
        leftBy: settingOff('ebsDefaultEncryption'),
      },
      {
        id: 'fields',
        says: 'Applications encrypt single fields, bound to tenant, patient and data type, with AES-256-GCM.',
        resources: [
          ...one('Lambda::Function', 'Phi/Api'),
          ...one('DynamoDB::Table', 'Phi/Tables/DataKeys'),
        ],
        checks: [],
        tests: files('lambda/phi/cipher', 'lambda/phi/field/jwe', 'lambda/phi/tampered'),
      },
    ],
    duties: [
      duty(
        'Encrypt ePHI outside of the zone too: devices, removable media, exports, systems of vendors.',
        `The list of these stores, with what encrypts each. ${DECISION}`,
      ),
    ],
    note: 'Encryption by a service does not help against whoever has valid credentials.',
  }),
];
