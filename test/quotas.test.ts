import { at, isObject } from '../lib/compliance/reading/zone-view';
import { FEATURES, STANDARDS } from '../lib/doctor/subjects/singletons/detection';
import { LEAST_BOOTSTRAP } from '../lib/doctor/subjects/bootstrap';
import { PASSWORD_LEAST } from '../lib/doctor/subjects/settings';
import { PASSWORD_POLICY } from '../lib/constructs/baseline/account-settings';
import { IAM_NEEDS } from '../lib/doctor/subjects/quotas';
import { zoneLogGroups, zoneRoles } from '../lib/doctor/subjects/leftovers';
import { CONTACTS_LIMIT, EXCEPTIONS_LIMIT } from '../lib/config/check-breach';
import { SERVICES_LIMIT } from '../lib/config/check-people';
import type { ZoneConfig } from '../lib/config/schema';
import type { TemplateJson } from './support/templates';
import { shippedConfig, templatesFor, withFederation } from './support/templates';

/**
 * Lengths that AWS measures at deploy only, since templates have references where it has names. Each
 * reference counts as the longest that it can become, in a zone with the longest name and services.
 */

const LONGEST_NAME = 'a'.repeat(16);
const CONFIG: ZoneConfig = withFederation({
  ...shippedConfig('production'),
  name: LONGEST_NAME,
  region: 'ap-southeast-1',
});
/** As many as the check of config lets pass. */
const services = (count: number): ZoneConfig['access']['services'] =>
  Array.from({ length: count }, (_, index) => ({
    name: `service-${index}`,
    roleArn: `arn:aws:iam::${CONFIG.account}:role/service-${index}`,
    tenant: LONGEST_NAME,
    may: ['append-audit-events'],
  }));
const COUNTS = Array.from({ length: 50 }, (_, index) => index);
const SERVICES = services(
  COUNTS.findLast((count) => JSON.stringify(services(count)).length <= SERVICES_LIMIT) ?? 0,
);
/** As many on call, and as long names and addresses, likewise. */
const onCall = (count: number): ZoneConfig['breach']['onCall'] =>
  Array.from({ length: count }, (_, index) => ({
    user: `3f0e1c52-7b1d-4c1e-9a55-0d7c6f1b2a${index + 10}`,
    until: '2027-03-31',
  }));
const ON_CALL = onCall(
  COUNTS.findLast((count) => JSON.stringify(onCall(count)).length + 2 <= EXCEPTIONS_LIMIT) ?? 0,
);
const { organization } = CONFIG;
const postalAddress = 'x'.repeat(CONTACTS_LIMIT - JSON.stringify(organization).length - 19);
const TEMPLATES = templatesFor({
  ...CONFIG,
  access: { ...CONFIG.access, services: SERVICES },
  breach: { ...CONFIG.breach, onCall: ON_CALL, mail: `${'a'.repeat(60)}@hospital.example` },
  organization: { ...organization, contact: { ...organization.contact, postalAddress } },
});

/** A name that CloudFormation makes: of the stack, the resource, and 12 to 13 characters. */
function madeName(stack: string, logicalId: string): string {
  return `hlz-${LONGEST_NAME}-${stack.toLowerCase()}-${logicalId}-1A2B3C4D5E6F7`;
}

/** As long as the longest ARN: `arn:aws:secretsmanager:ap-southeast-1:111122223333:` before a name. */
const BEFORE_A_NAME = 'arn:aws:dynamodb:ap-southeast-1:111122223333:table/'.length;

/** What stands where a reference was, as long as it gets. */
function longest(stack: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => longest(stack, entry));
  if (!isObject(value)) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': name, 'Fn::Join': join } = value;
  if (typeof ref === 'string') return referenced(stack, ref, false);
  if (Array.isArray(attribute)) return referenced(stack, String(attribute[0]), true);
  if (typeof name === 'string') return exported(name);
  if (Array.isArray(join)) {
    const parts: unknown = longest(stack, join[1]);
    return Array.isArray(parts) ? parts.join(String(join[0])) : parts;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, longest(stack, entry)]),
  );
}

function referenced(stack: string, logicalId: string, arn: boolean): string {
  const type = TEMPLATES.get(stack)?.Resources[logicalId]?.Type ?? '';
  const name = SHORT[type] ?? madeName(stack, logicalId);
  return arn ? 'x'.repeat(BEFORE_A_NAME) + name : name;
}

/** Names that AWS makes itself. */
const SHORT: Readonly<Record<string, string>> = {
  'AWS::KMS::Key': '0'.repeat(36),
  'AWS::EC2::VPC': 'vpc-00000000000000000',
  'AWS::Cognito::UserPool': 'ap-southeast-1_000000000',
  'AWS::Cognito::UserPoolClient': '0'.repeat(26),
};

function exported(name: string): unknown {
  for (const [stack, { Outputs: outputs = {} }] of TEMPLATES) {
    for (const output of Object.values(outputs)) {
      if (at(output, 'Export', 'Name') === name) return longest(stack, at(output, 'Value'));
    }
  }
  throw new Error(`nothing is exported as ${name}`);
}

function lengths(
  type: string,
  measured: (properties: TemplateJson['Resources'][string]['Properties']) => unknown,
): readonly (readonly [path: string, length: number])[] {
  return [...TEMPLATES].flatMap(([stack, { Resources: resources }]) =>
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties: properties }]) => {
        const text = JSON.stringify(longest(stack, measured(properties)) ?? {});
        return [`${stack} ${id}`, text.length] as const;
      }),
  );
}

const over = (
  limit: number,
  found: readonly (readonly [path: string, length: number])[],
): readonly string[] => {
  expect(found.length).toBeGreaterThan(3);
  return found.filter(([, length]) => length > limit).map((entry) => entry.join(': '));
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
it('no managed policy has more than 6144 characters', () => {
  const policies = lengths(
    'AWS::IAM::ManagedPolicy',
    (properties) => properties?.['PolicyDocument'],
  );
  expect(over(6144, policies)).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
it('no policy of a bucket has more than 20 KB', () => {
  const policies = lengths('AWS::S3::BucketPolicy', (properties) => properties?.['PolicyDocument']);
  expect(over(20_480, policies)).toEqual([]);
});

// https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
it('no policy of a key has more than 32 KB', () => {
  const policies = lengths('AWS::KMS::Key', (properties) => properties?.['KeyPolicy']);
  expect(over(32_768, policies)).toEqual([]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
it('no function has more than 4 KB of environment', () => {
  expect(SERVICES.length).toBeGreaterThan(9);
  expect(ON_CALL.length).toBeGreaterThan(20);
  const environments = lengths('AWS::Lambda::Function', (properties) =>
    at(properties?.['Environment'], 'Variables'),
  );
  expect(over(4096, environments)).toEqual([]);
});

/** Values of a property of all resources of a type, as far as they are plain text. */
function plainValues(type: string, property: string): readonly string[] {
  return [...TEMPLATES.values()]
    .flatMap(({ Resources: resources }) => Object.values(resources))
    .filter((resource) => resource.Type === type)
    .flatMap(({ Properties: properties }) => {
      const value = properties?.[property];
      return typeof value === 'string' ? [value] : [];
    });
}

describe('what hlz doctor counts on', () => {
  const all = (type: string) =>
    [...TEMPLATES.values()]
      .flatMap(({ Resources: resources }) => Object.values(resources))
      .filter((resource) => resource.Type === type);
  const count = (type: string): number => all(type).length;
  const only = (type: string) => {
    const [one, ...others] = all(type);
    if (one === undefined || others.length > 0) throw new Error(`not one ${type}`);
    return one;
  };

  it('a zone has no more roles and policies than it asks for', () => {
    expect(count('AWS::IAM::Role')).toBeLessThanOrEqual(IAM_NEEDS.Roles);
    expect(count('AWS::IAM::ManagedPolicy')).toBeLessThanOrEqual(IAM_NEEDS.Policies);
    expect(count('AWS::IAM::Role')).toBeGreaterThan(IAM_NEEDS.Roles - 10);
    expect(count('AWS::IAM::ManagedPolicy')).toBeGreaterThan(IAM_NEEDS.Policies - 10);
  });

  it('knows the names that a zone gives, and which an earlier one may hold', () => {
    const groups = plainValues('AWS::Logs::LogGroup', 'LogGroupName');
    expect(groups.filter((name) => name !== 'RDSOSMetrics').toSorted()).toEqual(
      zoneLogGroups(CONFIG).toSorted(),
    );
    const roles = plainValues('AWS::IAM::Role', 'RoleName');
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) expect(zoneRoles(CONFIG)).toContain(role);
    expect(plainValues('AWS::Backup::BackupVault', 'BackupVaultName')).toEqual([
      `hlz-${LONGEST_NAME}`,
    ]);
    expect(plainValues('AWS::Logs::ResourcePolicy', 'PolicyName').toSorted()).toEqual([
      `hlz-${LONGEST_NAME}-sign-ins`,
      `hlz-${LONGEST_NAME}-waf`,
    ]);
  });

  it('compares what is there with what the zone would make', () => {
    const { Properties: detector } = only('AWS::GuardDuty::Detector');
    const features = [detector?.['Features']].flat().map((feature) => at(feature, 'Name'));
    expect(new Set(features)).toEqual(new Set(FEATURES));
    const standards = all('AWS::SecurityHub::Standard').map(({ Properties: properties }) =>
      String(properties?.['StandardsArn']).split('::standards/').at(-1),
    );
    expect(new Set(standards)).toEqual(new Set(STANDARDS.map(([standard]) => standard)));
    const { length, days, former } = PASSWORD_LEAST;
    expect(PASSWORD_POLICY).toEqual({
      MinimumPasswordLength: String(length),
      MaxPasswordAge: String(days),
      PasswordReusePrevention: String(former),
    });
  });

  it('knows the bootstrap that a template asks for', () => {
    const rules = [...TEMPLATES.values()].map((template) =>
      JSON.stringify(at(template, 'Rules', 'CheckBootstrapVersion')),
    );
    for (const rule of rules) {
      expect(rule).toContain(`bootstrap stack version ${LEAST_BOOTSTRAP} required`);
    }
  });
});
