import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse, stringify } from 'yaml';
import { resolveZoneConfig } from '../../lib/config/load';
import { zoneConfigJsonSchema } from '../../lib/config/json-schema';
import { PRODUCTION, SANDBOX } from './zone-texts';

const schema = zoneConfigJsonSchema();
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** Paths that a document violates. */
function violations(document: unknown): readonly string[] {
  return validate(document) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
}

it('is current in config/schema.json: npm run generate writes it', () => {
  expect(JSON.parse(readFileSync('config/schema.json', 'utf8'))).toEqual(schema);
});

it.each(['sandbox', 'production'])('accepts the %s config that is shipped', (profile) => {
  expect(violations(parse(readFileSync(`config/${profile}.yaml`, 'utf8')))).toEqual([]);
});

it.each([
  ['least', SANDBOX],
  ['most', stringify(resolveZoneConfig(PRODUCTION, 'zone.yaml').config)],
])('accepts the %s that one can write', (_, text) => {
  expect(violations(parse(text))).toEqual([]);
});

it.each([
  ['an unknown key', 'netwrok: {}', ''],
  ['an unknown key of a section', 'network: { subnetPrefx: 24 }', '/network'],
  ['a wrong block', 'network: { cidr: 10.0.0.0/33 }', '/network/cidr'],
  ['a wrong address', 'alerts: { security: [sam] }', '/alerts/security/0'],
  ['a number below its limit', 'retention: { landingDays: 6 }', '/retention/landingDays'],
])('refuses %s', (_, text, path) => {
  expect(violations(parse(`${SANDBOX}${text}\n`))).toContain(path);
});

it('asks for what has no default, and for nothing else', () => {
  expect(schema.required).toEqual([
    'profile',
    'name',
    'account',
    'region',
    'owner',
    'organization',
  ]);
  expect(violations({})).toHaveLength(1);
  for (const line of SANDBOX.split('\n').slice(0, 5)) {
    expect(violations(parse(SANDBOX.replace(`${line}\n`, '')))).toEqual(['']);
  }
});

/** The schema of a field. */
function described(...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (field, key) => (field as { properties: Record<string, unknown> }).properties[key],
    schema,
  );
}

it('says each default', () => {
  expect(described('retention', 'operationalLogDays')).toMatchObject({
    description: expect.stringMatching(/ Default: 365 in production, 30 in sandbox\.$/),
  });
  expect(described('backup', 'dailyRetentionDays')).toMatchObject({
    description: 'Days that a daily recovery point is kept. Default: 35.',
  });
  expect(described('network', 'connectedCidrs')).toMatchObject({
    description: expect.stringMatching(/ Default: \[\]\.$/),
  });
  expect(described('network', 'interfaceEndpoints')).toMatchObject({
    description: expect.stringMatching(
      / Default: \[kms, kinesis-streams, logs, secretsmanager, sts\] in production, \[kms\] in sandbox\.$/,
    ),
  });
  expect(described('functions', 'reservedConcurrency', 'baseline')).toMatchObject({
    description: 'Default: 5 in production, none in sandbox.',
  });
});

it('gives an example of what has no default', () => {
  expect(schema.properties).toMatchObject({
    account: { examples: ['111122223333'] },
    region: { examples: ['us-east-1'] },
  });
});
