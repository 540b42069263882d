import { operationProblems } from '../../lib/compliance/reading/openapi';
import type { Subject } from '../../lib/compliance/evaluation';
import { at } from '../../lib/compliance/reading/json';
import { subjectInTree } from '../../lib/compliance/rule-pack';
import { zoneView } from '../../lib/compliance/reading/zone-view';
import { openRows } from '../../lib/compliance/summary';
import { openApi } from '../support/api/open-api';
import type { ZoneConfig } from '../../lib/config/schema';
import { expectationsOf } from '../../lib/zone';
import { apiAlone, apiTemplate } from '../support/api/alone';
import { counts } from '../support/filter-pattern';
import { runGate } from '../support/gate';
import type { Request } from '../support/policy-judge';
import { judge } from '../support/policy-judge';
import { reviewable } from '../support/snapshot';
import { resource, resources, statementsOf } from '../support/statements';
import { shippedConfig } from '../support/templates';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/scheduling`;
const NO_SERVICE = shippedConfig('production');
const PRODUCTION: ZoneConfig = {
  ...NO_SERVICE,
  access: {
    ...NO_SERVICE.access,
    services: [
      { name: 'scheduling', roleArn: ROLE, tenant: 'mercy', may: ['append-audit-events'] },
    ],
  },
};

function withApi(change: Partial<ZoneConfig['api']>): ZoneConfig {
  return { ...PRODUCTION, api: { ...PRODUCTION.api, ...change } };
}

const template = apiTemplate(PRODUCTION);
const REGIONAL = apiTemplate(withApi({ endpoint: 'regional', allowedCidrs: ['192.0.2.0/24'] }));

// An operation of each function, one for services too: others differ by what `api/openapi.yaml` says.
it('is what a reviewer has seen', () => {
  const document = openApi();
  const paths = Object.fromEntries(
    ['/v1/audit/proof', '/service/v1/audit/proof', '/v1/session'].map((path) => [
      path,
      document.paths[path] ?? {},
    ]),
  );
  const small = apiTemplate(PRODUCTION, { document: { ...document, paths } });
  expect(reviewable(small)).toMatchSnapshot();
});

it.each(['production', 'sandbox', 'emulator'] as const)('passes every pack: %s', (profile) => {
  const config = { ...shippedConfig(profile === 'production' ? profile : 'sandbox'), profile };
  const { ledger, refusal } = runGate(apiAlone(config), {
    profile,
    expectations: expectationsOf(config),
  });
  expect(refusal).toBe('');
  expect(openRows(ledger.rows)).toEqual([]);
  const acknowledged = ledger.rows.filter(
    ({ verdict, path }) => verdict === 'acknowledged' && path.startsWith('Api/'),
  );
  expect([...new Set(acknowledged.map(({ rule }) => rule))].toSorted()).toEqual(
    [
      'AwsSolutions-APIG2',
      'HIPAA.Security-APIGWCacheEnabledAndEncrypted',
      'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted',
      ...(profile === 'emulator'
        ? [
            'AwsSolutions-APIG3',
            'HIPAA.Security-APIGWSSLEnabled',
            'NIST.800.53.R5-APIGWAssociatedWithWAF',
            'NIST.800.53.R5-APIGWSSLEnabled',
          ]
        : []),
    ].toSorted(),
  );
});

describe('the API', () => {
  const restApi = resource(template, 'AWS::ApiGateway::RestApi');

  it('has an authorizer, a validator and an integration for every operation', () => {
    expect(operationProblems(restApi['Body'])).toEqual([]);
    expect(Object.keys(at(restApi, 'Body', 'paths') as object)).toEqual(
      Object.keys(openApi().paths),
    );
  });

  it.each([
    ['private', template, 'PRIVATE', ['vpce-0a1b2c3d'], 'BASIC'],
    ['regional', REGIONAL, 'REGIONAL', undefined, 'STRICT'],
  ])('%s: takes TLS 1.2 with forward secrecy and later only', (_, from, type, endpoints, mode) => {
    expect(resource(from, 'AWS::ApiGateway::RestApi')).toMatchObject({
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09',
      EndpointAccessMode: mode,
      EndpointConfiguration: {
        Types: [type],
        ...(endpoints === undefined ? {} : { VpcEndpointIds: endpoints }),
      },
    });
    expect(resource(from, 'AWS::ApiGateway::RestApi')['DisableExecuteApiEndpoint']).toBeUndefined();
  });

  it('private, needs its endpoint', () => {
    expect(() => apiTemplate(PRODUCTION, { endpoint: undefined })).toThrow(/needs an endpoint/);
  });

  it('lets this API call each function, and no other', () => {
    const permissions = resources(template, 'AWS::Lambda::Permission').map(([, one]) => one);
    const source = {
      'Fn::Join': [
        '',
        [
          `arn:aws:execute-api:us-east-1:${ACCOUNT}:`,
          { Ref: expect.stringMatching(/^ApiRestApi/) as unknown },
          '/live/*/*',
        ],
      ],
    };
    expect(permissions).toEqual(
      ['access', 'breach', 'ledger', 'phi'].map((name) => ({
        Action: 'lambda:InvokeFunction',
        FunctionName: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`,
        Principal: 'apigateway.amazonaws.com',
        SourceAccount: ACCOUNT,
        SourceArn: source,
      })),
    );
  });

  it('says where it is called', () => {
    const url = (from: typeof template): string => JSON.stringify(from.Outputs);
    expect(url(template)).toContain('-vpce-0a1b2c3d.execute-api.us-east-1.amazonaws.com/live');
    expect(url(REGIONAL)).not.toContain('vpce');
  });
});

describe('who may call, by the policy of the API', () => {
  const app = apiAlone(PRODUCTION);
  const zone = zoneView(app, subjectInTree, expectationsOf(PRODUCTION));
  const [restApi] = zone.ofType('AWS::ApiGateway::RestApi');
  const from: Subject = restApi ?? fail('no API');
  const policy: unknown = restApi?.properties['Policy'];
  const PERSON = { 'aws:sourcevpce': 'vpce-0a1b2c3d' };
  const SERVICE = { ...PERSON, 'aws:principalarn': ROLE };
  const ask = (path: string, context: Request['context'], document = policy): string =>
    judge(zone, from, document, {
      // Whoever it is: the policy allows by where he comes from, and by his role.
      by: { role: 'anybody' },
      action: 'execute-api:Invoke',
      resource: `execute-api:/live/${path}`,
      context,
    });

  it.each([
    ['a person, through the endpoint', 'POST/v1/audit/events', PERSON, 'allow'],
    ['a person who reads', 'GET/v1/session', PERSON, 'allow'],
    ['a person through another endpoint', 'GET/v1/session', { 'aws:sourcevpce': 'vpce-x' }, 'deny'],
    ['a person from the Internet', 'GET/v1/session', {}, 'deny'],
    ['a method that nothing has', 'DELETE/v1/session', PERSON, 'implicit deny'],
    ['a service that config names', 'POST/service/v1/audit/events', SERVICE, 'allow'],
    [
      'a service from elsewhere',
      'POST/service/v1/audit/events',
      { 'aws:principalarn': ROLE, 'aws:sourcevpce': 'vpce-x' },
      'deny',
    ],
    [
      'another role of the account',
      'POST/service/v1/audit/events',
      { ...PERSON, 'aws:principalarn': `${ROLE}-other` },
      'deny',
    ],
    ['somebody who does not sign', 'POST/service/v1/audit/events', PERSON, 'deny'],
  ])('%s', (_, path, context, answer) => {
    expect(ask(path, context)).toBe(answer);
  });

  it('is no service at all, where config names none', () => {
    const none = apiTemplate(NO_SERVICE);
    const document = resource(none, 'AWS::ApiGateway::RestApi')['Policy'];
    expect(ask('POST/service/v1/audit/events', SERVICE, document)).toBe('deny');
    expect(ask('POST/v1/audit/events', PERSON, document)).toBe('allow');
  });

  it('is who comes from the addresses that config names, where it is regional', () => {
    const conditions = statementsOf(resource(REGIONAL, 'AWS::ApiGateway::RestApi')['Policy']).map(
      ({ Sid, Effect, Condition }) => [Sid, Effect, Condition],
    );
    const addresses = { 'aws:SourceIp': ['192.0.2.0/24'] };
    expect(conditions).toEqual([
      ['PeopleCall', 'Allow', { IpAddress: addresses }],
      [
        'ServicesCall',
        'Allow',
        { IpAddress: addresses, ArnEquals: { 'aws:PrincipalArn': [ROLE] } },
      ],
      ['DenyOthersThanServices', 'Deny', { ArnNotEquals: { 'aws:PrincipalArn': [ROLE] } }],
      ['DenyFromElsewhere', 'Deny', { NotIpAddress: addresses }],
    ]);
  });

  it('is everybody with a token, where it is regional and config names no address', () => {
    const open = apiTemplate(withApi({ endpoint: 'regional' }));
    const document = resource(open, 'AWS::ApiGateway::RestApi')['Policy'];
    expect(ask('POST/v1/audit/events', {}, document)).toBe('allow');
    expect(ask('POST/service/v1/audit/events', {}, document)).toBe('deny');
  });
});

describe('the stage', () => {
  const stage = resource(template, 'AWS::ApiGateway::Stage');

  it('logs errors without what is in a call, caches nothing, and has limits for all', () => {
    expect(stage['MethodSettings']).toEqual([
      {
        HttpMethod: '*',
        ResourcePath: '/*',
        LoggingLevel: 'ERROR',
        DataTraceEnabled: false,
        MetricsEnabled: false,
        CachingEnabled: false,
        ThrottlingRateLimit: 500,
        ThrottlingBurstLimit: 1000,
      },
    ]);
    expect(stage).toMatchObject({
      StageName: 'live',
      CacheClusterEnabled: false,
      TracingEnabled: true,
    });
  });

  it('writes both its logs into encrypted groups of the zone that end some day', () => {
    const groups = resources(template, 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(3);
    for (const [, group] of groups) {
      expect(JSON.stringify(group['KmsKeyId'])).toContain('Logs');
      expect(group['RetentionInDays']).toBe(365);
    }
    const execution = resource(template, 'AWS::Logs::LogGroup', 'ApiExecutionLog');
    expect(execution['LogGroupName']).toEqual({
      'Fn::Join': [
        '',
        [
          'API-Gateway-Execution-Logs_',
          { Ref: expect.stringMatching(/^ApiRestApi/) as unknown },
          '/live',
        ],
      ],
    });
    // API Gateway refuses `:*` behind it.
    expect(at(stage, 'AccessLogSetting', 'DestinationArn')).toEqual({
      'Fn::Join': [
        '',
        [
          `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:`,
          { Ref: expect.stringMatching(/^ApiAccessLog/) as unknown },
        ],
      ],
    });
  });

  it('logs of a call nothing that its caller chose, and no claim', () => {
    const format = String(at(stage, 'AccessLogSetting', 'Format'));
    expect(Object.values(JSON.parse(format) as Record<string, string>).toSorted()).toEqual([
      '$context.authorizer.status',
      '$context.cipherSuite',
      '$context.error.responseType',
      '$context.httpMethod',
      '$context.identity.sourceIp',
      '$context.identity.userArn',
      '$context.identity.vpceId',
      '$context.integration.integrationStatus',
      '$context.integration.latency',
      '$context.integration.status',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.status',
      '$context.tlsVersion',
      '$context.waf.status',
      '$context.xrayTraceId',
    ]);
  });

  it.each([
    ['ApiRefused', ['401', '403'], 2],
    ['ApiThrottled', ['429'], 1],
  ])('%s counts answers of %j, and no other', (metric, statuses, lines) => {
    const [, filter] =
      resources(template, 'AWS::Logs::MetricFilter').find(([, properties]) =>
        JSON.stringify(properties['MetricTransformations']).includes(metric),
      ) ?? fail(`no filter ${metric}`);
    const counted = ['200', '400', '401', '403', '404', '429', '500'].filter((status) =>
      counts(String(filter['FilterPattern']), { status }, { absentDiffers: true }),
    );
    expect(counted).toEqual(statuses);
    expect(counted).toHaveLength(lines);
  });
});

describe('a deployment', () => {
  const { '/v1/amendments': _, ...paths } = openApi().paths;
  const WITHOUT_AMENDMENTS = { ...openApi(), paths };

  const idOf = (config: ZoneConfig, change: Parameters<typeof apiTemplate>[1] = {}): string =>
    resources(apiTemplate(config, change), 'AWS::ApiGateway::Deployment')
      .map(([id]) => id)
      .join();

  it('is the same while the API is', () => {
    expect(idOf(PRODUCTION)).toBe(idOf(withApi({ requestsPerSecond: 9, burst: 9 })));
  });

  it.each([
    ['its document changes', PRODUCTION, { document: WITHOUT_AMENDMENTS }],
    ['its callers change', NO_SERVICE, {}],
    ['its endpoint changes', withApi({ endpoint: 'regional' }), {}],
    ['its user pool changes', PRODUCTION, { userPoolArn: 'arn:other' }],
  ])('is another when %s', (_, config, change) => {
    expect(idOf(config, change)).not.toBe(idOf(PRODUCTION));
  });
});

describe('an emulator', () => {
  it('has neither web ACL nor client certificate', () => {
    const config = {
      ...shippedConfig('sandbox'),
      profile: 'emulator',
      account: '000000000000',
    } as const;
    const types = Object.values(apiTemplate(config).Resources).map(({ Type }) => Type);
    expect(types.filter((type) => /WAF|ClientCertificate|ResourcePolicy/.test(type))).toEqual([]);
    expect(types).toContain('AWS::ApiGateway::Stage');
  });
});

function fail(message: string): never {
  throw new Error(message);
}
