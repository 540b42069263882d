import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';

/**
 * 1 where records came and nobody took one: the mapping of the function is off, or may not read. The age of
 * records says nothing then, since nobody looks at them.
 *
 * @param taken records that the function took
 * @param done what it does with them, in one word
 */
export function notTaken(stream: IStream, taken: IMetric, done: string): IMetric {
  return new MathExpression({
    expression: `IF(received > 0 AND FILL(${done}, 0) == 0, 1, 0)`,
    usingMetrics: {
      received: stream.metricIncomingRecords({ statistic: Stats.SUM }),
      [done]: taken,
    },
    period: Duration.minutes(5),
    label: `Records came and none was ${done}`,
  });
}
