import { apiDataTrace } from '../../../lib/compliance/rules/api-data-trace';
import { findIn } from '../../support/rule';

const find = (properties: Readonly<Record<string, unknown>>, type = 'AWS::ApiGateway::Stage') =>
  findIn(apiDataTrace, { Subject: { Type: type, Properties: properties } });
const format = (text: unknown) => ({ AccessLogSetting: { Format: text } });

it.each([
  {},
  { MethodSettings: [{ LoggingLevel: 'ERROR' }, { DataTraceEnabled: false }] },
  format(
    '{"id":"$context.requestId","path":"$context.resourcePath","ip":"$context.identity.sourceIp"}',
  ),
  format('$context.requestTime $context.httpMethod $context.status.'),
  { AccessLogSetting: { DestinationArn: { 'Fn::GetAtt': ['Logs', 'Arn'] } } },
])('takes %j', (properties) => {
  expect(find(properties)).toEqual([]);
});

it.each([
  [{ MethodSettings: [{ DataTraceEnabled: true }] }, 'DataTraceEnabled is true'],
  [
    { MethodSettings: [{ DataTraceEnabled: { Ref: 'Parameter' } }] },
    'DataTraceEnabled is no literal',
  ],
  [{ MethodSettings: 'x' }, 'MethodSettings or RouteSettings cannot be read'],
  [format({ Ref: 'Parameter' }), 'format of the access log cannot be read'],
  [{ AccessLogSetting: 'x' }, 'format of the access log cannot be read'],
  [format('$context.requestId $context.path'), 'has $context.path,'],
  [format('$input.body'), 'has $input.body,'],
  [format("$input.json('$')"), 'has $input.json,'],
  [format('${context.path}'), 'has ${context.path,'],
  [format('$context.authorizer.claims.email'), 'has $context.authorizer.claims.email,'],
  [format('$context.authorizer.principalId'), 'has $context.authorizer.principalId,'],
  [format('$context.requestOverride.querystring.x'), 'has $context.requestOverride.querystring.x,'],
  [format('$context.identity.apiKey'), 'has $context.identity.apiKey,'],
  [format('$context.identity.userAgent'), 'has $context.identity.userAgent,'],
  [format('$context.error.message'), 'has $context.error.message,'],
  [format('$context.error.validationErrorString'), 'has $context.error.validationErrorString,'],
])('refuses %j', (properties, problem) => {
  expect(find(properties)?.slice(0, 1)).toEqual([expect.stringContaining(problem)]);
});

it('reads the stage of a deployment', () => {
  const deployment = 'AWS::ApiGateway::Deployment';
  expect(find({}, deployment)).toEqual([]);
  expect(find({ StageDescription: {} }, deployment)).toEqual([]);
  for (const stage of [
    { DataTraceEnabled: true },
    { MethodSettings: [{ DataTraceEnabled: true }] },
    format('$context.path'),
    'x',
  ]) {
    expect(find({ StageDescription: stage }, deployment)).toHaveLength(1);
  }
});

it('reads the stage of an HTTP or WebSocket API', () => {
  const stage = 'AWS::ApiGatewayV2::Stage';
  expect(find({ DefaultRouteSettings: {}, RouteSettings: { x: {} } }, stage)).toEqual([]);
  for (const properties of [
    { DefaultRouteSettings: { DataTraceEnabled: true } },
    { RouteSettings: { 'GET /x': { DataTraceEnabled: true } } },
    { RouteSettings: 'x' },
    { AccessLogSettings: { Format: '$context.path' } },
  ]) {
    expect(find(properties, stage)).toHaveLength(1);
  }
});
