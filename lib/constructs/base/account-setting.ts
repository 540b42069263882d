import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export interface AccountSettingProps {
  readonly serviceToken: string;
  /** Resource type without `Custom::`. */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** One setting. Deleting it changes nothing: another stack, or a person, may rely on it by now. */
export class AccountSetting extends CustomResource {
  constructor(scope: Construct, id: string, props: AccountSettingProps) {
    super(scope, id, {
      serviceToken: props.serviceToken,
      resourceType: `Custom::${props.type}`,
      serviceTimeout: Duration.minutes(5),
      removalPolicy: RemovalPolicy.RETAIN,
      properties: { ...props.properties },
    });
  }
}
