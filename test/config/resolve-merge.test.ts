import { readFileSync } from 'node:fs';
import { ConfigError, resolveZoneConfig } from '../../lib/config/load';
import { PRODUCTION, SANDBOX } from './zone-texts';
import { leaves } from './zone-values';

const { config: sandbox } = resolveZoneConfig(SANDBOX, 'zone.yaml');
const { config: production } = resolveZoneConfig(PRODUCTION, 'zone.yaml');

it('fills in the defaults of the profile', () => {
  expect(sandbox.archive).toEqual({
    lockMode: 'GOVERNANCE',
    acceptIrreversibleLock: false,
    streamShards: 1,
  });
  expect(production.archive).toEqual({
    lockMode: 'COMPLIANCE',
    acceptIrreversibleLock: true,
    streamShards: 2,
  });
});

it('merges mappings, at any depth', () => {
  const { config } = resolveZoneConfig(
    `${SANDBOX}singletons: { apiGatewayLogRole: { mode: create } }\nnetwork: { egress: nat }\n`,
    'zone.yaml',
  );
  expect(config).toEqual({
    ...sandbox,
    network: { ...sandbox.network, egress: 'nat' },
    singletons: { ...sandbox.singletons, apiGatewayLogRole: { mode: 'create' } },
  });
});

it('replaces lists', () => {
  const { config } = resolveZoneConfig(
    `${PRODUCTION}network: { interfaceEndpoints: [sqs] }\n`,
    'zone.yaml',
  );
  expect(config.network.interfaceEndpoints).toEqual(['sqs']);
});

it.each([
  'network:\n',
  'network:\n  cidr:\n  connectedCidrs: ~\n',
  'functions: { reservedConcurrency: { baseline: } }\nsingletons: { apiGatewayLogRole: { roleArn: null } }\n',
])('takes a key with nothing after it for one that is left out: %j', (nothing) => {
  const { config, origins } = resolveZoneConfig(SANDBOX + nothing, 'zone.yaml');
  // Strictly: a left-out field is not there, rather than there and undefined.
  expect(config).toStrictEqual(sandbox);
  const paths = leaves(config).map(([path]) => path);
  expect([...origins.keys()].toSorted()).toEqual(paths.toSorted());
});

it('keeps digits that are quoted as they are', () => {
  const text = SANDBOX.replace('444455556666', '000000000042');
  expect(resolveZoneConfig(text, 'zone.yaml').config.account).toBe('000000000042');
});

it('has the keys in the order of the schema', () => {
  const [first, ...others] = SANDBOX.trimEnd().split('\n');
  const shuffled = [...others.slice(4), ...others.slice(0, 4), first].join('\n');
  const { config } = resolveZoneConfig(shuffled, 'zone.yaml');
  expect(JSON.stringify(config)).toBe(JSON.stringify(sandbox));
});

it('says where a value comes from', () => {
  const { origins } = resolveZoneConfig(
    `${SANDBOX}network:\n  availabilityZones:\n    - us-east-1a\n    - us-east-1b\n  egress: nat\n`,
    'zone.yaml',
  );
  expect(origins.get('account')).toEqual({ kind: 'file', line: 3 });
  expect(origins.get('organization.privacyOfficial.email')).toEqual({ kind: 'file', line: 9 });
  expect(origins.get('network.availabilityZones.1')).toEqual({ kind: 'file', line: 13 });
  expect(origins.get('network.egress')).toEqual({ kind: 'file', line: 14 });
  expect(origins.get('network.cidr')).toEqual({ kind: 'profile', profile: 'sandbox' });
  expect(origins.get('network.connectedCidrs')).toEqual({ kind: 'profile', profile: 'sandbox' });
});

it('lists problems in the order of the file, and those without a line last', () => {
  const text = `${SANDBOX.replace('owner: team\n', '')}keys: 1\nbackup: 2\n`;
  expect(() => resolveZoneConfig(text, 'my zone.yaml')).toThrow(
    new ConfigError('my zone.yaml', [
      {
        path: 'owner',
        message: 'missing, expected a team or person, at most 256 characters.',
        mend: 'Write it like `owner: platform-engineering`.',
      },
      {
        path: 'backup',
        line: 10,
        message:
          'found 2, expected a mapping with lockMode, lockGraceDays, dailyRetentionDays, monthlyRetentionDays, restoreTesting.',
        mend: 'Correct it, or leave it out for the sandbox defaults.',
      },
      {
        path: 'keys',
        line: 9,
        message: 'found 1, expected a mapping with multiRegion.',
        mend: 'Correct it, or leave it out for the sandbox defaults.',
      },
    ]),
  );
});

it.each(['sandbox', 'production'])('accepts the %s config that is shipped', (profile) => {
  const file = `config/${profile}.yaml`;
  expect(resolveZoneConfig(readFileSync(file, 'utf8'), file).config.profile).toBe(profile);
});
