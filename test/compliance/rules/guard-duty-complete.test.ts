import { guardDutyComplete } from '../../../lib/compliance/rules/guard-duty-complete';
import { findIn } from '../../support/rule';

const FEATURES = [
  'S3_DATA_EVENTS',
  'RDS_LOGIN_EVENTS',
  'LAMBDA_NETWORK_LOGS',
  'EBS_MALWARE_PROTECTION',
  'EKS_AUDIT_LOGS',
  'RUNTIME_MONITORING',
].map((name) => ({ Name: name, Status: 'ENABLED' }));
const COMPLETE = {
  Enable: true,
  FindingPublishingFrequency: 'FIFTEEN_MINUTES',
  Features: FEATURES,
};

const find = (change: object) =>
  findIn(guardDutyComplete, {
    Subject: { Type: 'AWS::GuardDuty::Detector', Properties: { ...COMPLETE, ...change } },
  });

it('takes a detector with every feature', () => {
  expect(find({})).toEqual([]);
});

it.each(FEATURES)('refuses one without $Name', ({ Name: name }) => {
  const others = FEATURES.filter((feature) => feature.Name !== name);
  expect(find({ Features: others })).toEqual([expect.stringContaining(`${name} is missing`)]);
  expect(find({ Features: [...others, { Name: name, Status: 'DISABLED' }] })).toEqual([
    expect.stringContaining(`${name} is DISABLED`),
  ]);
});

it.each([
  [{ Enable: false }, 'Enable is false'],
  [{ Enable: { Ref: 'Parameter' } }, 'Enable is no literal'],
  [{ FindingPublishingFrequency: undefined }, 'FindingPublishingFrequency is missing'],
  [{ FindingPublishingFrequency: 'SIX_HOURS' }, 'FindingPublishingFrequency is SIX_HOURS'],
  [{ Features: undefined }, 'Features is missing or cannot be read'],
  [{ Features: { Ref: 'Parameter' } }, 'Features is missing or cannot be read'],
  [
    { Features: [...FEATURES, { Ref: 'Parameter' }, 'EKS'] },
    'Features is missing or cannot be read',
  ],
  [
    { Features: [...FEATURES, { Name: 'EKS_RUNTIME_MONITORING', Status: 'DISABLED' }] },
    'names EKS_RUNTIME_MONITORING',
  ],
  [
    { Features: [...FEATURES, { Name: 'S3_DATA_EVENTS', Status: 'DISABLED' }] },
    'S3_DATA_EVENTS is listed twice',
  ],
])('refuses %j', (change, problem) => {
  expect(find(change)).toEqual([expect.stringContaining(problem)]);
});
