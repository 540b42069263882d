import { CfnLogDeliveryConfiguration } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { RetentionClass } from '../../compliance/reading/tags';
import { RETENTION_CLASS_TAG } from '../../compliance/reading/tags';
import { isEmulated } from '../../config/emulator';
import type { ZoneConfig } from '../../config/schema';
import { LogGroupPolicy } from '../base/log-group-policy';

export interface SignInLogProps {
  readonly config: ZoneConfig;
  readonly userPoolId: string;
  /** Called with what is written into the log. */
  readonly listener: IFunction;
}

/**
 * What Cognito tells of sign-ins, and of nothing else it has a trigger for: wrong passwords and new
 * ones. On the way to the function that writes them down they lie in a log group of their own, for a week.
 */
export class SignInLog extends Construct {
  constructor(scope: Construct, id: string, { config, userPoolId, listener }: SignInLogProps) {
    super(scope, id);
    // By name, so that what may write into it can be read in the template.
    const logGroupName = `hlz-${config.name}-sign-ins`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName,
      retention: RetentionDays.ONE_WEEK,
      // The ledger has what is to stay.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Tags.of(logGroup).add(RETENTION_CLASS_TAG, 'operational' satisfies RetentionClass);
    acknowledge(logGroup, {
      rules: [
        'HIPAA.Security-CloudWatchLogGroupEncrypted',
        'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
        'LandingZone-CustomerManagedKey',
      ],
      reason:
        'Cognito delivers its log of sign-ins into no log group with a key of ours. It is encrypted with a key of AWS, holds names of accounts and no health data, and goes after a week: what is to stay is in the audit ledger.',
      citation:
        'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CloudWatchLogsConfigurationType.html',
      review: '2027-11-22',
    });
    const listens = new CfnPermission(this, 'CallsListener', {
      action: 'lambda:InvokeFunction',
      functionName: listener.functionArn,
      principal: 'logs.amazonaws.com',
      sourceAccount: config.account,
      sourceArn: logGroup.logGroupArn,
    });
    const subscription = new CfnSubscriptionFilter(this, 'Listener', {
      logGroupName: logGroup.logGroupName,
      destinationArn: listener.functionArn,
      // Everything: what is not to be written down is for the function to say.
      filterPattern: '',
    });
    subscription.addResourceDependency(listens);
    if (isEmulated(config)) return;
    const policy = new LogGroupPolicy(this, 'Policy', {
      config,
      policyName: logGroupName,
      logGroupName,
    });
    const delivery = new CfnLogDeliveryConfiguration(this, 'Delivery', {
      userPoolId,
      logConfigurations: [
        {
          eventSource: 'userAuthEvents',
          logLevel: 'INFO',
          cloudWatchLogsConfiguration: { logGroupArn: logGroup.logGroupArn },
        },
      ],
    });
    delivery.addResourceDependency(policy);
  }
}
