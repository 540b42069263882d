import type { Control } from '../control';
import { noDatabase, noRestoreTesting } from '../left';
import { control, duty, files, hipaa, many, named, one, own } from '../make';
import { DECISION } from './decision';
import { DATABASE, KEYS, PHI_BUCKET, PLANS, TABLES, USER_POOL, VAULT } from './parts';

/** 45 CFR 164.308(a)(7): what goes on when things fail. */
export const CONTINGENCY: readonly Control[] = [
  control('164.308(a)(7)(i)', {
    title: 'Contingency plan',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Have policies and procedures for an emergency (fire, vandalism, system failure, natural disaster) that damages systems with ePHI.',
    mechanisms: [
      {
        id: 'tables',
        says: 'Tables go back to any second of the last days, and are in a backup plan.',
        resources: TABLES,
        checks: hipaa('DynamoDBPITREnabled', 'DynamoDBInBackupPlan'),
        tests: [],
      },
      {
        id: 'buckets',
        says: 'The PHI bucket keeps versions, and has a replica in a second Region, or somebody has accepted in writing that it has none.',
        resources: PHI_BUCKET,
        checks: hipaa('S3BucketVersioningEnabled', 'S3BucketReplicationEnabled'),
        tests: [],
      },
      {
        id: 'database',
        says: 'The database has backups, a standby in another zone, and protection from deletion.',
        resources: DATABASE,
        checks: hipaa(
          'RDSInBackupPlan',
          'RDSInstanceBackupEnabled',
          'RDSMultiAZSupport',
          'RDSInstanceDeletionProtectionEnabled',
        ),
        tests: [],
        leftBy: noDatabase,
      },
      {
        id: 'accounts',
        says: 'The user pool is not deleted by mistake.',
        resources: USER_POOL,
        checks: own('CognitoUserPool'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Write the contingency plan: who declares an emergency, how care goes on, what is restored first.',
        'The plan, approved, with the day of its last revision.',
      ),
    ],
  }),
  control('164.308(a)(7)(ii)(A)', {
    title: 'Data backup plan',
    type: 'required',
    doneBy: 'shared',
    asks: 'Have procedures that make exact copies of ePHI that can be retrieved, and that keep them.',
    mechanisms: [
      {
        id: 'plan',
        says: 'A plan makes a recovery point at least every day, into a locked vault, and keeps it as long as backups are kept.',
        resources: PLANS,
        checks: own('BackupPlanKept'),
        tests: [],
      },
      {
        id: 'vault',
        says: 'The vault is locked, and denies to everybody to delete from it.',
        resources: VAULT,
        checks: own('BackupVaultLocked'),
        tests: [],
      },
      {
        id: 'tables',
        says: 'Tables are selected by the plan, go back to any second, and are not deleted by mistake.',
        resources: TABLES,
        checks: [
          ...own('BackupSelected', 'TableRecovery'),
          ...hipaa('DynamoDBInBackupPlan', 'DynamoDBPITREnabled'),
        ],
        tests: [],
      },
      {
        id: 'selections',
        says: 'Selections of the plan name the tables of accounts, access, ledger and data keys, and the PHI bucket.',
        resources: one(
          'Backup::BackupSelection',
          'Identity/TableBackup',
          'Access/TableBackup',
          'Ledger/TableBackup',
          'Phi/TableBackup',
          'Data/BucketBackup',
        ),
        checks: [],
        tests: [
          ...named('stacks/identity-stack', 'tables are all in the backup plan'),
          ...named('stacks/access-stack', 'tables are all in the backup plan'),
          ...named(
            'stacks/ledger-stack',
            'the tables are backed up, but for the one that is made again from the ledger',
          ),
          ...named('stacks/phi-stack', 'the table of data keys is backed up'),
          ...named('stacks/data-stack', 'backups'),
        ],
      },
      {
        id: 'bucket',
        says: 'The PHI bucket is selected, keeps versions, and has a replica in a second Region, or somebody has accepted in writing that it has none.',
        resources: PHI_BUCKET,
        checks: [
          ...own('BackupSelected'),
          ...hipaa('S3BucketVersioningEnabled', 'S3BucketReplicationEnabled'),
        ],
        tests: [],
      },
      {
        id: 'database',
        says: 'The database is selected, keeps backups of its own, and is not deleted by mistake.',
        resources: DATABASE,
        checks: [
          ...own('BackupSelected', 'DatabaseRetention'),
          ...hipaa('RDSInBackupPlan', 'RDSInstanceBackupEnabled'),
        ],
        tests: [],
        leftBy: noDatabase,
      },
      {
        id: 'keys',
        says: 'No key, without which no copy could be read, is deleted in less than 30 days.',
        resources: KEYS,
        checks: own('KeyDeletionWindow', 'KeyDenials'),
        tests: [],
      },
      {
        id: 'data-keys',
        says: 'Wrapped data keys have copies in a write-once bucket, from which a lost table is made again.',
        resources: [
          ...one('DynamoDB::Table', 'Phi/Tables/DataKeys'),
          ...one('S3::Bucket', 'Archive/Ledger'),
        ],
        checks: [],
        tests: files('phi/restore-keys'),
      },
    ],
    duties: [
      duty(
        'Write the backup plan: what holds ePHI, how often it is copied, for how long, and who checks it. Back up what the zone does not hold (applications, devices, a database of your own).',
        'The plan, approved; records of the checks.',
      ),
    ],
  }),
  control('164.308(a)(7)(ii)(B)', {
    title: 'Disaster recovery plan',
    type: 'required',
    doneBy: 'shared',
    asks: 'Have procedures, and use them when needed, that restore any loss of data.',
    mechanisms: [
      {
        id: 'copy',
        says: 'Recovery points are copied to a second Region, or somebody has accepted in writing that they are not.',
        resources: VAULT,
        checks: own('BackupCopy'),
        tests: [],
      },
      {
        id: 'replica',
        says: 'The PHI bucket has a replica in a second Region, or somebody has accepted in writing that it has none.',
        resources: PHI_BUCKET,
        checks: hipaa('S3BucketReplicationEnabled'),
        tests: [],
      },
      {
        id: 'tables',
        says: 'Tables can be brought back.',
        resources: TABLES,
        checks: hipaa('DynamoDBPITREnabled', 'DynamoDBInBackupPlan'),
        tests: [],
      },
      {
        id: 'database',
        says: 'The database can be brought back.',
        resources: DATABASE,
        checks: hipaa('RDSInBackupPlan', 'RDSInstanceBackupEnabled'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Decide how long you can be without each system and how much data you can lose; choose the second Region by it; write the plan (docs/runbooks/failover.md, backup.md).',
        'The plan with its times (RTO, RPO); the decision about the second Region.',
      ),
    ],
  }),
  control('164.308(a)(7)(ii)(C)', {
    title: 'Emergency mode operation plan',
    type: 'required',
    doneBy: 'shared',
    asks: 'Have procedures by which critical work that protects ePHI goes on in an emergency.',
    mechanisms: [
      {
        id: 'spool',
        says: 'While the audit stream is down emergency access and sign-ins go on, recorded in a write-once spool; nothing else is answered unrecorded.',
        resources: one('S3::Bucket', 'Archive/Ledger'),
        checks: [],
        tests: files('lambda/shared/audit/model', 'lambda/access/break-glass-model'),
      },
      {
        id: 'database',
        says: 'The database has a standby, and is not deleted by mistake.',
        resources: DATABASE,
        checks: hipaa('RDSMultiAZSupport', 'RDSInstanceDeletionProtectionEnabled'),
        tests: [],
        leftBy: noDatabase,
      },
      {
        id: 'tables',
        says: 'Tables take what load comes.',
        resources: TABLES,
        checks: hipaa('DynamoDBAutoScalingEnabled'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Write down how wards work without the systems (paper, read-only copies), and how that paper is protected and entered later.',
        'The plan; the forms.',
      ),
    ],
  }),
  control('164.308(a)(7)(ii)(D)', {
    title: 'Testing and revision procedures',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Test contingency plans from time to time, and revise them.',
    mechanisms: [
      {
        id: 'restore-tests',
        says: 'The database is restored from its newest recovery point each month, privately.',
        resources: [
          ...one('Backup::RestoreTestingPlan', 'Data/RestoreTesting'),
          ...one('Backup::RestoreTestingSelection', 'Data/RestoreTesting'),
        ],
        checks: [],
        tests: named('stacks/data-stack', 'backups are restored every month, privately'),
        leftBy: noRestoreTesting,
      },
      {
        id: 'told',
        says: 'Backups, copies and restores that fail ring an alarm.',
        resources: many('CloudWatch::Alarm', 4, 'Operations/Backup'),
        checks: own('AlarmNotifies'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Practise a restore of each store, and the plan as a whole, each year; revise it by what you learn. The breach desk reminds of it.',
        'Record of each test: day, what was restored, how long it took, what was changed.',
      ),
    ],
  }),
  control('164.308(a)(7)(ii)(E)', {
    title: 'Applications and data criticality analysis',
    type: 'addressable',
    doneBy: 'customer',
    asks: 'Assess which applications and data are how critical, for the other parts of the plan.',
    duties: [
      duty(
        'Rank applications and data by what happens without them; order the restore by it.',
        `The ranked list, with its date. ${DECISION}`,
      ),
    ],
    note: 'Tags say which resource may hold PHI. They do not say how critical it is.',
  }),
];
