import { at } from '../../../lib/compliance/reading/json';
import { subjectInTree } from '../../../lib/compliance/rule-pack';
import { zoneView } from '../../../lib/compliance/reading/zone-view';
import { INCLUDED_CAPACITY, webAclRules } from '../../../lib/constructs/api/web-acl-rules';
import { ROUTES } from '../../../lambda/shared/http/generated/routes';
import { expectationsOf } from '../../../lib/zone';
import { apiAlone, apiTemplate } from '../../support/api/alone';
import { judge } from '../../support/policy-judge';
import { resource, statementsOf } from '../../support/statements';
import { shippedConfig } from '../../support/templates';

const CONFIG = shippedConfig('production');
const ACCOUNT = CONFIG.account;
const template = apiTemplate(CONFIG);
const webAcl = resource(template, 'AWS::WAFv2::WebACL');

/** Operations on fields and texts, below /phi. */
const FIELDS = ['classify', 'decrypt', 'deidentify', 'encrypt', 'redact', 'reencrypt'];

interface RuleJson {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: unknown;
  readonly OverrideAction?: unknown;
  readonly Statement: unknown;
  readonly VisibilityConfig: { readonly SampledRequestsEnabled: boolean };
}
const RULES = webAcl['Rules'] as readonly RuleJson[];
const rule = (name: string): RuleJson => {
  const found = RULES.find(({ Name }) => Name === name);
  if (found === undefined) throw new Error(`no rule ${name}`);
  return found;
};

it('asks who calls, how often, and with what, in this order', () => {
  expect(RULES.map(({ Name, Priority }) => [Priority, Name])).toEqual([
    [0, 'AWSManagedRulesAmazonIpReputationList'],
    [1, 'AWSManagedRulesAnonymousIpList'],
    [2, 'RequestsPerAddress'],
    [3, 'AWSManagedRulesCommonRuleSet'],
    [4, 'AWSManagedRulesKnownBadInputsRuleSet'],
    [5, 'AWSManagedRulesSQLiRuleSet'],
    [6, 'LongBodies'],
    [7, 'HostileBodies'],
  ]);
  expect(webAcl).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
});

it('lets groups of AWS act as they do, and blocks by its own rules', () => {
  for (const { Name, Action, OverrideAction, Statement } of RULES) {
    const isGroup = at(Statement, 'ManagedRuleGroupStatement') !== undefined;
    expect([Name, Action, OverrideAction]).toEqual(
      isGroup ? [Name, undefined, { None: {} }] : [Name, { Block: {} }, undefined],
    );
  }
});

it.each([
  ['AWSManagedRulesAmazonIpReputationList', []],
  ['AWSManagedRulesAnonymousIpList', ['HostingProviderIPList']],
  [
    'AWSManagedRulesCommonRuleSet',
    [
      'SizeRestrictions_BODY',
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
    ],
  ],
  ['AWSManagedRulesKnownBadInputsRuleSet', []],
  ['AWSManagedRulesSQLiRuleSet', ['SQLi_BODY', 'SQLiExtendedPatterns_BODY']],
])('%s: these rules of it count only, the others block', (name, counted) => {
  const group = at(rule(name).Statement, 'ManagedRuleGroupStatement');
  expect(group).toMatchObject({ VendorName: 'AWS', Name: name });
  const overrides = (at(group, 'RuleActionOverrides') ?? []) as readonly unknown[];
  expect(overrides).toEqual(counted.map((Name) => ({ Name, ActionToUse: { Count: {} } })));
});

describe('what only counts', () => {
  /** Whether one of our rules on labels blocks a call: WAF as far as these statements go. */
  function isMet(statement: unknown, labels: readonly string[], path: string): boolean {
    const [kind, content] = Object.entries(statement as object)[0] as [string, unknown];
    const inner = (at(content, 'Statements') ?? []) as readonly unknown[];
    switch (kind) {
      case 'AndStatement':
        return inner.every((one) => isMet(one, labels, path));
      case 'OrStatement':
        return inner.some((one) => isMet(one, labels, path));
      case 'NotStatement':
        return !isMet(at(content, 'Statement'), labels, path);
      case 'LabelMatchStatement':
        return labels.includes(String(at(content, 'Key')));
      case 'ByteMatchStatement':
        expect(content).toMatchObject({
          FieldToMatch: { UriPath: {} },
          PositionalConstraint: 'EXACTLY',
          TextTransformations: [{ Priority: 0, Type: 'NONE' }],
        });
        return at(content, 'SearchString') === path;
      default:
        throw new Error(`cannot judge ${kind}`);
    }
  }
  const blocks = (label: string, path: string): boolean =>
    ['LongBodies', 'HostileBodies'].some((name) =>
      isMet(rule(name).Statement, [`awswaf:managed:aws:${label}`], path),
    );

  it.each([
    ['core-rule-set:SizeRestrictions_Body'],
    ['core-rule-set:CrossSiteScripting_Body'],
    ['core-rule-set:EC2MetaDataSSRF_Body'],
    ['core-rule-set:GenericLFI_Body'],
    ['core-rule-set:GenericRFI_Body'],
    ['sql-database:SQLi_Body'],
    ['sql-database:SQLiExtendedPatterns_Body'],
  ])('%s blocks, but not where batches of events pass', (label) => {
    expect(blocks(label, '/live/v1/session')).toBe(true);
    expect(blocks(label, '/live/v1/audit/events/x')).toBe(true);
    expect(blocks(label, '/live/v1/audit/events')).toBe(false);
    expect(blocks(label, '/live/service/v1/audit/events')).toBe(false);
  });

  it('a label of something else blocks nothing', () => {
    expect(blocks('core-rule-set:NoUserAgent_Header', '/live/v1/session')).toBe(false);
  });

  it.each([
    'break-glass',
    'break-glass/review',
    'approvals',
    'approvals/decide',
    'amendments',
    'incidents/state',
    'incidents/hold',
    'incidents/notice',
    'incidents/withdraw',
    'duties',
  ])('lets sentences pass on %s, and no long body with it', (path) => {
    expect(blocks('core-rule-set:CrossSiteScripting_Body', `/live/v1/${path}`)).toBe(false);
    expect(blocks('sql-database:SQLi_Body', `/live/v1/${path}`)).toBe(false);
    expect(blocks('core-rule-set:SizeRestrictions_Body', `/live/v1/${path}`)).toBe(true);
  });

  it('holds every other operation to all of them', () => {
    const spared = ROUTES.map(({ path }) => path).filter(
      (path) => !blocks('sql-database:SQLi_Body', `/live${path}`),
    );
    expect(spared.toSorted()).toEqual([
      '/service/v1/approvals',
      '/service/v1/audit/events',
      '/service/v1/break-glass',
      '/service/v1/incidents',
      ...FIELDS.map((operation) => `/service/v1/phi/${operation}`),
      '/v1/amendments',
      '/v1/approvals',
      '/v1/approvals/decide',
      '/v1/audit/events',
      '/v1/break-glass',
      '/v1/break-glass/review',
      '/v1/duties',
      '/v1/incidents',
      ...['assess', 'describe', 'hold', 'mail', 'notice', 'state', 'withdraw'].map(
        (operation) => `/v1/incidents/${operation}`,
      ),
      ...FIELDS.map((operation) => `/v1/phi/${operation}`),
    ]);
  });
});

it('stays below the capacity that its price includes', () => {
  const capacities = webAclRules(10).map(({ name, capacity }) => [name, capacity]);
  // https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
  expect(Object.fromEntries(capacities)).toEqual({
    AWSManagedRulesAmazonIpReputationList: 25,
    AWSManagedRulesAnonymousIpList: 50,
    RequestsPerAddress: 2,
    AWSManagedRulesCommonRuleSet: 700,
    AWSManagedRulesKnownBadInputsRuleSet: 200,
    AWSManagedRulesSQLiRuleSet: 200,
    // A label and 19 paths; six labels and 31 paths.
    LongBodies: 39,
    HostileBodies: 68,
  });
  const all = webAclRules(10).reduce((sum, { capacity }) => sum + capacity, 0);
  expect(all).toBe(1284);
  expect(all).toBeLessThanOrEqual(INCLUDED_CAPACITY);
});

it('limits an address as config says, in five minutes', () => {
  expect(rule('RequestsPerAddress').Statement).toEqual({
    RateBasedStatement: { Limit: 30_000, EvaluationWindowSec: 300, AggregateKeyType: 'IP' },
  });
});

describe('what it shows of a request', () => {
  const HEADERS = ['authorization', 'cookie', 'x-amz-security-token', 'x-hlz-on-behalf-of'];

  it('is no sample', () => {
    const shown = [webAcl, ...RULES].map((one) => at(one, 'VisibilityConfig'));
    expect(shown).toHaveLength(9);
    for (const visibility of shown) {
      expect(visibility).toMatchObject({
        SampledRequestsEnabled: false,
        CloudWatchMetricsEnabled: true,
      });
    }
  });

  it('is nothing of a body, a query or a credential, nor what a rule found there', () => {
    // Without ExcludeRuleMatchDetails, so that what was matched is replaced too.
    expect(at(webAcl, 'DataProtectionConfig', 'DataProtections')).toEqual([
      { Field: { FieldType: 'BODY' }, Action: 'SUBSTITUTION' },
      { Field: { FieldType: 'QUERY_STRING' }, Action: 'SUBSTITUTION' },
      { Field: { FieldType: 'SINGLE_HEADER', FieldKeys: HEADERS }, Action: 'SUBSTITUTION' },
    ]);
  });

  it('is logged without credentials and query strings', () => {
    expect(resource(template, 'AWS::WAFv2::LoggingConfiguration')).toMatchObject({
      RedactedFields: [...HEADERS.map((Name) => ({ SingleHeader: { Name } })), { QueryString: {} }],
      LogDestinationConfigs: [`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:aws-waf-logs-hlz-mercy`],
    });
  });
});

describe('its log', () => {
  const app = apiAlone(CONFIG);
  const zone = zoneView(app, subjectInTree, expectationsOf(CONFIG));
  const [delivery] = zone.ofType('AWS::Logs::ResourcePolicy');
  const group = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:aws-waf-logs-hlz-mercy`;
  const stream = `${group}:log-stream:us-east-1_hlz-mercy-api_0`;
  const context = {
    'aws:sourceaccount': ACCOUNT,
    'aws:sourcearn': `arn:aws:logs:us-east-1:${ACCOUNT}:*`,
  };
  const may = (action: string, resourceArn: string, given = context): string => {
    if (delivery === undefined) throw new Error('no policy');
    return judge(zone, delivery, JSON.parse(String(delivery.properties['PolicyDocument'])), {
      by: { service: 'delivery.logs.amazonaws.com' },
      action,
      resource: resourceArn,
      context: given,
    });
  };

  it('can be delivered, into this group and for this account only', () => {
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      expect(may(action, stream)).toBe('allow');
      expect(may(action, stream.replace('aws-waf-logs', 'other'))).not.toBe('allow');
      expect(may(action, stream, { ...context, 'aws:sourceaccount': '999988887777' })).not.toBe(
        'allow',
      );
    }
    expect(may('logs:DeleteLogStream', stream)).not.toBe('allow');
  });

  it('is there before anything is delivered', () => {
    const logging = Object.values(template.Resources).find(
      ({ Type }) => Type === 'AWS::WAFv2::LoggingConfiguration',
    );
    const needed = [logging?.['DependsOn']].flat().map((id) => template.Resources[String(id)]);
    expect(needed.map((found) => String(found?.Type)).toSorted()).toEqual([
      'AWS::Logs::LogGroup',
      'AWS::Logs::ResourcePolicy',
    ]);
    expect(resource(template, 'AWS::Logs::LogGroup', 'Firewall')).toMatchObject({
      LogGroupName: 'aws-waf-logs-hlz-mercy',
    });
  });

  it('has a policy that is short enough', () => {
    const { PolicyDocument: document } = resource(template, 'AWS::Logs::ResourcePolicy');
    expect(String(document).length).toBeLessThan(5120);
    expect(statementsOf(JSON.parse(String(document)))).toHaveLength(1);
  });
});

it('stands before the stage', () => {
  expect(resource(template, 'AWS::WAFv2::WebACLAssociation')).toEqual({
    WebACLArn: { 'Fn::GetAtt': [expect.stringMatching(/^FirewallWebAcl/), 'Arn'] },
    ResourceArn: {
      'Fn::Join': [
        '',
        [
          'arn:aws:apigateway:us-east-1::/restapis/',
          { Ref: expect.stringMatching(/^ApiRestApi/) as unknown },
          '/stages/',
          { Ref: expect.stringMatching(/^ApiStage/) as unknown },
        ],
      ],
    },
  });
});
