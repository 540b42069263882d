import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { isEmulated } from '../../config/emulator';
import type { ZoneConfig } from '../../config/schema';
import { API_STAGE, apiName } from '../../names';
import type { ApiMetrics } from '../api/api-metrics';
import type { ZoneAlarmProps } from '../base/zone-alarm';
import { ZoneAlarm } from '../base/zone-alarm';

export interface ApiAlarmsProps {
  readonly config: ZoneConfig;
  readonly operationsTopic: ITopic;
  readonly securityTopic: ITopic;
  readonly metrics: ApiMetrics;
}

/** The API answers, and somebody learns of it when many are refused (45 CFR 164.308(a)(1)(ii)(D)). */
export class ApiAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ApiAlarmsProps) {
    super(scope, id);
    const { config, operationsTopic, securityTopic, metrics } = props;
    const period = Duration.minutes(5);
    const alarm = (
      id: string,
      name: string,
      meaning: string,
      rest: Pick<ZoneAlarmProps, 'metric' | 'topic' | 'threshold'>,
    ): ZoneAlarm =>
      new ZoneAlarm(this, id, {
        config,
        name: `api-${name}`,
        meaning,
        runbook: `api.md#${name}`,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        // A burst that ends by itself is in the log, and no reason to call anybody.
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...rest,
      });
    alarm('Failing', 'failing', 'The API answers with faults: nobody can work with it.', {
      topic: operationsTopic,
      threshold: 5,
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
      metric: new Metric({
        namespace: 'AWS/ApiGateway',
        metricName: '5XXError',
        dimensionsMap: { ApiName: apiName(config), Stage: API_STAGE },
        statistic: Stats.SUM,
        period,
      }),
    });
    alarm('Throttled', 'throttled', 'Calls of the API are turned away, since there are too many.', {
      topic: operationsTopic,
      threshold: 50,
      metric: metrics.throttled.with({ period }),
    });
    alarm('Refused', 'refused', 'The API refuses many calls: somebody tries what he may not do.', {
      topic: securityTopic,
      threshold: 100,
      metric: metrics.refused.with({ period }),
    });
    if (!isEmulated(config)) {
      alarm('Blocked', 'blocked', 'The web ACL blocks many calls before they reach the API.', {
        topic: securityTopic,
        threshold: 100,
        // https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
        metric: new Metric({
          namespace: 'AWS/WAFV2',
          metricName: 'BlockedRequests',
          dimensionsMap: { WebACL: apiName(config), Region: config.region, Rule: 'ALL' },
          statistic: Stats.SUM,
          period,
        }),
      });
    }
  }
}
