import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadZoneConfig, resolveZoneConfig } from '../../lib/config/load';
import { profileDefaults } from '../../lib/config/profiles';
import { buildZone } from '../../lib/zone';
import { createApp } from '../../lib/app';
import type { TemplateJson } from '../support/templates';
import { STUB_HANDLERS } from '../support/zone';
import { EMULATOR, problemLines, SANDBOX } from './zone-texts';

const ENDPOINT = 'http://127.0.0.1:45678';

describe('an emulator zone', () => {
  it('is a sandbox but for what the emulator cannot hold', () => {
    const sandbox = profileDefaults('sandbox');
    expect(profileDefaults('emulator')).toEqual({
      ...sandbox,
      archive: { ...sandbox.archive, streamShards: 2 },
      accountSettings: {
        ...sandbox.accountSettings,
        s3PublicAccessBlock: 'off',
        ebsDefaultEncryption: 'off',
      },
      singletons: {
        ...sandbox.singletons,
        configServiceLinkedRole: 'existing',
        trail: { mode: 'off' },
        configRecorder: 'off',
        guardDuty: 'off',
        securityHub: 'off',
        externalAccessAnalyzer: 'off',
        unusedAccessAnalyzer: 'off',
        macie: 'off',
      },
      governance: { ...sandbox.governance, conformancePack: false },
    });
  });

  it('has no account of a person', () => {
    expect(problemLines(EMULATOR)).toEqual([]);
    expect(problemLines(SANDBOX.replace('profile: sandbox', 'profile: emulator'))).toEqual([
      'line 3  account: found 444455556666, an emulator zone has the account 000000000000. Correct it, or take the profile sandbox.',
    ]);
  });

  it('is made without the stacks that the emulator refuses', () => {
    const app = createApp();
    buildZone(app, {
      config: resolveZoneConfig(EMULATOR, 'zone.yaml').config,
      handlers: STUB_HANDLERS,
    });
    const { stacks } = app.synth({ skipValidation: true });
    expect(stacks.map(({ hierarchicalId }) => hierarchicalId)).toEqual([
      'Keys',
      'Archive',
      'Baseline',
      'Identity',
      'Access',
      'Ledger',
      'Phi',
      'Breach',
      'Api',
      'Operations',
    ]);
    const types = stacks.flatMap(({ template }) =>
      Object.values((template as TemplateJson).Resources).map(({ Type: type }) => type),
    );
    expect(types).toEqual(
      expect.arrayContaining(['AWS::Cognito::UserPool', 'AWS::Logs::LogGroup']),
    );
    const refused = [
      'AWS::Backup::BackupSelection',
      'AWS::Cognito::LogDeliveryConfiguration',
      'AWS::Cognito::UserPoolRiskConfigurationAttachment',
      'AWS::Logs::ResourcePolicy',
      'AWS::WAFv2::WebACL',
    ];
    expect(refused.filter((type) => types.includes(type))).toEqual([]);
  });
});

describe('an endpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function load(text: string, endpoint: string | undefined): string {
    writeFileSync(join(folder, 'zone.yaml'), text);
    return loadZoneConfig('zone.yaml', folder, { AWS_ENDPOINT_URL: endpoint }).config.profile;
  }

  it.each([ENDPOINT, 'http://localhost:4566', `${ENDPOINT}/`])(
    'on this machine will do: %s',
    (endpoint) => {
      expect(load(EMULATOR, endpoint)).toBe('emulator');
    },
  );

  it.each([
    undefined,
    '',
    'http://127.0.0.1.example.com:4566',
    'http://localhost@10.0.0.1:4566',
    'http://10.0.0.1:4566',
    'https://kms.us-east-1.amazonaws.com',
    'localhost:4566',
  ])('elsewhere is refused: %s', (endpoint) => {
    expect(() => load(EMULATOR, endpoint)).toThrow(
      /profile: found emulator, and AWS_ENDPOINT_URL is not (?:set|on this machine): expected http:\/\/127\.0\.0\.1:<port>\. `npm run e2e` sets it/,
    );
  });

  it('is nothing that a sandbox asks for', () => {
    expect(load(SANDBOX, undefined)).toBe('sandbox');
  });
});
