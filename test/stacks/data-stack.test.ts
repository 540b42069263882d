import { openRows } from '../../lib/compliance/summary';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { firstTemplate, shippedConfig, templatesOf } from '../support/templates';
import { made } from '../support/outside';
import { reviewable } from '../support/snapshot';
import type { Statement } from '../support/statements';
import { actionsOf, resource, resources, statementsOf } from '../support/statements';
import type { TemplateJson, TemplateResource } from '../support/templates';

const ACCOUNT = '111122223333';
const PHI_KEY = { 'Fn::ImportValue': expect.stringMatching(/^hlz-mercy-keys:.*Phi/) as unknown };
const LOGS_KEY = { 'Fn::ImportValue': expect.stringMatching(/^hlz-mercy-keys:.*Logs/) as unknown };
const BACKUP_ROLE = {
  'Fn::ImportValue': expect.stringMatching(/^hlz-mercy-archive:.*BackupRole/) as unknown,
};
const SCAN_ROLE = {
  'Fn::GetAtt': [expect.stringMatching(/^MalwareProtectionRole/) as unknown, 'Arn'],
};

type Section = 'backup' | 'database' | 'phiBucket' | 'singletons';
type Change = { readonly [S in Section]?: Partial<ZoneConfig[S]> };

function data(profile: Profile = 'production'): TemplateJson {
  const template = templatesOf(profile).get('Data');
  if (template === undefined) throw new Error('no Data stack');
  return template;
}

function configWith(change: Change, profile: Profile = 'production'): ZoneConfig {
  const config = shippedConfig(profile);
  return {
    ...config,
    backup: { ...config.backup, ...change.backup },
    database: { ...config.database, ...change.database },
    phiBucket: { ...config.phiBucket, ...change.phiBucket },
    singletons: { ...config.singletons, ...change.singletons },
  };
}

function dataWith(change: Change): TemplateJson {
  return firstTemplate(configWith(change), 'Data');
}

function whole(template: TemplateJson, type: string): TemplateResource {
  const found = Object.values(template.Resources).find(({ Type }) => Type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

const database = (template = data()): Readonly<Record<string, unknown>> =>
  resource(template, 'AWS::RDS::DBInstance');
const bucket = (template = data()): Readonly<Record<string, unknown>> =>
  resource(template, 'AWS::S3::Bucket');
const bucketPolicy = (template = data()): readonly Statement[] =>
  statementsOf(resource(template, 'AWS::S3::BucketPolicy')['PolicyDocument']);
const statement = (sid: string, template = data()): Statement | undefined =>
  bucketPolicy(template).find(({ Sid }) => Sid === sid);

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(data(profile))).toMatchSnapshot();
});

it('has the same resources alone, as tests of other configs make it, and so has what it stands on', () => {
  const alone = made('firstTemplates', { config: shippedConfig('production'), id: 'Data' });
  for (const id of ['Baseline', 'Network', 'Data']) {
    const { Resources: inZone } = templatesOf('production').get(id) ?? {};
    expect(alone[id]?.Resources).toEqual(inZone);
  }
});

describe.each([
  [
    'production',
    {
      backup: { restoreTesting: false },
      phiBucket: { malwareProtection: false },
      singletons: { databaseMetricsLogGroup: 'existing' },
    },
  ],
  ['production', { database: { enabled: false } }],
  ['sandbox', { database: { multiAz: true } }],
] as const)('the gate, %s with %j', (profile, change) => {
  it('finds nothing open, and no acknowledgement that is not needed', () => {
    const config = configWith(change, profile);
    const { ledger, refusal, problems } = made('gate', { config });
    expect(openRows(ledger.rows)).toEqual([]);
    expect(refusal).toBe('');
    expect(problems).toEqual(['CloudFormation Validate did not run']);
  });
});

describe('the database', () => {
  it('is encrypted with the phi key, its master password and its insights too', () => {
    expect(database()).toMatchObject({
      StorageEncrypted: true,
      KmsKeyId: PHI_KEY,
      MasterUserSecret: { KmsKeyId: PHI_KEY },
      EnablePerformanceInsights: true,
      PerformanceInsightsKMSKeyId: PHI_KEY,
    });
  });

  it('is reached from inside only, over TLS, on a port of its own', () => {
    expect(database()).toMatchObject({
      PubliclyAccessible: false,
      Port: '5433',
      CACertificateIdentifier: 'rds-ca-ecc384-g1',
      VPCSecurityGroups: [
        { 'Fn::ImportValue': expect.stringMatching(/SecurityGroupsDatabase/) as unknown },
      ],
    });
    const { SubnetIds: subnets } = resource(data(), 'AWS::RDS::DBSubnetGroup');
    expect(subnets).toHaveLength(3);
    for (const subnet of subnets as readonly unknown[]) {
      expect(JSON.stringify(subnet)).toMatch(/VpcDataSubnet/);
    }
  });

  it('takes IAM sign-ins, and has a master password that nobody writes down', () => {
    expect(database()).toMatchObject({
      EnableIAMDatabaseAuthentication: true,
      ManageMasterUserPassword: true,
    });
    expect(database()).not.toHaveProperty('MasterUserPassword');
    expect(resources(data(), 'AWS::SecretsManager::Secret')).toEqual([]);
  });

  it('is the newest major version, whose minor ones RDS chooses', () => {
    expect(database()).toMatchObject({ EngineVersion: '18', AutoMinorVersionUpgrade: true });
    expect(resource(data(), 'AWS::RDS::DBParameterGroup')['Family']).toBe('postgres18');
  });

  it('takes class, storage and standby from config', () => {
    const template = dataWith({
      database: { instanceClass: 'r8g.xlarge', storageGiB: 200, maxStorageGiB: 300 },
    });
    expect(database(template)).toMatchObject({
      DBInstanceClass: 'db.r8g.xlarge',
      AllocatedStorage: '200',
      MaxAllocatedStorage: 300,
      StorageType: 'gp3',
      MultiAZ: true,
    });
    expect(database(data('sandbox'))).toMatchObject({ MultiAZ: false });
  });

  it('keeps 35 days of backups of its own, with its tags, however long the plan keeps them', () => {
    const template = dataWith({ backup: { dailyRetentionDays: 90 } });
    for (const found of [database(), database(template)]) {
      expect(found).toMatchObject({ BackupRetentionPeriod: 35, CopyTagsToSnapshot: true });
    }
  });

  it('outlives its stack in production, and goes with a sandbox', () => {
    const ends = (profile: Profile): readonly unknown[] => {
      const { DeletionPolicy: end, Properties: properties = {} } = whole(
        data(profile),
        'AWS::RDS::DBInstance',
      );
      return [end, properties['DeletionProtection'], properties['DeleteAutomatedBackups']];
    };
    expect(ends('production')).toEqual(['RetainExceptOnCreate', true, false]);
    // `Delete`, and not `Snapshot`: a final snapshot would outlive the tear-down.
    expect(ends('sandbox')).toEqual(['Delete', false, true]);
  });

  it('leaves AWS Backup its hours', () => {
    const { PreferredBackupWindow: backups, PreferredMaintenanceWindow: maintenance } = database();
    // From 05:00 (daily) until 08:00 (monthly, an hour to start); not in the hour before a window.
    for (const window of [backups, maintenance]) {
      const [start, end] = [...String(window).matchAll(/(\d\d):\d\d/g)].map(([, hour]) =>
        Number(hour),
      );
      expect(Number(end) <= 5 || Number(start) - 1 >= 8).toBe(true);
    }
  });

  it('is not made where config says that you bring your own', () => {
    const template = dataWith({ database: { enabled: false } });
    const types = Object.values(template.Resources).map(({ Type: type }) => type);
    expect(types.filter((type) => /RDS|RestoreTesting|Logs/.test(type))).toEqual([]);
    expect(bucket(template)).toBeDefined();
  });
});

// Written from the pages of AWS and PostgreSQL, not from the table in the code.
it.each([
  ['takes no connection without TLS', 'rds.force_ssl', '1'],
  ['takes no old TLS', 'ssl_min_protocol_version', 'TLSv1.2'],
  ['takes no password hashed by MD5', 'rds.accepted_password_auth_method', 'scram'],
  // RDS refuses a 1 since PostgreSQL 18.
  ['logs who came', 'log_connections', 'all'],
  ['logs who left', 'log_disconnections', '1'],
  ['loads what logs changes', 'shared_preload_libraries', 'pg_stat_statements,pgaudit'],
  ['logs who changed schema or rights, no reads or writes', 'pgaudit.log', 'ddl,role'],
  ['logs no parameters of what it audits', 'pgaudit.log_parameter', '0'],
  ['logs no statement by kind', 'log_statement', 'none'],
  ['logs no slow statement', 'log_min_duration_statement', '-1'],
  ['logs no failed statement', 'log_min_error_statement', 'panic'],
  ['logs no detail of an error', 'log_error_verbosity', 'terse'],
  ['logs no error, which can quote a value', 'log_min_messages', 'log'],
  ['logs no bound value', 'log_parameter_max_length', '0'],
  ['logs no bound value of what failed', 'log_parameter_max_length_on_error', '0'],
])('the database %s', (_promise, parameter, value) => {
  const group = resource(data(), 'AWS::RDS::DBParameterGroup');
  expect(group['Parameters']).toHaveProperty([parameter], value);
  expect(JSON.stringify(database()['DBParameterGroupName'])).toMatch(/"DatabaseParameters/);
});

describe('logs of the database', () => {
  const PREFIX = '/aws/rds/instance/hlz-mercy-phi/';
  const groups = resources(data(), 'AWS::Logs::LogGroup').filter(([, { LogGroupName: name }]) =>
    String(name).startsWith(PREFIX),
  );

  it('go, all of them, into groups that are there before it', () => {
    const logs = ['postgresql', 'upgrade', 'iam-db-auth-error'];
    expect(database()).toMatchObject({
      DBInstanceIdentifier: 'hlz-mercy-phi',
      EnableCloudwatchLogsExports: logs,
    });
    expect(groups.map(([, { LogGroupName: name }]) => name)).toEqual(
      logs.map((log) => `${PREFIX}${log}`),
    );
    expect(whole(data(), 'AWS::RDS::DBInstance')['DependsOn']).toEqual(
      expect.arrayContaining(groups.map(([id]) => id)),
    );
  });

  it('are kept six years, under the logs key', () => {
    for (const [, group] of groups) {
      expect(group).toMatchObject({
        KmsKeyId: LOGS_KEY,
        Tags: expect.arrayContaining([{ Key: 'RetentionClass', Value: 'audit' }]) as unknown,
      });
      expect(group['RetentionInDays']).toBeGreaterThanOrEqual(2192);
    }
  });
});

describe('enhanced monitoring', () => {
  it('is for this database alone, every minute', () => {
    expect(database()['MonitoringInterval']).toBe(60);
    const role = resource(data(), 'AWS::IAM::Role', 'DatabaseMonitoring');
    expect(statementsOf(role['AssumeRolePolicyDocument'])).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'monitoring.rds.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnEquals: { 'aws:SourceArn': `arn:aws:rds:us-east-1:${ACCOUNT}:db:hlz-mercy-phi` },
        },
      },
    ]);
  });

  it.each([
    ['create', ['RDSOSMetrics'], { 'Fn::GetAtt': [expect.any(String), 'Arn'] }],
    ['existing', [], `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:RDSOSMetrics:*`],
  ] as const)('writes into the log group of the account (%s)', (mode, names, written) => {
    const template = dataWith({ singletons: { databaseMetricsLogGroup: mode } });
    const made = resources(template, 'AWS::Logs::LogGroup', 'DatabaseMonitoring');
    expect(made.map(([, { LogGroupName: name }]) => name)).toEqual(names);
    const policy = resource(template, 'AWS::IAM::ManagedPolicy', 'DatabaseMonitoring');
    expect(statementsOf(policy['PolicyDocument'])).toEqual([
      expect.objectContaining({
        Action: 'logs:CreateLogGroup',
        Resource: 'arn:aws:logs:us-east-1:111122223333:log-group:RDSOSMetrics',
      }),
      expect.objectContaining({ Resource: written }),
    ]);
  });
});

describe('the PHI bucket', () => {
  it('is encrypted, logged, versioned, and tells EventBridge of new objects', () => {
    expect(bucket()).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: PHI_KEY },
          },
        ],
      },
      LoggingConfiguration: { LogFilePrefix: 's3-access-logs/phibucket/' },
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    expect(resources(data(), 'AWS::Lambda::Function')).toEqual([]);
  });

  it('never expires a current object', () => {
    const template = dataWith({ phiBucket: { infrequentAccessDays: 45, noncurrentDays: 77 } });
    expect(bucket(template)['LifecycleConfiguration']).toEqual({
      Rules: [
        {
          Id: 'AbortIncompleteUploads',
          Status: 'Enabled',
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
        {
          Id: 'CoolDown',
          Status: 'Enabled',
          Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 45 }],
        },
        {
          Id: 'ExpireOverwritten',
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: 77 },
        },
      ],
    });
  });

  it('takes nothing under another key, nor by replication', () => {
    expect(statement('DenyOtherEncryption')).toEqual({
      Sid: 'DenyOtherEncryption',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Resource: expect.anything() as unknown,
      // A write that names no encryption gets the phi key.
      Condition: {
        Null: { 's3:x-amz-server-side-encryption': 'false' },
        StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': PHI_KEY },
      },
    });
    expect(statement('DenyCustomerProvidedKeys')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
    });
    const replication = statement('DenyReplicationInto');
    expect(replication).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
    expect(replication?.Condition).toBeUndefined();
  });

  it('allows nobody by its policy but the scan', () => {
    const allowed = bucketPolicy().filter(({ Effect: effect }) => effect === 'Allow');
    expect(allowed.map(({ Principal: principal }) => principal)).toEqual([
      { AWS: SCAN_ROLE },
      { AWS: SCAN_ROLE },
    ]);
  });
});

describe('malware protection', () => {
  it('scans and tags every object of the bucket, once its role may', () => {
    const plan = whole(data(), 'AWS::GuardDuty::MalwareProtectionPlan');
    expect(plan.Properties).toMatchObject({
      Role: SCAN_ROLE,
      ProtectedResource: {
        S3Bucket: { BucketName: { Ref: expect.stringMatching(/^PhiBucket/) as unknown } },
      },
      Actions: { Tagging: { Status: 'ENABLED' } },
    });
    expect(plan['DependsOn']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^MalwareProtectionRolePolicy/),
        expect.stringMatching(/^PhiBucketPolicy/),
      ]),
    );
  });

  it('lets nobody but the scan and AWS Backup read what is not clean', () => {
    expect(statement('DenyReadUnlessClean')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      // Holds, and denies, where the object has no such tag.
      Condition: {
        StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
        ArnNotEquals: { 'aws:PrincipalArn': [SCAN_ROLE, BACKUP_ROLE] },
      },
    });
  });

  it('lets nobody else say that an object is clean', () => {
    expect(statement('DenyScanStatusByOthers')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
      Condition: {
        'ForAnyValue:StringEqualsIgnoreCase': {
          's3:RequestObjectTagKeys': 'GuardDutyMalwareScanStatus',
        },
        ArnNotEquals: { 'aws:PrincipalArn': [SCAN_ROLE, BACKUP_ROLE] },
      },
    });
  });

  it('has a role that uses the phi key through S3 only, and reads no object by its own policy', () => {
    const policy = resource(data(), 'AWS::IAM::ManagedPolicy', 'MalwareProtection');
    const statements = statementsOf(policy['PolicyDocument']);
    const keys = statements.filter((found) => actionsOf(found).join().includes('kms:'));
    expect(keys).toMatchObject([
      { Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } },
    ]);
    expect(statements.flatMap(actionsOf).filter((action) => action.includes('Object'))).toEqual([]);
  });

  it('leaves no trace where config does not want it', () => {
    const template = dataWith({ phiBucket: { malwareProtection: false } });
    expect(JSON.stringify(template)).not.toMatch(/Malware|ExistingObjectTag/);
  });
});

describe('backups', () => {
  it.each([
    ['BucketBackup', 'BucketPlan', /^PhiBucket/],
    ['DatabaseBackup', 'BackupPlan', /^DatabaseInstance/],
  ])('%s is by name, in the plan for its kind', (id, plan, selected) => {
    const { BackupPlanId: planId, BackupSelection: selection } = resource(
      data(),
      'AWS::Backup::BackupSelection',
      id,
    ) as { readonly BackupPlanId: unknown; readonly BackupSelection: Record<string, unknown> };
    expect(JSON.stringify(planId)).toContain(plan);
    expect(selection['IamRoleArn']).toEqual(BACKUP_ROLE);
    expect(selection).not.toHaveProperty('ListOfTags');
    const names = JSON.stringify(selection['Resources']).matchAll(
      /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g,
    );
    expect([...names].map(([, name]) => name)).toEqual([expect.stringMatching(selected)]);
  });

  it('are restored every month, privately', () => {
    const selection = resource(data(), 'AWS::Backup::RestoreTestingSelection');
    expect(resource(data(), 'AWS::Backup::RestoreTestingPlan')).toMatchObject({
      ScheduleExpression: 'cron(0 12 2 * ? *)',
    });
    expect(selection).toMatchObject({
      ProtectedResourceType: 'RDS',
      IamRoleArn: BACKUP_ROLE,
      RestoreMetadataOverrides: {
        dbSubnetGroupName: { Ref: expect.stringMatching(/^DatabaseSubnets/) as unknown },
        dbParameterGroupName: { Ref: expect.stringMatching(/^DatabaseParameters/) as unknown },
        publiclyAccessible: 'false',
      },
    });
    // A list in JSON, as AWS Backup wants it.
    expect(selection['RestoreMetadataOverrides']).toHaveProperty('vpcSecurityGroupIds', {
      'Fn::Join': [
        '',
        ['["', { 'Fn::ImportValue': expect.stringMatching(/SecurityGroupsDatabase/) }, '"]'],
      ],
    });
  });

  it('have no restore tests where config says that the Region has none', () => {
    const template = dataWith({ backup: { restoreTesting: false } });
    expect(Object.keys(template.Resources).filter((id) => id.includes('RestoreTesting'))).toEqual(
      [],
    );
    expect(database(template)).toBeDefined();
  });

  it('have restore tests under names that AWS Backup takes', () => {
    const config = { ...shippedConfig('production'), name: 'north-wing' };
    const template = firstTemplate(config, 'Data');
    for (const type of ['RestoreTestingPlan', 'RestoreTestingSelection']) {
      const { RestoreTestingPlanName: name } = resource(template, `AWS::Backup::${type}`);
      expect(name).toMatch(/^\w{1,50}$/);
    }
  });
});
