import { Duration } from 'aws-cdk-lib';
import type { IAlarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { zoneArn } from '../../names';

export interface ZoneDashboardProps {
  readonly config: ZoneConfig;
  /** Alarms by group: their names, as the topic's mails have them. */
  readonly alarms: Readonly<Record<string, readonly string[]>>;
  /** Graphs by title. */
  readonly graphs: Readonly<Record<string, readonly IMetric[]>>;
}

/** One page: what is wrong now, and how the last days went. It shows counts and states, never a record. */
export class ZoneDashboard extends Dashboard {
  constructor(scope: Construct, id: string, { config, alarms, graphs }: ZoneDashboardProps) {
    super(scope, id, {
      dashboardName: `hlz-${config.name}`,
      defaultInterval: Duration.days(3),
    });
    this.addWidgets(
      new TextWidget({
        markdown: `# Zone ${config.name} (${config.profile})\nEach alarm names its runbook in its description: \`docs/runbooks/\`.`,
        width: 24,
        height: 2,
      }),
    );
    for (const [title, names] of Object.entries(alarms)) {
      if (names.length === 0) continue;
      this.addWidgets(
        new AlarmStatusWidget({
          title,
          alarms: names.map((name) => this.alarm(config, name)),
          width: 24,
          height: Math.ceil(names.length / 4) + 1,
        }),
      );
    }
    this.addWidgets(
      ...Object.entries(graphs).map(
        ([title, left]) => new GraphWidget({ title, left: [...left], width: 8, height: 6 }),
      ),
    );
  }

  /** By name, not by reference: the dashboard is to be no reason why another stack cannot change. */
  private alarm(config: ZoneConfig, name: string): IAlarm {
    return Alarm.fromAlarmArn(this, name, zoneArn(config, 'cloudwatch', `alarm:${name}`));
  }
}
