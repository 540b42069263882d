import { watchedStore } from '../../../lib/compliance/rules/watched-store';
import type { Resources } from '../../support/rule';
import { findIn, PRODUCTION } from '../../support/rule';

const SETTINGS = [
  'trail',
  'configRecorder',
  'guardDuty',
  'securityHub',
  'externalAccessAnalyzer',
  'unusedAccessAnalyzer',
  'macie',
];
const WATCHERS: Resources = {
  trail: { Type: 'AWS::CloudTrail::Trail' },
  configRecorder: { Type: 'AWS::Config::ConfigurationRecorder' },
  guardDuty: { Type: 'AWS::GuardDuty::Detector' },
  securityHub: { Type: 'AWS::SecurityHub::Hub' },
  externalAccessAnalyzer: {
    Type: 'AWS::AccessAnalyzer::Analyzer',
    Properties: { Type: 'ACCOUNT' },
  },
  unusedAccessAnalyzer: {
    Type: 'AWS::AccessAnalyzer::Analyzer',
    Properties: { Type: 'ACCOUNT_UNUSED_ACCESS' },
  },
  macie: { Type: 'AWS::Macie::Session', Properties: { Status: 'ENABLED' } },
};
const PHI = [{ Key: 'RetentionClass', Value: 'phi' }];

const find = (
  elsewhere: Resources,
  {
    mode = 'create',
    type = 'AWS::S3::Bucket',
    tags = PHI,
  }: { mode?: string; type?: string; tags?: readonly object[] } = {},
) =>
  findIn(
    watchedStore,
    { Subject: { Type: type, Properties: { Tags: tags } } },
    {
      elsewhere,
      expectations: {
        ...PRODUCTION,
        settings: SETTINGS.map((setting) => ({ setting, mode, reason: '' })),
      },
    },
  );

const without = (setting: string): Resources =>
  Object.fromEntries(Object.entries(WATCHERS).filter(([id]) => id !== setting));

it.each(['AWS::S3::Bucket', 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'])(
  'takes %s that is watched, and refuses it unwatched',
  (type) => {
    expect(find(WATCHERS, { type })).toEqual([]);
    expect(find({}, { type })).toHaveLength(SETTINGS.length);
  },
);

it.each(SETTINGS)('refuses a store without what %s makes', (setting) => {
  expect(find(without(setting))).toEqual([
    expect.stringMatching(new RegExp(`Setting ${setting} is create.*no AWS::`)),
  ]);
});

it.each([
  ['macie', { Status: 'PAUSED' }],
  ['macie', { Status: { Ref: 'Parameter' } }],
  ['externalAccessAnalyzer', { Type: 'ACCOUNT_UNUSED_ACCESS' }],
  ['unusedAccessAnalyzer', { Type: 'ACCOUNT' }],
])('refuses %s of %j', (setting, properties) => {
  const { [setting]: watcher = { Type: '' } } = WATCHERS;
  expect(find({ ...WATCHERS, [setting]: { ...watcher, Properties: properties } })).toEqual([
    expect.stringContaining(`Setting ${setting}`),
  ]);
});

it.each(['existing', 'off'])('looks for nothing that is %s, and says so', (mode) => {
  expect(find({}, { mode })).toBeUndefined();
});

it.each([[[]], [[{ Key: 'RetentionClass', Value: 'audit' }]]])(
  'leaves stores with the tags %j alone',
  (tags) => {
    expect(find({}, { tags })).toBeUndefined();
  },
);
