import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { zoneArn } from '../../names';

export interface LogGroupPolicyProps {
  readonly config: ZoneConfig;
  readonly policyName: string;
  /** Of the one log group, which has a name of ours so that it can stand here. */
  readonly logGroupName: string;
}

/**
 * Lets AWS services of this account deliver their logs into one log group. They would add the same to
 * the policies of the account by themselves, to one that all share, which ends at 5,120 characters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
export class LogGroupPolicy extends CfnResourcePolicy {
  constructor(scope: Construct, id: string, props: LogGroupPolicyProps) {
    const { config, policyName, logGroupName } = props;
    const document = new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: 'AWSLogDeliveryWrite',
          principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [zoneArn(config, 'logs', `log-group:${logGroupName}:log-stream:*`)],
          conditions: {
            StringEquals: { 'aws:SourceAccount': config.account },
            ArnLike: { 'aws:SourceArn': zoneArn(config, 'logs', '*') },
          },
        }),
      ],
    });
    const policyDocument = JSON.stringify(document.toJSON());
    super(scope, id, { policyName, policyDocument });
  }
}
