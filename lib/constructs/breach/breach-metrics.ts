import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { Counted } from '../functions/log-metric';
import { logField, logMetric, ONCE } from '../functions/log-metric';

export interface BreachMetricsProps {
  readonly config: ZoneConfig;
  readonly detectorLog: ILogGroup;
  readonly clockLog: ILogGroup;
}

/** What the functions of the breach desk say in their logs, as metrics: counts, never who or what. */
export class BreachMetrics extends Construct {
  /** Records of the stream and of the spool that were looked at. */
  readonly recordsWatched: Metric;
  /** Times that a rule was broken. */
  readonly hits: Metric;
  /** Records that are no audit events. */
  readonly eventsUnreadable: Metric;
  /** Acts that came so long after newer ones of the same person that a rule of many may have missed them. */
  readonly actsTooLate: Metric;
  /** People who had left earlier than the index reaches back. */
  readonly sweepsNotCovered: Metric;
  /** Runs of the clock that saw every open incident and every duty. */
  readonly clockRuns: Metric;
  /** Incidents and duties that could not be read, at each run of the clock. */
  readonly unreadable: Metric;

  constructor(scope: Construct, id: string, props: BreachMetricsProps) {
    super(scope, id);
    const { config, detectorLog, clockLog } = props;
    const metric = (name: string, logGroup: ILogGroup, event: string, counted: Counted): Metric =>
      logMetric(this, name, { config, logGroup, event, name: `Breach${name}`, ...counted });
    const sum = (field: string): Counted => ({
      value: logField(field),
      statistic: Stats.SUM,
      // The log has a line a minute at least: of nothing 0, and not nothing.
      defaultValue: 0,
    });
    this.recordsWatched = metric('RecordsWatched', detectorLog, 'records-watched', sum('records'));
    this.hits = metric('Hits', detectorLog, 'records-watched', sum('hits'));
    this.eventsUnreadable = metric('EventsUnreadable', detectorLog, 'event-unreadable', {
      value: logField('records'),
      statistic: Stats.SUM,
    });
    this.actsTooLate = metric('ActsTooLate', detectorLog, 'act-too-late', {
      value: logField('acts'),
      statistic: Stats.SUM,
    });
    this.sweepsNotCovered = metric('SweepsNotCovered', detectorLog, 'sweep-not-covered', ONCE);
    this.clockRuns = metric('ClockRuns', clockLog, 'clock-run', ONCE);
    this.unreadable = metric('IncidentsUnreadable', clockLog, 'incident-unreadable', ONCE);
  }
}
