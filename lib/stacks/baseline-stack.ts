import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnServiceLinkedRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AccountSettings } from '../constructs/baseline/account-settings';
import { AlertTopic } from '../constructs/baseline/alert-topic';
import { ApiGatewayLogRole } from '../constructs/baseline/api-gateway-log-role';
import { BaselineFunction } from '../constructs/baseline/baseline-function';
import { FailureQueue } from '../constructs/baseline/failure-queue';
import type { HandlerCode } from '../bundle/handler-bundle';
import type { KeysStack } from './keys-stack';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface BaselineStackProps extends ZoneStackProps {
  readonly keys: KeysStack;
  readonly handlers: HandlerCode;
}

/** What every later stack stands on: topics, the failure queue, account settings, shared roles. */
export class BaselineStack extends ZoneStack {
  readonly failureQueue: FailureQueue;
  readonly securityTopic: AlertTopic;
  readonly operationsTopic: AlertTopic;
  /** ARN of the function that answers custom resources for account settings. */
  readonly settingsToken: string;
  /** The function itself. */
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: BaselineStackProps) {
    super(scope, id, props, { description: 'Alert topics and account settings', stateful: false });
    const { config, keys, handlers } = props;
    this.failureQueue = new FailureQueue(this, 'FailureQueue', { config, key: keys.messaging });
    const topic = { config, key: keys.messaging, failureQueue: this.failureQueue };
    this.securityTopic = new AlertTopic(this, 'SecurityTopic', {
      ...topic,
      displayName: `${config.name} security`,
      subscribers: config.alerts.security,
    });
    this.operationsTopic = new AlertTopic(this, 'OperationsTopic', {
      ...topic,
      displayName: `${config.name} operations`,
      subscribers: config.alerts.operations,
    });
    const baseline = new BaselineFunction(this, 'Baseline', {
      config,
      handlers,
      phiKey: keys.phi,
      logsKey: keys.logs,
      messagingKey: keys.messaging,
      failureQueue: this.failureQueue,
    });
    this.function = baseline.function;
    this.settingsToken = baseline.function.functionArn;
    new AccountSettings(this, 'Settings', {
      config,
      serviceToken: this.settingsToken,
      phiKey: keys.phi,
    });
    if (config.singletons.apiGatewayLogRole.mode === 'create') {
      new ApiGatewayLogRole(this, 'ApiGatewayLogRole', { config });
    }
    if (config.singletons.configServiceLinkedRole === 'create') {
      new CfnServiceLinkedRole(this, 'ConfigServiceLinkedRole', {
        awsServiceName: 'config.amazonaws.com',
        description: 'AWS Config records the configuration of this account',
      }).applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
  }
}
