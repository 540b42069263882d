import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../lib/compliance/reading/json';
import { reviewable } from '../support/snapshot';
import { resources } from '../support/statements';
import type { TemplateJson } from '../support/templates';
import { ROOT } from '../support/root';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';

function operations(templates = templatesOf('production')): TemplateJson {
  const template = templates.get('Operations');
  if (template === undefined) throw new Error('no Operations stack');
  return template;
}

interface AlarmJson {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly TreatMissingData: string;
  readonly MetricName?: string;
  readonly Statistic?: string;
  /** A percentile. */
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly ComparisonOperator: keyof typeof SIGNS;
  readonly Metrics?: readonly { readonly Expression?: string; readonly Period?: number }[];
}

function alarms(templates = templatesOf('production')): readonly AlarmJson[] {
  return resources(operations(templates), 'AWS::CloudWatch::Alarm').map(
    ([, properties]) => properties as unknown as AlarmJson,
  );
}

function names(templates = templatesOf('production')): readonly string[] {
  return alarms(templates).map(({ AlarmName }) => AlarmName.replace('hlz-mercy-', ''));
}

it.each(['production', 'sandbox'] as const)('is what a reviewer has seen: %s', (profile) => {
  expect(reviewable(operations(templatesOf(profile)))).toMatchSnapshot();
});

it('watches every promise of the stacks above', () => {
  expect(names().toSorted()).toEqual([
    'api-blocked',
    'api-failing',
    'api-refused',
    'api-throttled',
    'backup-expired-failed',
    'backup-failed',
    'baseline-function-failed',
    'breach-alert-failing',
    'breach-clock-failing',
    'breach-clock-silent',
    'breach-detector-failing',
    'breach-events-unreadable',
    'breach-findings-failing',
    'breach-late',
    'breach-register-unreadable',
    'breach-sweep-not-covered',
    'breach-topic-high-failed',
    'breach-topic-low-failed',
    'breach-topic-medium-failed',
    'breach-unwatched',
    'breach-very-late',
    'break-glass-alert-failing',
    'config-history-failed',
    'config-snapshot-failed',
    'copy-failed',
    'database-memory',
    'database-processor',
    'database-storage',
    'failure-queue',
    'identity-events-failing',
    'ledger-checkpoint-refused',
    'ledger-checkpointer-silent',
    'ledger-index-behind',
    'ledger-late',
    'ledger-seal-refused',
    'ledger-sealer-failed',
    'ledger-spool-unsealed',
    'ledger-unsealed',
    'ledger-unsigned',
    'ledger-very-late',
    'lock-outs',
    'malware-failed',
    'malware-found',
    'malware-skipped',
    'operations-topic-failed',
    'phi-failing',
    'phi-slow',
    'phi-throttled',
    'phi-unavailable',
    'phi-undecryptable',
    'public-keys-stale',
    'replication-config-failed',
    'replication-config-late',
    'replication-flow-logs-failed',
    'replication-flow-logs-late',
    'replication-ledger-failed',
    'replication-ledger-late',
    'replication-phi-keys-failed',
    'replication-phi-keys-late',
    'replication-s3-access-logs-failed',
    'replication-s3-access-logs-late',
    'restore-failed',
    'security-topic-failed',
    'sign-in-failing',
    'trail-silent',
  ]);
});

it('takes silence of trail, database, checkpointer, indexer, clock and public keys for a fault, and of nothing else', () => {
  const faults = alarms().filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
  expect(faults.map(({ AlarmName }) => AlarmName).toSorted()).toEqual([
    'hlz-mercy-breach-clock-silent',
    'hlz-mercy-database-memory',
    'hlz-mercy-database-processor',
    'hlz-mercy-database-storage',
    'hlz-mercy-ledger-checkpointer-silent',
    'hlz-mercy-ledger-index-behind',
    'hlz-mercy-public-keys-stale',
    'hlz-mercy-trail-silent',
  ]);
});

const SIGNS = {
  GreaterThanOrEqualToThreshold: '>=',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
} as const;

// When it rings: metric, statistic, comparison, threshold, periods of seconds (of which so many), topic.
it.each([
  ['ledger-late', 'IteratorAge Maximum > 300000 1x300', 'Operations'],
  ['ledger-very-late', 'IteratorAge Maximum > 3600000 1x300', 'Security'],
  ['ledger-sealer-failed', 'Errors Sum > 0 3x300 (2)', 'Operations'],
  ['ledger-unsealed', 'IF(received > 0 AND FILL(sealed, 0) == 0, 1, 0) > 0 3x', 'Security'],
  ['ledger-seal-refused', 'LedgerSealRefused Sum > 0 1x60', 'Security'],
  ['ledger-spool-unsealed', 'LedgerUnsealedSpool Minimum > 0 10x60', 'Operations'],
  ['ledger-unsigned', 'LedgerUnsignedSegments Minimum > 0 5x60', 'Operations'],
  ['ledger-checkpointer-silent', 'LedgerUnsignedSegments SampleCount < 1 1x300', 'Operations'],
  ['ledger-checkpoint-refused', 'LedgerCheckpointRefused Sum > 0 1x60', 'Security'],
  ['ledger-index-behind', 'LedgerIndexCaughtUp Sum < 1 1x900', 'Operations'],
  ['sign-in-failing', 'IdentitySignInFailed Sum > 0 3x300 (2)', 'Operations'],
  ['public-keys-stale', 'IdentityKeysRefreshed Sum < 1 1x3600', 'Operations'],
  [
    'identity-events-failing',
    'IF(FILL(errors, 0) > 0 OR FILL(age, 0) > 900000, 1, 0) > 0 3x (2)',
    'Operations',
  ],
  ['lock-outs', 'IdentityAccountsLocked Sum >= 5 1x900', 'Security'],
  [
    'break-glass-alert-failing',
    'IF(FILL(errors, 0) > 0 OR FILL(age, 0) > 300000, 1, 0) > 0 3x (2)',
    'Operations',
  ],
  ['phi-failing', 'Errors Sum > 0 3x300 (2)', 'Operations'],
  ['phi-throttled', 'Throttles Sum > 0 3x300 (2)', 'Operations'],
  ['phi-slow', 'Duration p95 > 10000 3x300 (2)', 'Operations'],
  ['phi-unavailable', 'PhiUnavailable Sum > 5 3x300 (2)', 'Operations'],
  ['phi-undecryptable', 'PhiUndecryptable Sum > 100 3x300 (2)', 'Security'],
  ['breach-late', 'IteratorAge Maximum > 300000 1x300', 'Operations'],
  ['breach-very-late', 'IteratorAge Maximum > 3600000 1x300', 'Security'],
  ['breach-detector-failing', 'Errors Sum > 0 3x300 (2)', 'Operations'],
  ['breach-unwatched', 'IF(received > 0 AND FILL(watched, 0) == 0, 1, 0) > 0 3x', 'Security'],
  ['breach-events-unreadable', 'BreachEventsUnreadable Sum > 0 1x300', 'Security'],
  ['breach-sweep-not-covered', 'BreachSweepsNotCovered Sum > 0 1x300', 'Security'],
  ['breach-findings-failing', 'Errors Sum > 0 1x300', 'Operations'],
  [
    'breach-alert-failing',
    'IF(FILL(errors, 0) > 0 OR FILL(age, 0) > 300000, 1, 0) > 0 3x (2)',
    'Security',
  ],
  ['breach-clock-silent', 'BreachClockRuns Sum < 1 1x10800', 'Security'],
  ['breach-clock-failing', 'Errors Sum > 0 3x3600 (2)', 'Operations'],
  ['breach-register-unreadable', 'BreachIncidentsUnreadable Sum > 0 1x3600', 'Security'],
  ['breach-topic-low-failed', 'NumberOfNotificationsFailed Sum > 0 1x300', 'Security'],
  ['breach-topic-high-failed', 'NumberOfNotificationsFailed Sum > 0 1x300', 'Security'],
  ['api-failing', '5XXError Sum > 5 3x300 (2)', 'Operations'],
  ['api-throttled', 'ApiThrottled Sum > 50 3x300 (2)', 'Operations'],
  ['api-refused', 'ApiRefused Sum > 100 3x300 (2)', 'Security'],
  ['api-blocked', 'BlockedRequests Sum > 100 3x300 (2)', 'Security'],
])('%s rings when %s, and tells %s', (name, when, topic) => {
  const alarm = alarms().find(({ AlarmName }) => AlarmName === `hlz-mercy-${name}`);
  if (alarm === undefined) throw new Error('no such alarm');
  const {
    MetricName,
    Statistic,
    ExtendedStatistic,
    Metrics,
    Threshold,
    EvaluationPeriods,
    Period,
  } = alarm;
  const watched =
    Metrics?.find(({ Expression }) => Expression !== undefined)?.Expression ??
    `${String(MetricName)} ${Statistic ?? String(ExtendedStatistic)}`;
  const sign = SIGNS[alarm.ComparisonOperator];
  const some = alarm.DatapointsToAlarm === undefined ? '' : ` (${alarm.DatapointsToAlarm})`;
  expect(`${watched} ${sign} ${Threshold} ${EvaluationPeriods}x${Period ?? ''}${some}`).toBe(when);
  expect(JSON.stringify(alarm.AlarmActions)).toContain(`${topic}Topic`);
});

it('lets no topic say of itself that it is silent', () => {
  const topicOf = (name: string): unknown =>
    alarms().find(({ AlarmName }) => AlarmName === `hlz-mercy-${name}`)?.AlarmActions;
  expect(JSON.stringify(topicOf('security-topic-failed'))).toContain('OperationsTopic');
  expect(JSON.stringify(topicOf('operations-topic-failed'))).toContain('SecurityTopic');
});

it('asks for the sum over all dimensions where AWS documents none', () => {
  const queries = alarms().flatMap(({ Metrics = [] }) => Metrics);
  expect(queries).toContainEqual(
    expect.objectContaining({
      Expression: 'SELECT SUM(NumberOfBackupJobsFailed) FROM "AWS/Backup"',
      Period: 3600,
    }),
  );
});

it('watches the API and the web ACL by the names that they have', () => {
  const zone = templatesOf('production').get('Api') ?? { Resources: {} };
  const only = (type: string): readonly unknown[] => resources(zone, type).map(([, all]) => all);
  const dimensions = (name: string): unknown =>
    at(
      alarms().find(({ AlarmName }) => AlarmName === `hlz-mercy-${name}`),
      'Dimensions',
    );
  expect(dimensions('api-failing')).toEqual([
    { Name: 'ApiName', Value: at(only('AWS::ApiGateway::RestApi')[0], 'Name') },
    { Name: 'Stage', Value: at(only('AWS::ApiGateway::Stage')[0], 'StageName') },
  ]);
  const [webAcl] = only('AWS::WAFv2::WebACL');
  const metric = at(webAcl, 'VisibilityConfig', 'MetricName');
  expect(at(webAcl, 'Name')).toBe(metric);
  expect(dimensions('api-blocked')).toEqual([
    { Name: 'Region', Value: 'us-east-1' },
    { Name: 'Rule', Value: 'ALL' },
    { Name: 'WebACL', Value: metric },
  ]);
});

it('replication alarms name rules that the buckets have', () => {
  const rules = resources(
    templatesOf('production').get('Archive') ?? { Resources: {} },
    'AWS::S3::Bucket',
  ).flatMap(([, { ReplicationConfiguration: replication }]) =>
    ((replication as { Rules?: readonly { Id: string }[] } | undefined)?.Rules ?? []).map(
      ({ Id }) => Id,
    ),
  );
  const watched = resources(operations(), 'AWS::CloudWatch::Alarm')
    .flatMap(([, { Dimensions: dimensions }]) =>
      Array.isArray(dimensions) ? (dimensions as { Name: string; Value: string }[]) : [],
    )
    .filter(({ Name }) => Name === 'RuleId')
    .map(({ Value }) => Value);
  expect([...new Set(watched)].toSorted()).toEqual(rules.toSorted());
});

it('watches what config has, and no more', () => {
  const config = shippedConfig('production');
  const without = names(
    templatesFor({
      ...config,
      database: { ...config.database, enabled: false },
      phiBucket: { ...config.phiBucket, malwareProtection: false },
      singletons: { ...config.singletons, trail: { mode: 'off' }, configRecorder: 'existing' },
    }),
  );
  expect(without.filter((name) => /^(?:database|malware|trail|config)-/.test(name))).toEqual([]);
  const second = names(
    templatesFor({ ...config, disasterRecovery: { secondRegion: 'us-west-2' } }),
  );
  expect(second).toContain('replication-phi-failed');
  // Its lag is a metric of the other Region.
  expect(second).not.toContain('replication-phi-late');
});

it('shows every alarm of the zone on the dashboard', () => {
  const [[, { DashboardBody: body }] = ['', {}]] = resources(
    operations(),
    'AWS::CloudWatch::Dashboard',
  );
  const shown = JSON.stringify(body);
  const all = [...templatesOf('production').values()].flatMap((template) =>
    resources(template, 'AWS::CloudWatch::Alarm').map(([, { AlarmName: name }]) => String(name)),
  );
  expect(all.length).toBeGreaterThan(35);
  expect(all.filter((name) => !shown.includes(`alarm:${name}`))).toEqual([]);
});

describe('every alarm of the zone', () => {
  const all = [...templatesOf('production').values()]
    .flatMap((template) => resources(template, 'AWS::CloudWatch::Alarm'))
    .map(([, properties]) => properties as unknown as AlarmJson);

  it('tells somebody', () => {
    expect(all.filter(({ AlarmActions }) => AlarmActions.length !== 1)).toEqual([]);
  });

  it.each(all.map((alarm) => [alarm.AlarmName, alarm] as const))(
    '%s leads to a runbook that is there',
    (_, { AlarmDescription }) => {
      const [, file = '', anchor = ''] =
        /Runbook: (docs\/runbooks\/[a-z-]+\.md)#([a-z0-9-]+)$/.exec(AlarmDescription) ?? [];
      const headings = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^## (.+)$/gm)];
      expect(headings.map(([, heading]) => heading)).toContain(anchor);
    },
  );
});

it('watches on an emulator what is there, and nothing that is reckoned', () => {
  const config = {
    ...shippedConfig('sandbox'),
    profile: 'emulator',
    account: '000000000000',
  } as const;
  const emulated = alarms(templatesFor(config));
  expect(emulated.filter(({ Metrics }) => Metrics !== undefined)).toEqual([]);
  const kept = new Set(emulated.map(({ AlarmName }) => AlarmName));
  const gone = alarms(templatesOf('sandbox')).filter(({ AlarmName }) => !kept.has(AlarmName));
  // Beside these: no database, no web ACL.
  expect(
    gone.flatMap(({ AlarmName, Metrics }) => (Metrics === undefined ? [AlarmName] : [])).toSorted(),
  ).toEqual(
    ['api-blocked', 'database-memory', 'database-processor', 'database-storage'].map(
      (name) => `hlz-sandbox-${name}`,
    ),
  );
  const shown = JSON.stringify(operations(templatesFor(config)));
  expect(gone.filter(({ AlarmName }) => shown.includes(`alarm:${AlarmName}`))).toEqual([]);
});
