import type { JsonPattern } from 'aws-cdk-lib/aws-logs';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ZoneConfig } from '../../config/schema';
import { executionRoleArn } from '../../names';
import { inSecondRegion, needsSecondRegion } from '../base/second-region';

/** Events of a service, by name or by more than it; `*` stands for any end of a name. */
export function events(source: string, which: readonly (string | JsonPattern)[]): JsonPattern {
  return FilterPattern.all(
    equals('eventSource', source),
    FilterPattern.any(
      ...which.map((one) => (typeof one === 'string' ? equals('eventName', one) : one)),
    ),
  );
}

/**
 * Not CloudFormation with an execution role of the bootstrap, which nobody else can assume. By its
 * ARN: a name says nothing of the path. Events of IAM come from both Regions to the same place.
 */
export function notByADeploy(config: ZoneConfig): JsonPattern {
  const zones = needsSecondRegion(config) ? [config, inSecondRegion(config)] : [config];
  return unless('userIdentity.sessionContext.sessionIssuer.arn', zones.map(executionRoleArn));
}

/**
 * Where a field has none of these values. Whether `!=` holds for a field that is not there is not
 * documented, so both are asked.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function unless(field: string, values: readonly string[]): JsonPattern {
  return FilterPattern.any(
    FilterPattern.notExists(`$.${field}`),
    FilterPattern.all(
      ...values.map((value) => FilterPattern.stringValue(`$.${field}`, '!=', value)),
    ),
  );
}

/** Where a field has this value; `*` stands for any start or end of it. */
export function equals(field: string, value: string): JsonPattern {
  return FilterPattern.stringValue(`$.${field}`, '=', value);
}
