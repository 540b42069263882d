import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortError } from '../../../lib/aws/calling';
import type { ZoneConfig } from '../../../lib/config/schema';
import type { DoctorPort } from '../../../lib/doctor/answers';
import { ACTIONS } from '../../../lib/doctor/aws/actions';
import { awsPort } from '../../../lib/doctor/aws/port';
import { ROOT } from '../../support/root';
import { shippedConfig } from '../../support/zone';
import { fakeTransport, type Answer, type Sent } from './fake-transport';

const ZONE: ZoneConfig = {
  ...shippedConfig('production'),
  disasterRecovery: { secondRegion: 'us-west-2' },
};

const KEY = '11111111-2222-3333-4444-555555555555';
const STACK = 'arn:aws:cloudformation:us-east-1:111122223333:stack/hlz-mercy-ledger/1';
const ROLE = 'arn:aws:iam::111122223333:role/cdk-hlz-cfn-exec-role-111122223333-us-east-1';
const POLICY = 'arn:aws:iam::111122223333:policy/hlz-bootstrap/execution-policy-identity';

/** An account, as the wire has it, in which each question leads to all of its calls. */
const WORLD: Readonly<Record<string, string | ((sent: Sent) => string)>> = {
  GetCallerIdentity: xml('GetCallerIdentity', '<Account>111122223333</Account><Arn>arn:me</Arn>'),
  DescribeRegions:
    '<r><regionInfo><item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item></regionInfo></r>',
  DescribeTrails: json({ trailList: [{ Name: 'one', TrailARN: 'arn:trail' }] }),
  GetTrailStatus: json({ IsLogging: true }),
  GetEventSelectors: json({ AdvancedEventSelectors: [{ Name: 'all', FieldSelectors: [] }] }),
  'GET /detector': json({ detectorIds: ['d1'] }),
  'GET /detector/d1': json({ status: 'ENABLED', features: [] }),
  'GET /detector/d1/administrator': json({ administrator: { accountId: '222233334444' } }),
  'GET /accounts': json({ HubArn: 'arn:hub', AutoEnableControls: true }),
  'POST /standards/get': ({ body }) =>
    body.includes('second')
      ? json({ StandardsSubscriptions: [{ StandardsArn: 'b' }] })
      : json({ StandardsSubscriptions: [{ StandardsArn: 'a' }], NextToken: 'second' }),
  'GET /analyzer': json({
    analyzers: [
      { name: 'all', type: 'ACCOUNT' },
      { name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS' },
    ],
  }),
  'GET /analyzer/unused': json({
    analyzer: { name: 'unused', configuration: { unusedAccess: { unusedAccessAge: 365 } } },
  }),
  'GET /macie': json({ status: 'PAUSED' }),
  'GET /account': json({ cloudwatchRoleArn: 'arn:aws:iam::111122223333:role/logs' }),
  GetRole: ({ form }) =>
    form.get('RoleName')?.startsWith('cdk-hlz') === true
      ? xml(
          'GetRole',
          `<Role><Arn>${ROLE}</Arn><RoleName>x</RoleName><PermissionsBoundary><PermissionsBoundaryArn>${POLICY}</PermissionsBoundaryArn></PermissionsBoundary></Role>`,
        )
      : xml('GetRole', '<Role><RoleName>x</RoleName></Role>'),
  ListAttachedRolePolicies: xml(
    'ListAttachedRolePolicies',
    `<AttachedPolicies><member><PolicyName>execution-policy-identity</PolicyName><PolicyArn>${POLICY}</PolicyArn></member></AttachedPolicies>`,
  ),
  GetPolicy: xml('GetPolicy', '<Policy><DefaultVersionId>v2</DefaultVersionId></Policy>'),
  GetPolicyVersion: xml(
    'GetPolicyVersion',
    `<PolicyVersion><Document>${encodeURIComponent('{"Version":"2012-10-17"}')}</Document></PolicyVersion>`,
  ),
  DescribeSecurityGroups:
    '<r><securityGroupInfo><item><groupId>sg-1</groupId></item></securityGroupInfo></r>',
  DescribeVpcs:
    '<r><vpcSet><item><vpcId>vpc-1</vpcId><isDefault>true</isDefault><cidrBlock>172.31.0.0/16</cidrBlock></item></vpcSet></r>',
  DescribeStacks: ({ form, host }) =>
    form.get('NextToken') === null && host.endsWith('us-east-1')
      ? xml('DescribeStacks', `<Stacks>${stack('website', 'x')}</Stacks><NextToken>2</NextToken>`)
      : xml('DescribeStacks', `<Stacks>${stack('hlz-mercy-ledger', STACK)}</Stacks>`),
  ListStackResources: xml(
    'ListStackResources',
    '<StackResourceSummaries><member><ResourceType>AWS::Lambda::Function</ResourceType><PhysicalResourceId>sealer</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member></StackResourceSummaries>',
  ),
  'GET /2019-09-30/functions/sealer/concurrency': json({ ReservedConcurrentExecutions: 3 }),
  'GET /2016-08-19/account-settings': json({
    AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 7 },
  }),
  GetAWSDefaultServiceQuota: json({ Quota: { Value: 5 } }),
  DescribeResourcePolicies: ({ body }) =>
    body.includes('more')
      ? json({ resourcePolicies: [{ policyName: 'b' }] })
      : json({ resourcePolicies: [{ policyName: 'a' }], nextToken: 'more' }),
  ListKeys: json({ Keys: [{ KeyId: KEY }, { KeyId: 'hidden' }] }),
  DescribeKey: ({ body }) =>
    body.includes('hidden')
      ? ''
      : json({
          KeyMetadata: {
            KeyId: KEY,
            KeyState: 'PendingDeletion',
            Description: 'Topics and queues (zone mercy)',
          },
        }),
};

/** Errors that only say that there is no such thing, or that a right is missing for one of many. */
const ABSENT: Readonly<Record<string, Answer>> = {
  GetServiceQuota: failure(400, 'NoSuchResourceException', 'no value for this account'),
};

function json(value: unknown): string {
  return JSON.stringify(value);
}

function xml(action: string, inner: string): string {
  return `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`;
}

function stack(name: string, id: string): string {
  return `<member><StackName>${name}</StackName><StackId>${id}</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime></member>`;
}

function failure(status: number, code: string, message: string): Answer {
  return { status, body: json({ __type: code, message, Message: message, code }) };
}

const SPEAKS_XML = /^(?:ec2|sts|iam|cloudformation|s3|s3-control)\b/;

/** The same error in the protocol of the service. */
function refusal({ host }: Sent, status: number, code: string, message = ''): Answer {
  if (host.startsWith('ec2')) {
    return {
      status,
      body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`,
    };
  }
  if (!SPEAKS_XML.test(host)) return failure(status, code, message);
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    body: host === 's3.us-east-1' ? error : `<ErrorResponse>${error}</ErrorResponse>`,
  };
}

function world(sent: Sent): Answer {
  const { operation, host } = sent;
  const absent = ABSENT[operation];
  if (absent !== undefined) return absent;
  if (operation === 'DescribeKey' && sent.body.includes('hidden')) {
    return refusal(sent, 400, 'AccessDeniedException', 'not this key');
  }
  const known = WORLD[operation];
  const body = typeof known === 'function' ? known(sent) : known;
  return { body: body ?? (SPEAKS_XML.test(host) ? '<a></a>' : '{}') };
}

function open(
  answer: (sent: Sent) => Answer,
  zone = ZONE,
): {
  readonly port: DoctorPort;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  const credentials = { accessKeyId: 'MADEUP', secretAccessKey: 'made-up' };
  return {
    port: awsPort(zone, { credentials, requestHandler: fakeTransport(answer, sent) }),
    sent,
  };
}

const nothing = (): void => undefined;

/** Operations whose protocol names a path, by that path. */
const PATHS: readonly (readonly [RegExp, string])[] = [
  [/^guardduty.* GET \/detector$/, 'ListDetectors'],
  [/^guardduty.* GET \/detector\/\w+$/, 'GetDetector'],
  [/^guardduty.* GET \/detector\/\w+\/administrator$/, 'GuardDuty GetAdministratorAccount'],
  [/^securityhub.* GET \/accounts$/, 'DescribeHub'],
  [/^securityhub.* POST \/standards\/get$/, 'GetEnabledStandards'],
  [/^securityhub.* GET \/administrator$/, 'SecurityHub GetAdministratorAccount'],
  [/^macie2.* GET \/macie$/, 'GetMacieSession'],
  [/^macie2.* GET \/administrator$/, 'Macie2 GetAdministratorAccount'],
  [/^access-analyzer.* GET \/analyzer$/, 'ListAnalyzers'],
  [/^access-analyzer.* GET \/analyzer\/\w+$/, 'GetAnalyzer'],
  [/^apigateway.* GET \/account$/, 'GetAccount'],
  [/^s3-control.* GET .*publicAccessBlock$/, 'GetPublicAccessBlock'],
  [/^lambda.* GET .*account-settings$/, 'GetAccountSettings'],
  [/^lambda.* GET .*concurrency$/, 'GetFunctionConcurrency'],
  [/^backup.* GET \/backup-vaults$/, 'ListBackupVaults'],
  [/^s3\..* GET \/$/, 'ListBuckets'],
];

function operationOf({ host, operation }: Sent): string {
  return PATHS.find(([path]) => path.test(`${host} ${operation}`))?.[1] ?? operation;
}

test('sends the operations of the table and no other, and reads what comes', async () => {
  const { port, sent } = open(world);
  expect(await port.caller()).toEqual({ account: '111122223333', arn: 'arn:me' });
  expect(await port.regions()).toMatchObject({
    value: [{ RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' }],
  });
  const heard: number[] = [];
  const answers = await port.answers(({ done, total }) => heard.push(total - done));
  expect([...new Set(sent.map(operationOf))].toSorted()).toEqual(Object.keys(ACTIONS).toSorted());
  expect(heard).toEqual(heard.map((_, index) => heard.length - 1 - index));

  expect(answers).toMatchObject({
    trails: { value: [{ trail: { Name: 'one' }, status: { value: { IsLogging: true } } }] },
    detectors: { value: [{ id: 'd1', settings: { value: { Status: 'ENABLED' } } }] },
    guardDutyAdministrator: { value: '222233334444' },
    securityHub: {
      value: { standards: { value: [{ StandardsArn: 'a' }, { StandardsArn: 'b' }] } },
    },
    macie: { value: { status: 'PAUSED' } },
    analyzers: {
      value: [
        { summary: { name: 'all' }, configuration: { value: undefined } },
        { configuration: { value: { unusedAccess: { unusedAccessAge: 365 } } } },
      ],
    },
    apiGateway: { value: { cloudwatchRoleArn: 'arn:aws:iam::111122223333:role/logs' } },
    lambda: { value: { ConcurrentExecutions: 10 } },
    reservedByZone: { value: 3 },
    logPolicies: { value: [{ policyName: 'a' }, { policyName: 'b' }] },
    stacks: { value: [{ StackName: 'website' }, { StackName: 'hlz-mercy-ledger' }] },
    secondStacks: { value: [{ StackName: 'hlz-mercy-ledger' }] },
    quotas: { vpcs: { value: 5 } },
    bootstrapPolicies: { value: { 'execution-policy-identity': '{"Version":"2012-10-17"}' } },
    dyingKeys: { value: { keys: [{ KeyId: KEY }], looked: 2, denied: 1, beyond: 0 } },
  });
  expect(answers.vpcs).toMatchObject({ value: [{ IsDefault: true }] });

  // The second Region is asked there; who asks, and which Regions are open, where all accounts are.
  const elsewhere = sent.filter(({ host }) => host.endsWith('us-west-2')).map(operationOf);
  expect(elsewhere.toSorted()).toEqual(['DescribeStacks', 'ListBackupVaults']);
  expect(sent.slice(0, 2).map(({ host }) => host)).toEqual(['sts.us-east-1', 'ec2.us-east-1']);
  expect(sent[1]?.form.get('AllRegions')).toBe('true');
});

test('each question that is refused says which right it needs', async () => {
  const { port, sent } = open((one) => refusal(one, 403, 'AccessDeniedException', 'no'));
  const answers = await port.answers(nothing);
  const { quotas, ...others } = answers;
  const actions = new Set<string>(Object.values(ACTIONS));
  const needed = [...Object.values(others), ...Object.values(quotas)].flatMap((look) =>
    look.seen ? [] : [look.action],
  );
  expect(needed.length).toBeGreaterThan(40);
  expect(needed.filter((action) => !actions.has(action))).toEqual([]);
  expect(answers.trails).toEqual({
    seen: false,
    action: 'cloudtrail:DescribeTrails',
    code: 'AccessDeniedException',
    detail: 'no',
  });
  expect(answers.macie).toMatchObject({ seen: false, action: 'macie2:GetMacieSession' });
  expect(answers.resources).toMatchObject({ action: 'cloudformation:DescribeStacks' });
  expect(answers.buckets).toMatchObject({ action: 's3:ListAllMyBuckets' });
  expect(answers.publicAccessBlock).toMatchObject({ action: 's3:GetAccountPublicAccessBlock' });
  // A refusal is no reason to try again.
  const calls = sent.map(({ host, operation, body }) => `${host} ${operation} ${body}`);
  expect(new Set(calls).size).toBe(calls.length);
});

test('what is not there is no error, what has no end or is all hidden is unknown', async () => {
  const absent: Readonly<Record<string, readonly [number, string, string]>> = {
    GetMacieSession: [403, 'AccessDeniedException', 'Macie is not enabled'],
    DescribeHub: [401, 'InvalidAccessException', 'Account is not subscribed to AWS Security Hub'],
    GetPublicAccessBlock: [404, 'NoSuchPublicAccessBlockConfiguration', 'none'],
    GetRole: [404, 'NoSuchEntity', 'no such role'],
    GetAccountPasswordPolicy: [404, 'NoSuchEntity', 'no policy'],
    DescribeKey: [400, 'AccessDeniedException', 'none of them'],
  };
  let pages = 0;
  const { port } = open((sent) => {
    if (sent.operation === 'ListTables') {
      pages += 1;
      return { body: json({ LastEvaluatedTableName: `table-${pages}` }) };
    }
    const error = absent[operationOf(sent)];
    return error === undefined ? world(sent) : refusal(sent, ...error);
  });
  const answers = await port.answers(nothing);
  const { macie, securityHub, publicAccessBlock, configRole, passwordPolicy } = answers;
  for (const look of [macie, securityHub, publicAccessBlock, configRole, passwordPolicy]) {
    expect(look).toEqual({ seen: true, value: undefined });
  }
  expect(answers.tables).toMatchObject({ seen: false, code: 'TooManyPages' });
  expect(answers.dyingKeys).toMatchObject({ seen: false, action: 'kms:DescribeKey' });
});

test('of more than 500 keys it says how many were not looked at', async () => {
  const { port } = open((sent) => {
    if (sent.operation === 'ListKeys') {
      return { body: json({ Keys: Array.from({ length: 503 }, (_, n) => ({ KeyId: `${n}` })) }) };
    }
    return sent.operation === 'DescribeKey' ? { body: '{}' } : world(sent);
  });
  const { dyingKeys } = await port.answers(nothing);
  expect(dyingKeys).toMatchObject({ value: { keys: [], looked: 500, beyond: 3 } });
});

test('where the Region of all accounts is denied, that of the zone tells', async () => {
  const denied = (sent: Sent): Answer => refusal(sent, 403, 'UnauthorizedOperation');
  const zone = { ...ZONE, region: 'eu-west-1' };
  const one = open((sent) => (sent.host === 'ec2.us-east-1' ? denied(sent) : world(sent)), zone);
  expect(await one.port.regions()).toMatchObject({ seen: true });
  expect(one.sent.map(({ host }) => host)).toEqual(['ec2.us-east-1', 'ec2.eu-west-1']);
  expect(await open(denied, zone).port.regions()).toMatchObject({
    seen: false,
    action: 'ec2:DescribeRegions',
  });
});

test('a passing error is waited out', async () => {
  let failed = 0;
  const { port } = open((sent) => {
    if (sent.operation !== 'GetCallerIdentity' || failed > 0) return world(sent);
    failed += 1;
    return refusal(sent, 503, 'ServiceUnavailable');
  });
  expect((await port.caller()).account).toBe('111122223333');
  expect(failed).toBe(1);
});

test('credentials that AWS does not take are an error with its code', async () => {
  const { port } = open((sent) => refusal(sent, 403, 'ExpiredToken', 'The token is expired'));
  const error: unknown = await port.caller().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PortError);
  expect(error).toMatchObject({ operation: 'GetCallerIdentity', code: 'ExpiredToken' });
});

test('the files of the room import each other in no circle, not even for a type', () => {
  const folder = join(ROOT, 'lib', 'doctor', 'aws');
  const imports = new Map(
    readdirSync(folder).map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const targets = [...text.matchAll(/from '\.\/([^']+)'/g)].map(
        ([, name = '']) => `${name}.ts`,
      );
      return [file, targets] as const;
    }),
  );
  // Files are taken away that import nothing more; what then is left stands in a circle.
  const left = new Map(imports);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [file, targets] of left) {
      if (!targets.some((target) => left.has(target))) left.delete(file);
    }
  }
  expect(imports.size).toBeGreaterThan(5);
  expect([...left.keys()]).toEqual([]);
});
