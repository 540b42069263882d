import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import { createApp } from '../../lib/app';
import type { ConfigRule } from '../../lib/conformance/config-rule';
import { HELD_RULES } from '../../lib/conformance/rules';
import { conformancePackTemplate } from '../../lib/conformance/template';
import { HipaaConformancePack } from '../../lib/constructs/governance/conformance-pack';
import { shippedConfig } from '../support/templates';

const BODY = conformancePackTemplate(HELD_RULES);

/** The same rule again and again, under other names. */
function copies(count: number): readonly ConfigRule[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `rule-${index}`,
    identifier: 'ACCESS_KEYS_ROTATED',
    citations: {},
  }));
}

it('writes a rule as CloudFormation wants it', () => {
  const rule: ConfigRule = {
    name: 'some-rule',
    identifier: 'SOME_RULE',
    parameters: { days: '90', actions: 'kms:*, kms:Decrypt', on: 'true' },
    scope: ['AWS::S3::Bucket'],
    citations: {},
  };
  expect(parse(conformancePackTemplate([rule]))).toEqual({
    Resources: {
      SomeRule: {
        Type: 'AWS::Config::ConfigRule',
        Properties: {
          ConfigRuleName: 'some-rule',
          Source: { Owner: 'AWS', SourceIdentifier: 'SOME_RULE' },
          Scope: { ComplianceResourceTypes: ['AWS::S3::Bucket'] },
          InputParameters: { days: '90', actions: 'kms:*, kms:Decrypt', on: 'true' },
        },
      },
    },
  });
});

it('writes every rule under an id of its own', () => {
  const { Resources } = parse(BODY) as { readonly Resources: Readonly<Record<string, unknown>> };
  expect(Object.keys(Resources)).toHaveLength(HELD_RULES.length);
  for (const id of Object.keys(Resources)) expect(id).toMatch(/^[a-zA-Z0-9]+$/);
});

it('writes each list out, although rules share some', () => {
  const shared = { scope: ['AWS::S3::Bucket'], parameters: { days: '90' } };
  const body = conformancePackTemplate(copies(2).map((rule) => ({ ...rule, ...shared })));
  expect(body).not.toMatch(/[&*]\w/);
});

it('does not depend on the order of the tables', () => {
  expect(conformancePackTemplate(HELD_RULES.toReversed())).toBe(BODY);
});

it('refuses a body that is longer than AWS Config takes', () => {
  expect(Buffer.byteLength(BODY)).toBeLessThanOrEqual(51_200);
  expect(() => conformancePackTemplate(copies(400))).toThrow(
    /^The conformance pack is \d{5} bytes long; AWS Config takes 51200\. Leave out rules/,
  );
});

it('names no person and no account', () => {
  expect(BODY).not.toMatch(/@|arn:|\d{9,}/);
});

it('is one pack of the zone, with no bucket of its own', () => {
  const stack = new Stack(createApp(), 'Governance');
  const config = shippedConfig('production');
  new HipaaConformancePack(stack, 'Hipaa', { config });
  expect(Template.fromStack(stack).findResources('AWS::Config::ConformancePack')).toEqual({
    Hipaa: {
      Metadata: expect.anything() as unknown,
      Type: 'AWS::Config::ConformancePack',
      Properties: { ConformancePackName: `hlz-${config.name}-hipaa`, TemplateBody: BODY },
    },
  });
});
