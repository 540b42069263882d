import type { Control } from '../control';
import { noDatabase, noWatcher, notCreated } from '../left';
import { looseVault, loseTables, shortLock } from '../lowered';
import { control, duty, files, hipaa, one, own } from '../make';
import {
  BUCKETS,
  DATABASE,
  DATABASE_KEPT,
  FUNCTIONS,
  KEYS,
  LEDGER,
  LOG_GROUPS,
  PHI_BUCKET,
  PLANS,
  STAGE,
  STREAM_READERS,
  TABLES,
  TRAIL,
  VAULT,
  VPC,
  WRITE_ONCE,
} from './parts';

/** 45 CFR 164.312(b) and (c): what is recorded, and stays as it is. */
export const RECORDS: readonly Control[] = [
  control('164.312(b)', {
    title: 'Audit controls',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Record and examine activity in systems that hold or use ePHI.',
    mechanisms: [
      {
        id: 'ledger',
        says: 'Each access to a record through the API of the zone, allowed or denied, is acknowledged by the audit stream before its caller gets an answer, and sealed into signed logs.',
        resources: LEDGER,
        checks: [],
        tests: files('lambda/shared/audit/model', 'lambda/ledger/model/model'),
      },
      {
        id: 'none-skipped',
        says: 'What reads the stream hands on every record, in order, until it is taken.',
        resources: STREAM_READERS,
        checks: own('EventSourceLosesNothing'),
        tests: [],
      },
      {
        id: 'write-once',
        says: 'Ledger and archive are write-once: nobody deletes, replaces or shortens what is there.',
        resources: [...WRITE_ONCE],
        checks: own('ObjectLock', 'WriteOnceDenials'),
        tests: [],
        lowered: shortLock,
      },
      {
        id: 'trail',
        says: 'CloudTrail records all management events and access to data, into that archive and a log group.',
        resources: TRAIL,
        checks: [
          ...own('TrailComplete', 'ObjectLock'),
          ...hipaa('CloudTrailCloudWatchLogsEnabled'),
        ],
        tests: [],
        leftBy: notCreated('trail'),
      },
      {
        id: 'functions',
        says: 'Functions log into groups of the zone, which keep their events for a time that was chosen.',
        resources: [...FUNCTIONS, ...LOG_GROUPS],
        checks: [
          ...own('LogGroupGiven', 'LogRetention'),
          ...hipaa('CloudWatchLogGroupRetentionPeriod'),
        ],
        tests: [],
      },
      {
        id: 'network',
        says: 'Traffic of the VPC, calls of the API and what the web ACL saw are logged, without credentials.',
        resources: [
          ...VPC,
          ...STAGE,
          ...one('WAFv2::WebACL', 'Api/Firewall'),
          ...one('WAFv2::LoggingConfiguration', 'Api/Firewall'),
        ],
        checks: [
          ...own('FlowLogs', 'WafLogRedaction'),
          ...hipaa('VPCFlowLogsEnabled', 'APIGWExecutionLoggingEnabled', 'WAFv2LoggingEnabled'),
        ],
        tests: [],
      },
      {
        id: 'buckets',
        says: 'Access to buckets is logged.',
        resources: BUCKETS,
        checks: hipaa('S3BucketLoggingEnabled'),
        tests: [],
      },
      {
        id: 'watched',
        says: 'The PHI bucket stands in an account that is watched by all that config asks for.',
        resources: PHI_BUCKET,
        checks: own('WatchedStore'),
        tests: [],
        leftBy: noWatcher,
      },
      {
        id: 'database',
        says: 'The database is monitored.',
        resources: DATABASE,
        checks: hipaa('RDSEnhancedMonitoringEnabled'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Let each application tell the ledger what it showed, to whom and why (`POST /v1/audit/events`). What it does not tell is not there.',
        'For each application: which acts it tells, and the test of it.',
      ),
    ],
    note: 'Rules about the concurrency and failure queues of functions cite it: not counted.',
  }),
  control('164.312(c)(1)', {
    title: 'Integrity',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Have policies and procedures that protect ePHI from improper alteration or destruction.',
    mechanisms: [
      {
        id: 'write-once',
        says: 'What was recorded cannot be changed, and none of it is skipped.',
        resources: [...WRITE_ONCE, ...STREAM_READERS],
        checks: own('ObjectLock', 'WriteOnceDenials', 'EventSourceLosesNothing'),
        tests: [],
        lowered: shortLock,
      },
      {
        id: 'tables',
        says: 'Tables go back to any second, and are not deleted by mistake.',
        resources: TABLES,
        checks: own('TableRecovery'),
        tests: [],
        lowered: loseTables,
      },
      {
        id: 'buckets',
        says: 'Buckets keep what was overwritten, for as long as their life cycles say.',
        resources: BUCKETS,
        checks: hipaa('S3BucketVersioningEnabled'),
        tests: [],
      },
      DATABASE_KEPT,
      {
        id: 'backups',
        says: 'Recovery points are made daily, and locked until their time is over.',
        resources: [...PLANS, ...VAULT],
        checks: own('BackupPlanKept', 'BackupVaultLocked'),
        tests: [],
        lowered: looseVault,
      },
      {
        id: 'keys',
        says: 'A key is deleted after 30 days at the earliest, and its policy keeps people from deleting, disabling or copying it.',
        resources: KEYS,
        checks: own('KeyDeletionWindow', 'KeyDenials'),
        tests: [],
      },
      {
        id: 'trail',
        says: 'Log files of the trail are signed.',
        resources: TRAIL,
        checks: hipaa('CloudTrailLogFileValidationEnabled'),
        tests: [],
        leftBy: notCreated('trail'),
      },
    ],
    duties: [
      duty(
        'Let applications keep what stood there before somebody changed a record, and who changed it.',
        'For each application: how a change is traced, and the test of it.',
      ),
    ],
  }),
  control('164.312(c)(2)', {
    title: 'Mechanism to authenticate ePHI',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Corroborate electronically that ePHI was not altered or destroyed without authority.',
    mechanisms: [
      {
        id: 'signed-ledger',
        says: 'The ledger is a Merkle log that is signed each minute with Ed25519; whoever has the public key finds a change, a gap or a fork.',
        resources: [
          ...one('KMS::Key', 'Keys/Checkpoint'),
          ...one('Lambda::Function', 'Ledger/Checkpointer'),
        ],
        checks: [],
        tests: files(
          'ledger/verify/tamper',
          'lambda/ledger/checkpointer/refusals',
          'lambda/ledger/note/independent-ed25519',
        ),
      },
      {
        id: 'fields',
        says: 'An encrypted field of which one bit was changed, or that was moved to another patient, is not decrypted.',
        resources: one('Lambda::Function', 'Phi/Api'),
        checks: [],
        tests: files('lambda/phi/tampered'),
      },
      {
        id: 'trail',
        says: 'Log files of the trail have digests that are signed.',
        resources: TRAIL,
        checks: [...own('TrailComplete'), ...hipaa('CloudTrailLogFileValidationEnabled')],
        tests: [],
        leftBy: notCreated('trail'),
      },
      {
        id: 'versions',
        says: 'What was overwritten in the PHI bucket is there to compare for as long as config keeps it (phiBucket.noncurrentDays).',
        resources: PHI_BUCKET,
        checks: hipaa('S3BucketVersioningEnabled'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Encrypt the fields that must prove that nobody changed them (docs/encrypt-a-column.md); verify an export of the ledger each quarter.',
        'The list of fields; the result of each `hlz ledger verify`, with the note that you kept.',
      ),
    ],
    note: 'Rows of a database without encrypted fields have no such mark of their own.',
  }),
];
