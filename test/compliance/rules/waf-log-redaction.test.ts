import { wafLogRedaction } from '../../../lib/compliance/rules/waf-log-redaction';
import type { ZoneView } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const FIELDS = [
  { SingleHeader: { Name: 'authorization' } },
  { SingleHeader: { Name: 'cookie' } },
  { SingleHeader: { Name: 'x-amz-security-token' } },
  { QueryString: {} },
];

const findLogging = (fields: unknown) =>
  findIn(wafLogRedaction, {
    Subject: { Type: 'AWS::WAFv2::LoggingConfiguration', Properties: { RedactedFields: fields } },
  });

it.each([
  [FIELDS],
  [
    [
      { singleHeader: { name: 'Authorization' } },
      { SingleHeader: { name: 'COOKIE' } },
      { SingleHeader: { Name: 'X-Amz-Security-Token' } },
      { queryString: {} },
      { UriPath: {} },
    ],
  ],
])('takes %j', (fields) => {
  expect(findLogging(fields)).toEqual([]);
});

it.each([
  [0, 'lacks the header authorization'],
  [1, 'lacks the header cookie'],
  [2, 'lacks the header x-amz-security-token'],
  [3, 'lacks QueryString'],
])('refuses redaction without field %i', (index, problem) => {
  expect(findLogging(FIELDS.toSpliced(index, 1))).toEqual([expect.stringContaining(problem)]);
});

it.each([undefined, [], { Ref: 'Parameter' }, [...FIELDS, 'x'], [{ SingleHeader: 'cookie' }]])(
  'refuses %j whole',
  (fields) => {
    expect(findLogging(fields)).toHaveLength(4);
  },
);

it('does not take what CDK renders as undefined for given', () => {
  const view = {
    stack: 'Here',
    logicalId: 'Logging',
    path: 'Here/Logging',
    type: 'AWS::WAFv2::LoggingConfiguration',
    taggable: false,
    properties: {
      RedactedFields: FIELDS.slice(0, 3).map((field) => ({ QueryString: undefined, ...field })),
    },
  };
  expect(wafLogRedaction.find(view, {} as ZoneView)).toEqual([
    expect.stringContaining('lacks QueryString'),
  ]);
});

it.each(['REGIONAL', 'CLOUDFRONT'])('asks a web ACL for %s for its log', (scope) => {
  const find = (target: unknown) =>
    findIn(
      wafLogRedaction,
      { Subject: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: scope } } },
      {
        elsewhere: {
          Logging: {
            Type: 'AWS::WAFv2::LoggingConfiguration',
            Properties: { ResourceArn: target },
          },
        },
      },
    );
  expect(find('arn:aws:wafv2:us-east-1:111122223333:regional/webacl/x/y')).toEqual([
    expect.stringContaining('No AWS::WAFv2::LoggingConfiguration'),
  ]);
  expect(
    findIn(wafLogRedaction, {
      Subject: { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: scope } },
      Other: {
        Type: 'AWS::WAFv2::LoggingConfiguration',
        Properties: { ResourceArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/x/y' },
      },
      Logging: {
        Type: 'AWS::WAFv2::LoggingConfiguration',
        Properties: { ResourceArn: { 'Fn::GetAtt': ['Subject', 'Arn'] } },
      },
    }),
  ).toEqual([]);
});
