import type { ZoneConfig } from '../lib/config/schema';
import { openRows } from '../lib/compliance/summary';
import { expectationsOf } from '../lib/zone';
import { runGate } from './support/gate';
import { shippedConfig, zoneApp } from './support/zone';

type Singletons = ZoneConfig['singletons'];

const PLAIN = [
  'configRecorder',
  'guardDuty',
  'securityHub',
  'externalAccessAnalyzer',
  'unusedAccessAnalyzer',
  'macie',
  'configServiceLinkedRole',
] as const satisfies readonly (keyof Singletons)[];
const MODES = ['existing', 'off'] as const;
const WHY = 'The security account of the organization looks after it.';

/** The production zone with some singletons otherwise, and without what cannot be without them. */
function withSingletons(changed: Partial<Singletons>): ZoneConfig {
  const config = shippedConfig('production');
  const reasons = Object.fromEntries(Object.keys(changed).map((setting) => [setting, WHY]));
  const singletons = { ...config.singletons, ...changed, reasons };
  const recorder =
    singletons.configServiceLinkedRole === 'off' && singletons.configRecorder === 'create'
      ? 'existing'
      : singletons.configRecorder;
  return {
    ...config,
    singletons: {
      ...singletons,
      configRecorder: recorder,
      securityHub:
        recorder === 'off' && singletons.securityHub === 'create' ? 'off' : singletons.securityHub,
    },
    governance: { ...config.governance, conformancePack: recorder !== 'off' },
  };
}

const ONE_BY_ONE: readonly (readonly [setting: string, mode: string, config: ZoneConfig])[] = [
  ...PLAIN.flatMap((setting) =>
    MODES.map((mode) => [setting, mode, withSingletons({ [setting]: mode })] as const),
  ),
  ...MODES.map((mode) => ['trail', mode, withSingletons({ trail: { mode } })] as const),
  [
    'trail',
    'existing',
    withSingletons({ trail: { mode: 'existing', logGroupName: 'organization-trail' } }),
  ],
  ['databaseMetricsLogGroup', 'existing', withSingletons({ databaseMetricsLogGroup: 'existing' })],
];

it.each(ONE_BY_ONE)(
  '%s: %s synthesizes, and is told in the ledger with its reason',
  (setting, mode, config) => {
    const { ledger, refusal } = runGate(zoneApp(config), {
      expectations: expectationsOf(config),
      pack: 'LandingZone',
    });
    expect(refusal).toBe('');
    expect(ledger.settings).toContainEqual({ setting, mode, reason: WHY });
  },
);

it.each(MODES)('passes every pack with all of them %s', (mode) => {
  const config = withSingletons({
    ...Object.fromEntries(PLAIN.map((setting) => [setting, mode])),
    trail: { mode },
    databaseMetricsLogGroup: 'existing',
  });
  const { ledger, refusal, problems } = runGate(zoneApp(config), {
    expectations: expectationsOf(config),
    // An empty stack is what it would refuse.
    validate: mode === 'off',
  });
  expect(refusal).toBe('');
  expect(problems).toEqual(mode === 'off' ? [] : ['CloudFormation Validate did not run']);
  expect(openRows(ledger.rows)).toEqual([]);
});
