import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../config/schema';

export interface ZoneSecurityGroupsProps {
  readonly config: ZoneConfig;
  readonly vpc: IVpc;
}

/**
 * Every security group of the zone and its rules. They stand together, since a rule between groups
 * of two stacks makes a cycle, and name literal CIDRs, since no check can read a token.
 */
export class ZoneSecurityGroups extends Construct {
  /** Interface endpoints: HTTPS from the VPC. */
  readonly endpoints: SecurityGroup;
  /** Functions and workloads: HTTPS to endpoints, nothing in. */
  readonly workload: SecurityGroup;

  constructor(scope: Construct, id: string, { config, vpc }: ZoneSecurityGroupsProps) {
    super(scope, id);
    const { cidr } = config.network;
    this.endpoints = new SecurityGroup(this, 'Endpoints', {
      vpc,
      description: 'Interface endpoints: HTTPS from the VPC',
      allowAllOutbound: false,
    });
    this.endpoints.addIngressRule(Peer.ipv4(cidr), Port.tcp(443), 'HTTPS from the VPC');
    this.workload = new SecurityGroup(this, 'Workload', {
      vpc,
      description: 'Functions and workloads: HTTPS out, nothing in',
      allowAllOutbound: false,
    });
    // S3 and DynamoDB answer from public addresses behind their gateway endpoints. Without egress in
    // config the route tables lead nowhere else.
    this.workload.addEgressRule(
      Peer.anyIpv4(),
      Port.tcp(443),
      'HTTPS to interface and gateway endpoints',
    );
  }
}
