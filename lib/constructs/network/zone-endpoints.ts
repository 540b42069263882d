import * as iam from 'aws-cdk-lib/aws-iam';
import {
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type IInterfaceVpcEndpoint,
  type ISecurityGroup,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { API_STAGE, partitionOf, zoneArn } from '../../names';
import { interfaceEndpoints } from './endpoint-needs';
import { SUBNET_NAMES } from './zone-vpc';

export interface ZoneEndpointsProps {
  readonly config: ZoneConfig;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  /**
   * Group of the endpoint of the API.
   *
   * @default - the zone has no private API
   */
  readonly apiSecurityGroup?: ISecurityGroup | undefined;
}

/** The only ways from the VPC to AWS. Each lets this account's principals reach this account's resources. */
export class ZoneEndpoints extends Construct {
  /** The way to a private API; undefined where the API is regional. */
  readonly api?: IInterfaceVpcEndpoint;

  constructor(scope: Construct, id: string, props: ZoneEndpointsProps) {
    super(scope, id);
    const { config, vpc, securityGroup, apiSecurityGroup = securityGroup } = props;
    const s3 = new GatewayVpcEndpoint(this, 'S3', {
      vpc,
      service: GatewayVpcEndpointAwsService.S3,
    });
    s3.addToPolicy(withinAccount(config));
    s3.addToPolicy(awsBuckets(config));
    new GatewayVpcEndpoint(this, 'DynamoDb', {
      vpc,
      service: GatewayVpcEndpointAwsService.DYNAMODB,
    }).addToPolicy(withinAccount(config));
    for (const service of interfaceEndpoints(config)) {
      const isApi = service === 'execute-api';
      const endpoint = new InterfaceVpcEndpoint(this, pascalCase(service), {
        vpc,
        service: new InterfaceVpcEndpointAwsService(service),
        subnets: { subnetGroupName: SUBNET_NAMES.workload },
        privateDnsEnabled: true,
        // CDK would open its own group to a token for the CIDR, which no rule can read.
        open: false,
        securityGroups: [isApi ? apiSecurityGroup : securityGroup],
      });
      endpoint.addToPolicy(withinAccount(config));
      if (!isApi) continue;
      endpoint.addToPolicy(peopleCallTheApi(config));
      this.api = endpoint;
    }
  }
}

/**
 * Data cannot leave for another account, nor come by another account's credentials. A call that is
 * not signed has no account: services that take such calls need a statement of their own here.
 */
function withinAccount({ account }: ZoneConfig): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'WithinTheAccount',
    principals: [new iam.AnyPrincipal()],
    actions: ['*'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account },
    },
  });
}

/**
 * Buckets of AWS that a workload reads through the endpoint: the layers of container images in ECR,
 * which ECR hands out as presigned URLs of its own bucket.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
function awsBuckets({ region }: ZoneConfig): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'BucketsOfAws',
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: [`arn:${partitionOf(region)}:s3:::prod-${region}-starport-layer-bucket/*`],
  });
}

/**
 * People come with a token of Cognito, which is no signature: the endpoint takes them for anonymous.
 * By its resource, since such a call has no account; of the APIs of this account the policies of
 * each say who may call it. The API is made after its endpoint, so that its id cannot stand here.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 */
function peopleCallTheApi(config: ZoneConfig): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'PeopleCallTheApi',
    principals: [new iam.AnyPrincipal()],
    actions: ['execute-api:Invoke'],
    resources: [zoneArn(config, 'execute-api', `*/${API_STAGE}/*/v1/*`)],
  });
}

function pascalCase(service: string): string {
  return service
    .split(/[-.]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
