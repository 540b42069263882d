import type { Mechanism } from '../control';
import {
  ALARMS_OF,
  BUCKETS_OF,
  FUNCTIONS_OF,
  LOG_GROUPS_OF,
  PHI_FUNCTIONS_OF,
  POLICIES_OF,
  ROLES_OF,
} from '../how-many';
import { noDatabase } from '../left';
import { loseDatabase } from '../lowered';
import { hipaa, many, one, own } from '../make';

/** What mechanisms of many rows rest on. */

export const POLICIES = many('IAM::ManagedPolicy', POLICIES_OF);
export const ROLES = [...many('IAM::Role', ROLES_OF), ...POLICIES];
export const BUCKETS = many('S3::Bucket', BUCKETS_OF);
export const BUCKET_POLICIES = many('S3::BucketPolicy', BUCKETS_OF);
export const FUNCTIONS = many('Lambda::Function', FUNCTIONS_OF);
/** Those whose environment is encrypted; that of account settings has none. */
export const KEYED_FUNCTIONS = [
  ...many('Lambda::Function', 3, 'Identity'),
  ...many('Lambda::Function', 2, 'Access'),
  ...many('Lambda::Function', 4, 'Ledger'),
  ...many('Lambda::Function', PHI_FUNCTIONS_OF, 'Phi'),
  ...many('Lambda::Function', 5, 'Breach'),
];
export const LOG_GROUPS = many('Logs::LogGroup', LOG_GROUPS_OF);
export const ALARMS = many('CloudWatch::Alarm', ALARMS_OF);
export const TOPICS = many('SNS::Topic', 5);
export const KEYS = many('KMS::Key', 6, 'Keys');
export const TABLES = [
  ...many('DynamoDB::Table', 3, 'Identity/Tables'),
  ...many('DynamoDB::Table', 5, 'Access/Tables'),
  ...many('DynamoDB::Table', 2, 'Ledger/Tables'),
  ...many('DynamoDB::Table', 1, 'Phi/Tables'),
  ...many('DynamoDB::Table', 2, 'Breach/Tables'),
];
export const DATABASE = one('RDS::DBInstance', 'Data/Database');
export const PHI_BUCKET = one('S3::Bucket', 'Data/PhiBucket');
export const WRITE_ONCE = one('S3::Bucket', 'Archive/Archive', 'Archive/Ledger');
export const VAULT = one('Backup::BackupVault', 'Archive/Backup');
export const PLANS = many('Backup::BackupPlan', 2, 'Archive/Backup');
export const TRAIL = one('CloudTrail::Trail', 'Governance/Trail');
export const RECORDER = one('Config::ConfigurationRecorder', 'Governance/Config');
export const CONFORMANCE_PACK = one('Config::ConformancePack', 'Governance/Hipaa');
export const GUARD_DUTY = one('GuardDuty::Detector', 'Governance/GuardDuty');
export const SECURITY_HUB = one('SecurityHub::Hub', 'Governance/SecurityHub');
export const VPC = one('EC2::VPC', 'Network/Vpc');
export const API = one('ApiGateway::RestApi', 'Api/Api');
export const STAGE = one('ApiGateway::Stage', 'Api/Api');
export const USER_POOL = one('Cognito::UserPool', 'Identity/UserPool');
export const APP_CLIENTS = many('Cognito::UserPoolClient', 4, 'Identity/AppClients');
/** Who may do what: the functions that ask, and the tables that they ask. */
export const ACCESS = [
  ...one('Lambda::Function', 'Access/Api'),
  ...one('DynamoDB::Table', 'Identity/Tables/Directory', 'Access/Tables/CareTeams'),
];
/** The way of an audit event into the ledger. */
export const LEDGER = [
  ...one('Kinesis::Stream', 'Archive/AuditStream'),
  ...one('Lambda::Function', 'Ledger/Sealer', 'Ledger/Checkpointer'),
  ...one('S3::Bucket', 'Archive/Ledger'),
];
/** What reads the stream of audit events. */
export const STREAM_READERS = one('Lambda::EventSourceMapping', 'Ledger/Sealer', 'Breach/Detector');
export const ACCESS_REPORTS = [
  ...one('Lambda::Function', 'Ledger/Api', 'Ledger/Indexer'),
  ...one('DynamoDB::Table', 'Ledger/Tables/Index'),
];
export const DETECTOR = one('Lambda::Function', 'Breach/Detector');
/** Incidents: what keeps and changes them, and what counts their days. */
export const REGISTER = [
  ...one('DynamoDB::Table', 'Breach/Tables/Register'),
  ...one('Lambda::Function', 'Breach/Api'),
];
export const CLOCK = [
  ...one('Lambda::Function', 'Breach/Clock', 'Breach/Alert'),
  ...one('Scheduler::Schedule', 'Breach/Schedules/Clock'),
];

/** Without it no day is counted. */
export const CLOCK_IS_CALLED: Mechanism = {
  id: 'called',
  says: 'The clock of the breach desk is called each hour, and a call that fails lands in a queue.',
  resources: one('Scheduler::Schedule', 'Breach/Schedules/Clock'),
  checks: own('EventRuleReaches'),
  tests: [],
};

/** What holds roles to what they need. */
export const LEAST_PRIVILEGE = hipaa(
  'IAMNoInlinePolicy',
  'IAMPolicyNoStatementsWithAdminAccess',
  'IAMPolicyNoStatementsWithFullAccess',
);

/** What functions are given. */
export const NO_SECRETS: Mechanism = {
  id: 'no-secrets',
  says: 'No environment of a function holds a secret.',
  resources: FUNCTIONS,
  checks: own('FunctionEnvironment'),
  tests: [],
};

/** How stores and channels are spoken to. */
export const STORES_OVER_TLS: Mechanism = {
  id: 'stores',
  says: 'Buckets, topics and queues deny what does not come over TLS.',
  resources: [...BUCKETS, ...TOPICS, ...one('SQS::Queue')],
  checks: [...own('TlsOnly'), ...hipaa('S3BucketSSLRequestsOnly')],
  tests: [],
};

/** What keeps the database. */
export const DATABASE_KEPT: Mechanism = {
  id: 'database',
  says: 'The database keeps backups, and is not deleted by mistake.',
  resources: DATABASE,
  checks: own('DatabaseRetention'),
  tests: [],
  lowered: loseDatabase,
  leftBy: noDatabase,
};
