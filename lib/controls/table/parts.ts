import type { Mechanism } from '../control';
import { hipaa, own, some } from '../make';

/** What mechanisms of many rows rest on. */

export const ROLES = [...some('IAM::Role'), ...some('IAM::ManagedPolicy')];
export const BUCKETS = some('S3::Bucket');
export const TABLES = some(
  'DynamoDB::Table',
  'Identity/Tables',
  'Access/Tables',
  'Ledger/Tables',
  'Phi/Tables',
  'Breach/Tables',
);
export const DATABASE = some('RDS::DBInstance', 'Data/Database');
export const PHI_BUCKET = some('S3::Bucket', 'Data/PhiBucket');
export const WRITE_ONCE = some('S3::Bucket', 'Archive/Archive', 'Archive/Ledger');
export const VAULT = some('Backup::BackupVault', 'Archive/Backup');
export const PLANS = some('Backup::BackupPlan', 'Archive/Backup');
export const TRAIL = some('CloudTrail::Trail', 'Governance/Trail');
export const RECORDER = some('Config::ConfigurationRecorder', 'Governance/Config');
export const CONFORMANCE_PACK = some('Config::ConformancePack', 'Governance/Hipaa');
export const GUARD_DUTY = some('GuardDuty::Detector', 'Governance/GuardDuty');
export const SECURITY_HUB = some('SecurityHub::Hub', 'Governance/SecurityHub');
export const VPC = some('EC2::VPC', 'Network/Vpc');
export const API = some('ApiGateway::RestApi', 'Api/Api');
export const STAGE = some('ApiGateway::Stage', 'Api/Api');
export const USER_POOL = some('Cognito::UserPool', 'Identity/UserPool');
export const APP_CLIENTS = some('Cognito::UserPoolClient', 'Identity/AppClients');
/** Who may do what: the functions that ask, and the tables that they ask. */
export const ACCESS = [
  ...some('Lambda::Function', 'Access/Api'),
  ...some('DynamoDB::Table', 'Identity/Tables/Directory', 'Access/Tables/CareTeams'),
];
/** The way of an audit event into the ledger. */
export const LEDGER = [
  ...some('Kinesis::Stream', 'Archive/AuditStream'),
  ...some('Lambda::Function', 'Ledger/Sealer', 'Ledger/Checkpointer'),
  ...some('S3::Bucket', 'Archive/Ledger'),
];
/** What reads the stream of audit events. */
export const STREAM_READERS = some(
  'Lambda::EventSourceMapping',
  'Ledger/Sealer',
  'Breach/Detector',
);
export const ACCESS_REPORTS = [
  ...some('Lambda::Function', 'Ledger/Api', 'Ledger/Indexer'),
  ...some('DynamoDB::Table', 'Ledger/Tables/Index'),
];
export const DETECTOR = some('Lambda::Function', 'Breach/Detector');
/** Incidents: what keeps and changes them, and what counts their days. */
export const REGISTER = [
  ...some('DynamoDB::Table', 'Breach/Tables/Register'),
  ...some('Lambda::Function', 'Breach/Api'),
];
export const CLOCK = [
  ...some('Lambda::Function', 'Breach/Clock', 'Breach/Alert'),
  ...some('Scheduler::Schedule', 'Breach/Schedules/Clock'),
];

/** Without it no day is counted. */
export const CLOCK_IS_CALLED: Mechanism = {
  id: 'called',
  says: 'The clock of the breach desk is called each hour, and a call that fails lands in a queue.',
  resources: some('Scheduler::Schedule', 'Breach/Schedules/Clock'),
  checks: own('EventRuleReaches'),
  tests: [],
};

/** What holds roles to what they need. */
export const LEAST_PRIVILEGE = hipaa(
  'IAMNoInlinePolicy',
  'IAMPolicyNoStatementsWithAdminAccess',
  'IAMPolicyNoStatementsWithFullAccess',
);
