import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';

/** Port of the database: not the one that everybody tries. */
export const DATABASE_PORT = 5433;

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
  /** Endpoint of a private API: HTTPS from the VPC and from the networks that may call it. */
  readonly api?: SecurityGroup;
  /** Functions and workloads: HTTPS to endpoints, PostgreSQL to the database, nothing in. */
  readonly workload: SecurityGroup;
  /** The database: PostgreSQL from workloads, nothing out. */
  readonly database: SecurityGroup;

  constructor(scope: Construct, id: string, { config, vpc }: ZoneSecurityGroupsProps) {
    super(scope, id);
    const { api, network } = config;
    const { cidr } = network;
    this.endpoints = new SecurityGroup(this, 'Endpoints', {
      vpc,
      description: 'Interface endpoints: HTTPS from the VPC',
      allowAllOutbound: false,
    });
    this.endpoints.addIngressRule(Peer.ipv4(cidr), Port.tcp(443), 'HTTPS from the VPC');
    if (api.endpoint === 'private') {
      this.api = new SecurityGroup(this, 'Api', {
        vpc,
        description:
          'Endpoint of the API: HTTPS from the VPC and from the networks that may call it',
        allowAllOutbound: false,
      });
      for (const caller of new Set([cidr, ...api.allowedCidrs])) {
        this.api.addIngressRule(Peer.ipv4(caller), Port.tcp(443), 'HTTPS to the API');
      }
    }
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
    this.database = new SecurityGroup(this, 'Database', {
      vpc,
      description: 'Database: PostgreSQL from workloads, nothing out',
      allowAllOutbound: false,
    });
    const port = Port.tcp(DATABASE_PORT);
    this.database.addIngressRule(this.workload, port, 'PostgreSQL from workloads');
    this.workload.addEgressRule(this.database, port, 'PostgreSQL to the database');
  }
}
