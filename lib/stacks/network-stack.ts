import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { FunctionRuntime } from '../constructs/functions/function-runtime';
import type { FunctionNetwork } from '../constructs/functions/zone-function';
import { ZoneEndpoints } from '../constructs/network/zone-endpoints';
import { ZoneSecurityGroups } from '../constructs/network/zone-security-groups';
import { ZoneVpc } from '../constructs/network/zone-vpc';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface NetworkStackProps extends ZoneStackProps {
  readonly landing: IBucket;
  /** ARN of the function that empties the default security group. */
  readonly settingsToken: string;
}

/** The VPC, its security groups and its endpoints. */
export class NetworkStack extends ZoneStack {
  readonly vpc: ZoneVpc;
  readonly securityGroups: ZoneSecurityGroups;
  /** Where functions stand. */
  readonly functions: FunctionNetwork;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props, { description: 'VPC of isolated subnets', stateful: false });
    const { config, landing, settingsToken } = props;
    this.vpc = new ZoneVpc(this, 'Vpc', { config, landing, settingsToken });
    this.securityGroups = new ZoneSecurityGroups(this, 'SecurityGroups', { config, vpc: this.vpc });
    new ZoneEndpoints(this, 'Endpoints', {
      config,
      vpc: this.vpc,
      securityGroup: this.securityGroups.endpoints,
    });
    this.functions = {
      vpc: this.vpc,
      securityGroup: this.securityGroups.workload,
      runtime: new FunctionRuntime(this, 'FunctionRuntime'),
    };
  }
}
