import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** 1 where a function fails, or a stream waits for it: what it hands back for another time is no error of it. */
export function failing(watched: IFunction, longest: Duration): IMetric {
  return new MathExpression({
    expression: `IF(FILL(errors, 0) > 0 OR FILL(age, 0) > ${String(longest.toMilliseconds())}, 1, 0)`,
    usingMetrics: {
      errors: watched.metricErrors(),
      // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
      age: watched.metric('IteratorAge', { statistic: Stats.MAXIMUM }),
    },
    period: Duration.minutes(5),
    label: 'It fails, or a stream waits for it',
  });
}
