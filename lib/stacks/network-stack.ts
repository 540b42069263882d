import type { IInterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
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
  /** The way to a private API; undefined where the API is regional. */
  readonly apiEndpoint?: IInterfaceVpcEndpoint;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props, { description: 'VPC of isolated subnets', stateful: false });
    const { config, landing, settingsToken } = props;
    this.vpc = new ZoneVpc(this, 'Vpc', { config, landing, settingsToken });
    this.securityGroups = new ZoneSecurityGroups(this, 'SecurityGroups', { config, vpc: this.vpc });
    const endpoints = new ZoneEndpoints(this, 'Endpoints', {
      config,
      vpc: this.vpc,
      securityGroup: this.securityGroups.endpoints,
      apiSecurityGroup: this.securityGroups.api,
    });
    if (endpoints.api !== undefined) this.apiEndpoint = endpoints.api;
    this.functions = {
      vpc: this.vpc,
      securityGroup: this.securityGroups.workload,
      runtime: new FunctionRuntime(this, 'FunctionRuntime'),
    };
  }
}
