import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Contract } from './support/contract';
import { breachesOf, contractOf, idsOf } from './support/contract';
import { SET_ONCE } from './support/stateful';
import { templateChanges, touchesStateful } from './support/template-changes';
import type { TemplateJson, TemplateResource } from './support/templates';
import { shippedConfig, templatesFor, templatesOf } from './support/templates';

/**
 * What is lost when CloudFormation replaces it, with its logical id and with what of it is set once: a contract
 * with every zone that has been deployed. A change here deletes data or leaves it behind. If you must, say in
 * CHANGELOG.md what CloudFormation will do, and how the data moves.
 */
const CONTRACT: Contract = {
  'Access AWS::DynamoDB::Table TablesApprovalsAE375412': 'KeySchema: approval HASH',
  'Access AWS::DynamoDB::Table TablesBrokenGlass70868588': 'KeySchema: holder HASH, glass RANGE',
  'Access AWS::DynamoDB::Table TablesCareTeamsCAC195CB': 'KeySchema: patient HASH, member RANGE',
  'Access AWS::DynamoDB::Table TablesRatesFCC91181': 'KeySchema: window HASH',
  'Access AWS::DynamoDB::Table TablesRestrictions9B287D8F':
    'KeySchema: user HASH, restriction RANGE',
  'Api AWS::ApiGateway::RestApi ApiRestApi88175D59': '',
  'Archive AWS::Backup::BackupVault BackupVaultADF21B19':
    'BackupVaultName: hlz-mercy; EncryptionKeyArn: hlz-mercy-keys:ExportsOutputFnGetAttPhi589ACE35ArnFD5E8721',
  'Archive AWS::Kinesis::Stream AuditStream1454558C': '',
  'Archive AWS::S3::Bucket AccessLogs8B620ECA': '',
  'Archive AWS::S3::Bucket ArchiveDA4CB258': 'ObjectLockEnabled: true',
  'Archive AWS::S3::Bucket LandingF95672E9': '',
  'Archive AWS::S3::Bucket LedgerB7379752': 'ObjectLockEnabled: true',
  'Baseline AWS::SNS::Topic OperationsTopicC9C1CC12': '',
  'Baseline AWS::SNS::Topic SecurityTopic077AEA2C': '',
  'Baseline AWS::SQS::Queue FailureQueue4F308C52': '',
  'Breach AWS::DynamoDB::Table TablesRegister49F9B940': 'KeySchema: record HASH, entry RANGE',
  'Breach AWS::DynamoDB::Table TablesWatchesAA6C0FF1': 'KeySchema: subject HASH',
  'Breach AWS::SNS::Topic TopicsHighF267A291': 'TopicName: hlz-mercy-incidents-high',
  'Breach AWS::SNS::Topic TopicsLow3CA604DF': 'TopicName: hlz-mercy-incidents-low',
  'Breach AWS::SNS::Topic TopicsMediumB7AC012C': 'TopicName: hlz-mercy-incidents-medium',
  'Data AWS::RDS::DBInstance DatabaseInstanceAA8A5FDE':
    'DBInstanceIdentifier: hlz-mercy-phi; DBSubnetGroupName: DatabaseSubnets56F17B9A; KmsKeyId: hlz-mercy-keys:ExportsOutputFnGetAttPhi589ACE35ArnFD5E8721; MasterUsername: zone_master; Port: 5433; StorageEncrypted: true',
  'Data AWS::S3::Bucket PhiBucket6D07DC53': '',
  'Governance AWS::AccessAnalyzer::Analyzer AccessExternalD0629F08':
    'AnalyzerName: hlz-mercy-external; Type: ACCOUNT',
  'Governance AWS::AccessAnalyzer::Analyzer AccessUnusedD8BB074B':
    'AnalyzerName: hlz-mercy-unused; Type: ACCOUNT_UNUSED_ACCESS',
  'Governance AWS::GuardDuty::Detector GuardDuty': '',
  'Governance AWS::Macie::Session Macie': '',
  'Governance AWS::SecurityHub::Hub SecurityHubE794FA48': '',
  'Identity AWS::Cognito::UserPool UserPoolD097FE67': 'UsernameConfiguration: false',
  'Identity AWS::DynamoDB::Table TablesDirectoryD82D92C0': 'KeySchema: user HASH',
  'Identity AWS::DynamoDB::Table TablesPublicKeysEBDCE8A7': 'KeySchema: issuer HASH',
  'Identity AWS::DynamoDB::Table TablesSessions486350CB': 'KeySchema: session HASH',
  'Keys AWS::KMS::Key Audit3D8ADE0A':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false',
  'Keys AWS::KMS::Key CheckpointE4CA7131':
    'KeySpec: ECC_NIST_EDWARDS25519; KeyUsage: SIGN_VERIFY; MultiRegion: true',
  'Keys AWS::KMS::Key Logs6819BB44':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false',
  'Keys AWS::KMS::Key Messaging4C94D7F8':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false',
  'Keys AWS::KMS::Key Phi589ACE35':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: true',
  'Keys AWS::KMS::Key Pseudonym33BCC2C5':
    'KeySpec: HMAC_256; KeyUsage: GENERATE_VERIFY_MAC; MultiRegion: true',
  'Ledger AWS::DynamoDB::Table TablesIdempotency498FF680': 'KeySchema: request HASH',
  'Ledger AWS::DynamoDB::Table TablesIndex8E9FBF11': 'KeySchema: subject HASH, at RANGE',
  'Network AWS::EC2::VPC Vpc8378EB38': 'CidrBlock: 10.40.0.0/16',
  'Phi AWS::DynamoDB::Table TablesDataKeysB9A9331A': 'KeySchema: tenant HASH, kid RANGE',
};

/** What a zone with a second Region has besides. */
const SECOND_REGION: Contract = {
  'SecondRegion AWS::Backup::BackupVault Vault23237E5B':
    'BackupVaultName: hlz-mercy-replica; EncryptionKeyArn: Phi589ACE35, Arn',
  'SecondRegion AWS::KMS::Key Phi589ACE35':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false',
  'SecondRegion AWS::S3::Bucket ReplicaBucket80C984FB':
    'BucketName: hlz-mercy-phi-replica-111122223333',
};

it('keeps what holds data, and what of it is set once', () => {
  expect(breachesOf(CONTRACT, contractOf(templatesOf('production')))).toEqual([]);
});

it('keeps it in a sandbox, which has names and keys of its own', () => {
  expect(breachesOf(idsOf(CONTRACT), idsOf(contractOf(templatesOf('sandbox'))))).toEqual([]);
});

it('keeps it with a second Region', () => {
  const config = shippedConfig('production');
  const templates = templatesFor({ ...config, disasterRecovery: { secondRegion: 'us-west-2' } });
  expect(breachesOf({ ...CONTRACT, ...SECOND_REGION }, contractOf(templates))).toEqual([]);
});

const KEYS = 'TablesDataKeysB9A9331A';

/** The zone with other resources in one stack. */
function changed(
  stack: string,
  change: (resources: TemplateJson['Resources']) => TemplateJson['Resources'],
): ReadonlyMap<string, TemplateJson> {
  const templates = new Map(templatesOf('production'));
  const { Resources, ...rest } = templates.get(stack) ?? { Resources: {} };
  return templates.set(stack, { ...rest, Resources: change(Resources) });
}

function withResource(
  stack: string,
  id: string,
  resource: TemplateResource,
): ReadonlyMap<string, TemplateJson> {
  return changed(stack, (resources) => ({ ...resources, [id]: resource }));
}

/** With another value of one property. */
function withValue(
  stack: string,
  id: string,
  name: string,
  value: unknown,
): ReadonlyMap<string, TemplateJson> {
  return changed(stack, (resources) => {
    const resource = resources[id] ?? { Type: 'nothing' };
    const Properties = { ...resource.Properties, [name]: value };
    return { ...resources, [id]: { ...resource, Properties } };
  });
}

/** A construct of another id makes other logical ids of what is in it. */
const renamed = changed('Phi', (resources) =>
  Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [
      id === KEYS ? 'TablesTenantKeys0A1B2C3D' : id,
      resource,
    ]),
  ),
);

it('refuses a logical id that is renamed, and says what would be lost and how to mend it', () => {
  const [gone, added, ...others] = breachesOf(CONTRACT, contractOf(renamed));
  expect(others).toEqual([]);
  expect(gone).toMatch(/^Phi AWS::DynamoDB::Table TablesDataKeysB9A9331A is gone/);
  expect(gone).toContain('What would be lost: table, with what is in it');
  expect(gone).toContain('Was it renamed to TablesTenantKeys0A1B2C3D?');
  expect(gone).toContain(`overrideLogicalId('${KEYS}')`);
  expect(added).toMatch(/TablesTenantKeys0A1B2C3D is new, and can be lost: table/);
});

it('asks for whatever else can be lost to be written into it', () => {
  const bucket = withResource('Data', 'Scans', { Type: 'AWS::S3::Bucket' });
  expect(breachesOf(CONTRACT, contractOf(bucket))).toEqual([
    expect.stringMatching(/^Data AWS::S3::Bucket Scans is new, and can be lost: bucket.* Write it/),
  ]);
});

it('refuses a type that nobody has looked at', () => {
  const unknown = withResource('Data', 'Graph', { Type: 'AWS::Neptune::DBCluster' });
  expect(breachesOf(CONTRACT, contractOf(unknown))).toEqual([
    expect.stringMatching(/Graph is of a type that nobody has looked at.*store-types\.ts/),
  ]);
});

it('takes what is made again without a word', () => {
  const another = withResource('Phi', 'Other', { Type: 'AWS::Lambda::Function' });
  expect(breachesOf(CONTRACT, contractOf(another))).toEqual([]);
});

it.each([
  ['Phi', KEYS, 'KeySchema', [{ AttributeName: 'kid', KeyType: 'HASH' }]],
  ['Archive', 'LedgerB7379752', 'BucketName', 'hlz-mercy-ledger'],
  ['Archive', 'AuditStream1454558C', 'Name', 'hlz-mercy-events'],
  ['Keys', 'CheckpointE4CA7131', 'KeySpec', 'ECC_NIST_P256'],
  ['Data', 'DatabaseInstanceAA8A5FDE', 'StorageEncrypted', undefined],
  ['Identity', 'UserPoolD097FE67', 'UsernameConfiguration', { CaseSensitive: true }],
])('refuses another value of what is set once: %s, %s, %s', (stack, id, name, value) => {
  const templates = withValue(stack, id, name, value);
  const [text, ...others] = breachesOf(CONTRACT, contractOf(templates));
  expect(others).toEqual([]);
  expect(text).toMatch(new RegExp(`^${stack} \\S+ ${id} had .*set once.*would be lost`));
  const [change] = touchesStateful(templateChanges(templatesOf('production'), templates));
  expect(change).toMatchObject({ stack, id, change: 'replaced', parts: [name] });
});

it('lets what can be changed be changed', () => {
  const templates = withValue('Archive', 'AuditStream1454558C', 'RetentionPeriodHours', 336);
  expect(breachesOf(CONTRACT, contractOf(templates))).toEqual([]);
  expect(templateChanges(templatesOf('production'), templates)).toEqual([
    {
      stack: 'Archive',
      id: 'AuditStream1454558C',
      type: 'AWS::Kinesis::Stream',
      change: 'changed',
      parts: ['RetentionPeriodHours'],
    },
  ]);
});

it('tells what an update adds, removes and leaves alone', () => {
  const before = templatesOf('production');
  const changes = templateChanges(before, renamed);
  expect(changes.map(({ id, change }) => [id, change])).toEqual([
    [KEYS, 'removed'],
    ['TablesTenantKeys0A1B2C3D', 'added'],
  ]);
  expect(touchesStateful(changes)).toEqual(changes);
  const annotated = changed('Phi', (resources) =>
    Object.fromEntries(
      Object.entries(resources).map(([id, resource]) => [id, { ...resource, Metadata: { at: 1 } }]),
    ),
  );
  expect(templateChanges(before, annotated)).toEqual([]);
});

/** What the CLI goes by when `cdk diff` says `replace`. */
interface KnownType {
  readonly cloudFormationType: string;
  readonly properties: Readonly<Record<string, { readonly causesReplacement?: string }>>;
}

it('knows what is set once as well as the pinned CLI does', () => {
  const file = join(dirname(require.resolve('aws-cdk/package.json')), 'db.json.gz');
  const known = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    readonly schema: {
      readonly resource: { readonly entities: Readonly<Record<string, KnownType>> };
    };
  };
  const types = new Set(Object.keys(CONTRACT).map((row) => row.split(' ')[1]));
  const missing = Object.values(known.schema.resource.entities)
    .filter(({ cloudFormationType }) => types.delete(cloudFormationType))
    .flatMap(({ cloudFormationType: type, properties }) =>
      Object.entries(properties)
        .filter(([, { causesReplacement }]) => causesReplacement === 'yes')
        .filter(([name]) => !SET_ONCE[type]?.includes(name))
        .map(([name]) => `${type}: ${name}`),
    );
  expect(missing).toEqual([]);
  expect([...types]).toEqual([]);
});
