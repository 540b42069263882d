import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ZoneConfig } from '../../config/schema';

/**
 * What a function's own code does: from inside its VPC only, so that its credentials are worth
 * nothing elsewhere. Every call leaves through an endpoint, which makes `aws:SourceVpc` known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpc
 */
export function fromInside(vpc: IVpc, statements: readonly PolicyStatement[]): PolicyStatement[] {
  return statements.map((statement) => {
    // What a service does for the function comes from that service's network.
    if (isThroughAService(statement)) return statement;
    const inside = statement.copy();
    inside.addCondition('StringEquals', {
      ...Object(statement.conditions['StringEquals']),
      'aws:SourceVpc': vpc.vpcId,
    });
    return inside;
  });
}

function isThroughAService({ conditions }: PolicyStatement): boolean {
  return Object.values(conditions as Readonly<Record<string, object>>).some(
    (operands) => 'kms:ViaService' in operands,
  );
}

export interface RuntimeStatementsProps {
  readonly config: ZoneConfig;
  readonly logGroup: ILogGroup;
  readonly failureQueue: IQueue;
  readonly messagingKey: IKey;
}

/** What Lambda does for every function with its role, from outside any VPC, and with resources that have names. */
export function runtimeStatements(props: RuntimeStatementsProps): readonly PolicyStatement[] {
  const { config, logGroup, failureQueue, messagingKey } = props;
  return [
    new PolicyStatement({
      sid: 'WriteItsLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
    ...sendFailures({ config, failureQueue, messagingKey }),
  ];
}

/** Telling the failure queue of a call that failed for good. Its service acts, from outside any VPC. */
export function sendFailures({
  config,
  failureQueue,
  messagingKey,
}: Omit<RuntimeStatementsProps, 'logGroup'>): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'SendFailures',
      actions: ['sqs:SendMessage'],
      resources: [failureQueue.queueArn],
    }),
    new PolicyStatement({
      sid: 'EncryptFailures',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [messagingKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `sqs.${config.region}.amazonaws.com` } },
    }),
  ];
}

/** X-Ray knows no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export function sendTraces(): PolicyStatement {
  return new PolicyStatement({
    sid: 'SendTraces',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: ['*'],
  });
}
