import type { Statement } from '../../../lib/compliance/reading/policy';
import {
  coversAction,
  coversResource,
  hasWildcardPrincipal,
  isForEverybody,
  isTiedToOwner,
  matches,
  namesItsOwner,
  namesItsPrincipals,
  sparesAtMostOneRole,
  statementsIn,
} from '../../../lib/compliance/reading/policy';
import type { ResourceView, ZoneView } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/hlz-operations/sandbox-teardown`;

/** The one statement of a document with these elements beside its effect. */
function statement(elements: Readonly<Record<string, unknown>>): Statement {
  const [read] = statementsIn({ Statement: [{ Effect: 'Allow', ...elements }] }) ?? [];
  if (read === undefined) throw new Error('the statement cannot be read');
  return read;
}

/** What is true in a zone that has the bucket `Subject`, a role, and a policy between them. */
function holds(
  question: (zone: ZoneView, policy: ResourceView, bucket: ResourceView) => boolean,
): boolean {
  const found = findIn(
    {
      name: 'Probe',
      asks: '',
      citations: [''],
      types: 'every',
      find: (bucket, zone) => {
        const [policy] = zone.ofType('AWS::S3::BucketPolicy');
        return policy !== undefined && question(zone, policy, bucket) ? ['yes'] : [];
      },
    },
    {
      Subject: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'hlz-mercy-ledger' } },
      Other: { Type: 'AWS::S3::Bucket' },
      Role: { Type: 'AWS::IAM::Role' },
      Policy: { Type: 'AWS::S3::BucketPolicy' },
    },
  );
  return found?.length === 1;
}

describe('statementsIn', () => {
  const plain = {
    Sid: 'One',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:*',
    Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const read = {
    name: 'One',
    effect: 'Deny',
    principals: [{ kind: 'AWS', value: '*' }],
    actions: ['s3:*'],
    resources: [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    inverted: new Set(),
    conditions: [
      {
        operator: 'Bool',
        key: 'aws:securetransport',
        written: 'aws:SecureTransport',
        values: ['false'],
      },
    ],
  };

  it.each([
    ['a list', { Statement: [plain] }],
    ['one statement', { Statement: plain }],
    ['lists of one', { Statement: [{ ...plain, Action: ['s3:*'], Principal: { AWS: ['*'] } }] }],
    ['a principal without kind', { Statement: [{ ...plain, Principal: '*' }] }],
    [
      'JSON with references',
      {
        'Fn::Join': [
          '',
          [
            '{"Statement":[{"Sid":"One","Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"',
            { 'Fn::GetAtt': ['Bucket', 'Arn'] },
            '","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
          ],
        ],
      },
    ],
  ])('reads %s', (_, document) => {
    expect(statementsIn(document)).toEqual([read]);
  });

  it('reads plain JSON', () => {
    expect(
      statementsIn(JSON.stringify({ Statement: { ...plain, Resource: 'arn:aws:s3:::b' } })),
    ).toEqual([{ ...read, resources: ['arn:aws:s3:::b'] }]);
  });

  it('joins what stands beside a reference', () => {
    const document = {
      'Fn::Join': ['', ['{"Statement":{"Effect":"Allow","Resource":"', { Ref: 'A' }, '/*"}}']],
    };
    expect(statementsIn(document)?.[0]?.resources).toEqual([
      { 'Fn::Join': ['', [{ Ref: 'A' }, '/*']] },
    ]);
  });

  it('says what is left out, and names a statement without Sid by its place', () => {
    const [, second] =
      statementsIn({
        Statement: [
          { Effect: 'Allow' },
          { Effect: 'Deny', NotPrincipal: { AWS: 'a' }, NotAction: 's3:Get*', NotResource: 'b' },
        ],
      }) ?? [];
    expect(second).toEqual({
      name: 'number 2',
      effect: 'Deny',
      principals: [{ kind: 'AWS', value: 'a' }],
      actions: ['s3:Get*'],
      resources: ['b'],
      inverted: new Set(['Principal', 'Action', 'Resource']),
      conditions: [],
    });
  });

  it.each([
    [undefined],
    ['no JSON'],
    [{}],
    [{ Ref: 'Parameter' }],
    [{ Statement: 'Allow' }],
    [{ Statement: [{ Ref: 'Parameter' }] }],
    [{ Statement: [{ Effect: 'allow' }] }],
    [{ Statement: [{ Effect: { Ref: 'Parameter' } }] }],
    [{ Statement: [{ Effect: 'Allow', Action: { Ref: 'Parameter' } }] }],
    [{ Statement: [{ Effect: 'Allow', Principal: { Ref: 'Parameter' } }] }],
    [{ Statement: [{ Effect: 'Allow', Principal: 'everybody' }] }],
    [{ Statement: [{ Effect: 'Allow', Condition: 'none' }] }],
    [{ Statement: [{ Effect: 'Allow', Condition: { Ref: 'Parameter' } }] }],
    [{ Statement: [{ Effect: 'Allow' }, { Effect: 'Maybe' }] }],
    [{ 'Fn::Join': ['', ['{"Statement":', { Ref: 'Parameter' }, '}']] }],
    [{ 'Fn::Join': [',', ['{"Statement":[]}']] }],
  ])('cannot read %j', (document) => {
    expect(statementsIn(document)).toBeUndefined();
  });
});

it.each([
  ['s3:DeleteObject*', 's3:DeleteObjectVersion', true],
  ['S3:deleteobject', 's3:DeleteObject', true],
  ['*', 's3:DeleteObject', true],
  ['s3:Delete?bject', 's3:DeleteObject', true],
  ['s3:DeleteObject', 's3:DeleteObjectVersion', false],
  ['s3.*', 's3:DeleteObject', false],
])('takes %s for %s: %s', (pattern, action, covered) => {
  expect(coversAction(statement({ Action: ['kms:Sign', pattern] }), action)).toBe(covered);
  expect(coversAction(statement({ NotAction: ['kms:Sign', pattern] }), action)).toBe(!covered);
});

it('matches a pattern as a whole', () => {
  expect(matches('a+b', 'a+b')).toBe(true);
  expect(matches('a', 'ab')).toBe(false);
  expect(matches('b', 'ab')).toBe(false);
});

describe('coversResource', () => {
  const bucket = { 'Fn::GetAtt': ['Subject', 'Arn'] };
  const objects = { 'Fn::Join': ['', [bucket, '/*']] };
  it.each([
    ['*', true, true],
    [bucket, true, false],
    [objects, false, true],
    [{ 'Fn::Join': ['', [bucket, '*']] }, true, true],
    [{ 'Fn::Join': ['', [bucket, '/ledger/*']] }, false, false],
    ['arn:aws:s3:::hlz-mercy-ledger', true, false],
    ['arn:aws:s3:::hlz-mercy-ledger/*', false, true],
    [
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Subject' }, '/*']] },
      false,
      true,
    ],
    [{ 'Fn::GetAtt': ['Other', 'Arn'] }, false, false],
    [{ Ref: 'Parameter' }, false, false],
  ])('of %j', (resource, itself, below) => {
    const one = statement({ Resource: ['arn:aws:s3:::another', resource] });
    expect(holds((zone, policy, target) => coversResource(zone, policy, one, target))).toBe(itself);
    expect(
      holds((zone, policy, target) => coversResource(zone, policy, one, target, 'below')),
    ).toBe(below);
  });

  it('takes no list of exceptions', () => {
    const one = statement({ NotResource: '*' });
    expect(holds((zone, policy, target) => coversResource(zone, policy, one, target))).toBe(false);
  });
});

it.each([
  [{ Principal: '*' }, true, true],
  [{ Principal: { AWS: [ROLE, '*'] } }, true, true],
  [{ Principal: { Service: '*' } }, true, false],
  [{ Principal: { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', '*:root']] } } }, true, false],
  [{ NotPrincipal: { AWS: '*' } }, true, false],
  [{ NotPrincipal: { AWS: ROLE } }, true, false],
  [{ Principal: { AWS: ROLE } }, false, false],
  [{ Principal: { Service: 'sns.amazonaws.com' } }, false, false],
])('of %j: a wildcard %s, everybody %s', (elements, wildcard, everybody) => {
  expect(hasWildcardPrincipal(statement(elements))).toBe(wildcard);
  expect(isForEverybody(statement(elements))).toBe(everybody);
});

it.each([
  [{ Service: ['sns.amazonaws.com'], AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, true],
  [{ AWS: [ROLE, { Ref: 'Parameter' }] }, false],
])('of %j: principals can be read: %s', (principal, readable) => {
  const one = statement({ Principal: principal });
  expect(holds((zone, policy) => namesItsPrincipals(zone, policy, one))).toBe(readable);
});

describe('isTiedToOwner', () => {
  const ask = (condition: unknown, keys?: readonly string[]): boolean => {
    const one = statement({ Condition: condition });
    return holds((zone, policy) => isTiedToOwner(zone, policy, one, keys));
  };

  it.each([
    { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
    { StringEquals: { 'AWS:SourceAccount': { Ref: 'AWS::AccountId' } } },
    { StringEquals: { 'kms:CallerAccount': [ACCOUNT] } },
    { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
  ])('takes %j', (condition) => {
    expect(ask(condition)).toBe(true);
  });

  it.each([
    {},
    { StringEquals: { 'kms:CallerAccount': [ACCOUNT, '444455556666'] } },
    { StringEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT } },
    { 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': ACCOUNT } },
    { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } },
    { StringLike: { 'aws:PrincipalAccount': '1111*' } },
    { StringEquals: { 'aws:PrincipalAccount': '*' } },
    { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } },
    { StringEquals: { 'aws:PrincipalAccount': [] } },
    { StringEquals: { 'aws:PrincipalAccount': [ACCOUNT, { Ref: 'Parameter' }] } },
    { StringEquals: { 'aws:PrincipalTag/account': ACCOUNT } },
    { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } },
  ])('refuses %j', (condition) => {
    expect(ask(condition)).toBe(false);
  });

  it('takes no key but those asked for', () => {
    const condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
    expect(ask(condition, ['aws:PrincipalAccount'])).toBe(false);
  });
});

it.each([
  ['<Here/Topic>', true],
  [`arn:aws:logs:us-east-1:${ACCOUNT}:*`, true],
  ['arn:aws:logs:*:<AccountId>:log-group:*', true],
  ['arn:aws:s3:::hlz-mercy-ledger/*', true],
  ['*', false],
  ['arn:aws:s3:::*', false],
  ['arn:aws:s3:::hlz-*', false],
  ['arn:aws:logs:us-east-1:999988887777:*', false],
  ['arn:aws:logs:us-east-1:*:*', false],
  ['arn:aws:logs:us-east-1:1111????3333:*', false],
  ['arn:aws:logs:us-east-1:${aws:PrincipalAccount}:*', false],
  ['arn:aws:apigateway:us-east-1::/restapis', false],
  ['hlz-mercy-ledger', false],
  [undefined, false],
])('says of %s whether it names its owner: %s', (arn, named) => {
  expect(holds((zone) => namesItsOwner(zone, arn))).toBe(named);
});

describe('sparesAtMostOneRole', () => {
  it.each([
    [undefined, true, true],
    [{ ArnNotEquals: { 'aws:PrincipalArn': ROLE } }, true, false],
    [{ ArnNotEquals: { 'aws:PrincipalArn': [ROLE] } }, true, false],
    [{ ArnNotEquals: { 'aws:PrincipalArn': [ROLE, ROLE] } }, false, false],
    [{ ArnNotEquals: { 'aws:PrincipalArn': ROLE.replace('teardown', '*') } }, false, false],
    [{ ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:root` } }, false, false],
    [{ ArnNotEquals: { 'aws:PrincipalArn': { Ref: 'Parameter' } } }, false, false],
    [{ ArnNotEquals: { 'aws:SourceArn': ROLE } }, false, false],
    [{ ArnEquals: { 'aws:PrincipalArn': ROLE } }, false, false],
    [
      {
        ArnNotEquals: { 'aws:PrincipalArn': ROLE },
        StringEquals: { 'aws:PrincipalAccount': ACCOUNT },
      },
      false,
      false,
    ],
  ])('says of %j: in a sandbox %s, in production %s', (condition, sandbox, production) => {
    const one = statement(condition === undefined ? {} : { Condition: condition });
    expect(sparesAtMostOneRole(one, false)).toBe(sandbox);
    expect(sparesAtMostOneRole(one, true)).toBe(production);
  });
});
