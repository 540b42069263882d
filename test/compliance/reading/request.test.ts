import * as fc from 'fast-check';
import type { Statement } from '../../../lib/compliance/reading/policy';
import { statementsIn } from '../../../lib/compliance/reading/policy';
import { refusalOf } from '../../../lib/compliance/reading/request';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const ROLE = 'arn:aws:iam::111122223333:role/hlz/app';
const CONTEXT = new Map([
  ['aws:principalarn', ROLE],
  ['kms:viaservice', undefined],
  ['aws:principalisawsservice', 'false'],
  ['days', '7'],
]);

function refuses(statement: JsonObject): boolean {
  const found = findIn(
    {
      name: 'Probe',
      asks: '',
      citations: [''],
      types: 'every',
      find: (subject, zone) => {
        const statements: readonly Statement[] = statementsIn(subject.properties['Policy']) ?? [];
        return refusalOf(zone, subject, statements, 'kms:Decrypt')(CONTEXT) ? ['yes'] : [];
      },
    },
    {
      Subject: {
        Type: 'AWS::Test::Subject',
        Properties: {
          Policy: {
            Statement: {
              Effect: 'Deny',
              Principal: '*',
              Action: 'kms:*',
              Resource: '*',
              ...statement,
            },
          },
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { Path: '/hlz/', RoleName: 'app' },
      },
    },
  );
  return found?.length === 1;
}

const under = (operator: string, key: string, value: unknown): boolean =>
  refuses({ Condition: { [operator]: { [key]: value } } });

it.each([
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/hlz/*'],
  ['ArnEquals', 'aws:PrincipalArn', [ROLE, 'arn:aws:iam::111122223333:role/x']],
  ['ArnLike', 'aws:PrincipalArn', { 'Fn::GetAtt': ['Role', 'Arn'] }],
  ['StringLike', 'aws:PrincipalArn', '*/app'],
  ['StringEquals', 'aws:PrincipalArn', 'arn:aws-us-gov:iam::111122223333:role/hlz/app'],
  ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/other/*'],
  ['StringNotEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'],
  ['StringEqualsIfExists', 'kms:ViaService', 's3.us-east-1.amazonaws.com'],
  ['Null', 'kms:ViaService', 'true'],
  ['Null', 'aws:PrincipalArn', false],
  ['BoolIfExists', 'aws:PrincipalIsAWSService', 'false'],
  ['NumericLessThan', 'days', 8],
  ['NumericLessThanEquals', 'days', '7'],
])('refuses under %s %s %j', (operator, key, value) => {
  expect(under(operator, key, value)).toBe(true);
});

it.each([
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/other/*'],
  ['ArnLike', 'aws:PrincipalArn', '*'],
  ['ArnNotLike', 'aws:PrincipalArn', '*'],
  ['ArnNotLike', 'aws:PrincipalArn', ['arn:aws:iam::111122223333:role/x', { Ref: 'Parameter' }]],
  ['ArnNotEquals', 'aws:PrincipalArn', { 'Fn::GetAtt': ['Role', 'Arn'] }],
  ['StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'],
  ['StringEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/hlz/*'],
  ['Null', 'kms:ViaService', 'false'],
  ['Null', 'kms:ViaService', ['true', 'false']],
  ['Bool', 'aws:PrincipalIsAWSService', 'true'],
  ['NumericLessThan', 'days', 7],
  ['NumericLessThan', 'days', 'seven'],
  ['NumericGreaterThan', 'days', 1],
  ['ForAllValues:StringLike', 'aws:PrincipalArn', '*'],
  ['StringNotEquals', 'aws:SourceVpc', 'vpc-0'],
  ['Null', 'aws:SourceVpc', 'true'],
])('does not count on a refusal under %s %s %j', (operator, key, value) => {
  expect(under(operator, key, value)).toBe(false);
});

it.each([
  { Effect: 'Allow' },
  { Principal: { AWS: ROLE } },
  { Action: 'kms:Encrypt' },
  { Action: undefined, NotAction: 'kms:Decrypt' },
  { Resource: 'arn:aws:kms:us-east-1:111122223333:key/x' },
  { Resource: undefined, NotResource: '*' },
])('does not count on %j', (elements) => {
  expect(refuses(elements)).toBe(false);
});

it('refuses no more for one more condition', () => {
  const condition = fc.record({
    operator: fc.constantFrom('ArnLike', 'ArnNotLike', 'Null', 'StringEquals', 'Bool', 'Other'),
    key: fc.constantFrom('aws:PrincipalArn', 'kms:ViaService', 'aws:SourceVpc'),
    value: fc.constantFrom('true', 'false', ROLE, 'arn:aws:iam::*:role/*', '*'),
  });
  fc.assert(
    fc.property(condition, condition, (one, other) => {
      fc.pre(one.operator !== other.operator);
      const [first, second] = [one, other].map(({ operator, key, value }) => ({
        [operator]: { [key]: value },
      }));
      const both = refuses({ Condition: { ...first, ...second } });
      expect(!both || refuses({ Condition: first })).toBe(true);
    }),
    { numRuns: 50 },
  );
});
