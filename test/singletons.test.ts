import type { ZoneConfig } from '../lib/config/schema';
import { openRows } from '../lib/compliance/summary';
import { made } from './support/outside';
import { PLAIN_SINGLETONS, WHY, withoutSingletons, withSingletons } from './support/singletons';

const MODES = ['existing', 'off'] as const;
const MIXED = [...PLAIN_SINGLETONS, 'trail', 'databaseMetricsLogGroup'] as const;
type Mixed = (typeof MIXED)[number];

/**
 * How five zones treat each: made here, existing (the trail also by the name of its log group), off.
 * Every two meet in both ways, the one made and the other left alone; a mode each would take 18 zones.
 */
const MIXES: Readonly<Record<Mixed, string>> = {
  configRecorder: 'off existing create existing create',
  guardDuty: 'off create existing existing create',
  securityHub: 'off existing create create existing',
  externalAccessAnalyzer: 'existing create existing create off',
  unusedAccessAnalyzer: 'create create existing off off',
  macie: 'existing create create off existing',
  configServiceLinkedRole: 'create off create existing existing',
  trail: 'off existing named create create',
  databaseMetricsLogGroup: 'create existing existing existing create',
};

const TREATED: readonly ReadonlyMap<Mixed, string>[] = [0, 1, 2, 3, 4].map(
  (zone) => new Map(MIXED.map((setting) => [setting, MIXES[setting].split(' ')[zone] ?? ''])),
);

function zoneOf(treated: ReadonlyMap<Mixed, string>): ZoneConfig {
  const { trail, ...modes } = Object.fromEntries(treated) as Readonly<Record<Mixed, string>>;
  return withSingletons({
    ...(modes as Partial<ZoneConfig['singletons']>),
    trail:
      trail === 'named'
        ? { mode: 'existing', logGroupName: 'organization-trail' }
        : { mode: trail as ZoneConfig['singletons']['trail']['mode'] },
  });
}

const RUNS = TREATED.map((treated) => ({
  treated,
  ...made('gate', { config: zoneOf(treated), packs: ['LandingZone'] }),
}));

it.each(RUNS)('synthesizes mix %#', ({ refusal }) => {
  expect(refusal).toBe('');
});

const ONE_BY_ONE: readonly (readonly [setting: Mixed, mode: string])[] = [
  ...[...PLAIN_SINGLETONS, 'trail' as const].flatMap((setting) =>
    MODES.map((mode) => [setting, mode] as const),
  ),
  ['trail', 'named'],
  ['databaseMetricsLogGroup', 'existing'],
];

it.each(ONE_BY_ONE)(
  '%s: %s synthesizes, and is told in the ledger with its reason',
  (setting, mode) => {
    const having = RUNS.filter(({ treated }) => treated.get(setting) === mode);
    expect(having.length).toBeGreaterThan(0);
    for (const { ledger, refusal } of having) {
      expect(refusal).toBe('');
      expect(ledger.settings).toContainEqual({
        setting,
        mode: mode === 'named' ? 'existing' : mode,
        reason: WHY,
      });
    }
  },
);

it('mixes every two of them', () => {
  const missed = MIXED.flatMap((left) =>
    MIXED.filter((other) => other !== left).map((other) => [left, other] as const),
  ).filter(
    ([left, other]) =>
      !TREATED.some((zone) => zone.get(left) !== 'create' && zone.get(other) === 'create'),
  );
  expect(missed).toEqual([]);
});

// With all of them off, and CloudFormation Validate, it is in test/compliance/gate.test.ts.
it('passes every pack with all of them existing', () => {
  const { ledger, refusal, problems } = made('gate', { config: withoutSingletons('existing') });
  expect(refusal).toBe('');
  expect(problems).toEqual(['CloudFormation Validate did not run']);
  expect(openRows(ledger.rows)).toEqual([]);
});
