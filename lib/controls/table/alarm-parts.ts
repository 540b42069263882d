import type { Mechanism } from '../control';
import { METRIC_FILTERS_OF } from '../how-many';
import { noTrailAlarms } from '../left';
import { files, many, named, one } from '../make';

/**
 * What feeds an alarm. No rule sees whether a metric filter counts what its alarm is about, tests do: so it is
 * a mechanism beside that of the alarm, which a rule judges.
 */

const TRAIL_TESTS = files('constructs/governance/trail-alarms');

/** Metric filters of alarms on the trail, by the names of the alarms. */
export function fedByTheTrail(...alarms: readonly string[]): Mechanism {
  return {
    id: 'counted',
    says: 'A metric filter on the log group of the trail counts for each of these alarms the events that it is about, and no others.',
    resources: one(
      'Logs::MetricFilter',
      ...alarms.map((name) => `Governance/Alarms/${name}Filter`),
    ),
    checks: [],
    tests: TRAIL_TESTS,
    leftBy: noTrailAlarms,
  };
}

/** The metric filter of an alarm that reads the log of a function of ours. */
export function fedByALog(stack: 'identity' | 'breach', filter: string): Mechanism {
  return {
    id: 'counted',
    says: 'A metric filter counts for this alarm what the function logs.',
    resources: one('Logs::MetricFilter', filter),
    checks: [],
    tests: named(`stacks/${stack}-stack`, 'the metrics'),
  };
}

/** Every metric filter. */
export const ALL_FED: Mechanism = {
  id: 'counted',
  says: 'Where an alarm counts what is in a log, a metric filter counts for it what it is about.',
  resources: many('Logs::MetricFilter', METRIC_FILTERS_OF),
  checks: [],
  tests: [
    ...TRAIL_TESTS,
    ...['identity', 'ledger', 'phi', 'breach'].flatMap((stack) =>
      named(`stacks/${stack}-stack`, 'the metrics'),
    ),
    ...named('stacks/api-stack', 'the stage'),
  ],
};
