import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CONTRACT, SECOND_REGION } from './contract';
import { breachesOf, contractOf, idsOf } from './support/contract';
import { CHANGED_IN_PLACE, SET_ONCE } from './support/stateful';
import { templateChanges, touchesStateful } from './support/template-changes';
import type { TemplateJson, TemplateResource } from './support/templates';
import { shippedConfig, templatesFor, templatesOf } from './support/templates';

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

const S_AND_N = [
  { AttributeName: 'tenant', AttributeType: 'S' },
  { AttributeName: 'kid', AttributeType: 'N' },
];
/** Attributes of the directory: `user` is its key, `tenant` the key of its index. */
const INDEXED_BY_N = [
  { AttributeName: 'user', AttributeType: 'S' },
  { AttributeName: 'tenant', AttributeType: 'N' },
];
const DATABASE = 'DatabaseInstanceAA8A5FDE';

it.each([
  ['Phi', KEYS, 'KeySchema', [{ AttributeName: 'kid', KeyType: 'HASH' }]],
  ['Phi', KEYS, 'AttributeDefinitions', S_AND_N],
  ['Identity', 'TablesDirectoryD82D92C0', 'AttributeDefinitions', INDEXED_BY_N],
  ['Archive', 'LedgerB7379752', 'BucketName', 'hlz-mercy-ledger'],
  ['Archive', 'AuditStream1454558C', 'Name', 'hlz-mercy-events'],
  ['Keys', 'CheckpointE4CA7131', 'KeySpec', 'ECC_NIST_P256'],
  ['Network', 'Vpc8378EB38', 'InstanceTenancy', 'dedicated'],
  ['Ledger', 'SealerRecords9FFBC1D9', 'StartingPosition', 'LATEST'],
  ['Data', DATABASE, 'StorageEncrypted', undefined],
  ['Data', DATABASE, 'Engine', 'mysql'],
  ['Data', DATABASE, 'PerformanceInsightsKMSKeyId', undefined],
  ['Identity', 'UserPoolD097FE67', 'UsernameConfiguration', { CaseSensitive: true }],
])('refuses another value of what is set once: %s, %s, %s', (stack, id, name, value) => {
  const templates = withValue(stack, id, name, value);
  const [text, ...others] = breachesOf(CONTRACT, contractOf(templates));
  expect(others).toEqual([]);
  expect(text).toMatch(
    new RegExp(`^${stack} \\S+ ${id}: ${name} was ".*" and is ".*set once: .*would be lost`),
  );
  const [change] = touchesStateful(templateChanges(templatesOf('production'), templates));
  expect(change).toMatchObject({ stack, id, change: 'replaced', parts: [name] });
});

it.each([
  ['Condition', 'IsFirst', /Condition was "nothing" and is "IsFirst": .* deletes it/],
  ['DeletionPolicy', 'Delete', /policies was "Retain" and is "Delete, Retain" .* whether it stays/],
  ['DeletionPolicy', undefined, /policies was "Retain" and is "none, Retain"/],
  [
    'UpdateReplacePolicy',
    'Delete',
    /policies was "Retain" and is "RetainExceptOnCreate, Delete" .* whether it stays/,
  ],
])('refuses another %s: %s', (name, value, refusal) => {
  const templates = changed('Phi', (resources) => {
    const resource = resources[KEYS] ?? { Type: 'nothing' };
    return { ...resources, [KEYS]: { ...resource, [name]: value } };
  });
  expect(breachesOf(CONTRACT, contractOf(templates))).toEqual([expect.stringMatching(refusal)]);
  expect(touchesStateful(templateChanges(templatesOf('production'), templates))).toEqual([
    expect.objectContaining({ id: KEYS, change: 'changed', parts: [name] }),
  ]);
});

const WARD = { Name: 'ward', AttributeDataType: 'String', Mutable: true };

it.each([
  ['Identity', 'UserPoolD097FE67', 'Schema', [WARD]],
  [
    'Phi',
    KEYS,
    'AttributeDefinitions',
    [
      ...S_AND_N.slice(0, 1),
      { ...S_AND_N[1], AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'S' },
    ],
  ],
])('asks for entries that stay to be written into it: %s, %s, %s', (stack, id, name, value) => {
  const templates = withValue(stack, id, name, value);
  expect(breachesOf(CONTRACT, contractOf(templates))).toEqual([
    expect.stringMatching(new RegExp(`${id}: ${name} was .* set once from its first deploy on`)),
  ]);
  expect(templateChanges(templatesOf('production'), templates)).toEqual([
    expect.objectContaining({ id, change: 'changed', parts: [name] }),
  ]);
});

it('refuses another attribute of people under a name that is there', () => {
  const pool = 'UserPoolD097FE67';
  const [was, is] = [{ ...WARD }, { ...WARD, AttributeDataType: 'Number' }].map((attribute) =>
    withValue('Identity', pool, 'Schema', [attribute]),
  );
  expect(breachesOf(contractOf(was ?? new Map()), contractOf(is ?? new Map()))).toEqual([
    expect.stringMatching(/Schema was "ward String true" and is "ward Number true", .* set once:/),
  ]);
});

it('refuses a mapping of a stream that is renamed', () => {
  const id = 'SealerRecords9FFBC1D9';
  const templates = changed('Ledger', ({ [id]: mapping, ...others }) => ({
    ...others,
    ...(mapping && { SealerBatches0A1B2C3D: mapping }),
  }));
  const [gone, ...others] = breachesOf(CONTRACT, contractOf(templates));
  expect(gone).toMatch(/SealerRecords9FFBC1D9 is gone.* lost: the place up to which a function/);
  expect(others).toEqual([expect.stringContaining('SealerBatches0A1B2C3D is new')]);
});

it('lets a database be changed in place', () => {
  const templates = withValue('Data', DATABASE, 'StorageType', 'io2');
  expect(breachesOf(CONTRACT, contractOf(templates))).toEqual([]);
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

function inPlace(type: string, name: string): boolean {
  return CHANGED_IN_PLACE[type]?.includes(name) === true;
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
        .filter(([name, { causesReplacement }]) =>
          causesReplacement === 'maybe' ? !inPlace(type, name) : causesReplacement === 'yes',
        )
        .filter(([name]) => !SET_ONCE[type]?.includes(name))
        .map(([name]) => `${type}: ${name}`),
    );
  expect(missing).toEqual([]);
  expect([...types]).toEqual([]);
});
