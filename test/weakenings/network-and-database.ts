import { CfnResource } from 'aws-cdk-lib';
import type { Weakening } from '../support/weaken';

const DATABASE = 'Data/Database/Instance/Resource';
const FUNCTION = 'Baseline/Baseline/Function/Resource';

export const NETWORK_AND_DATABASE: readonly Weakening[] = [
  {
    what: 'a database that takes connections without TLS',
    path: 'Data/Database/Parameters/Resource',
    change: { 'Parameters.rds\\.force_ssl': undefined },
    rule: 'LandingZone-DatabaseTls',
    named: DATABASE,
  },
  {
    what: 'a database with the parameters of AWS',
    path: DATABASE,
    change: { DBParameterGroupName: undefined },
    rule: 'LandingZone-DatabaseTls',
  },
  {
    what: 'a database without IAM authentication',
    path: DATABASE,
    change: { EnableIAMDatabaseAuthentication: false },
    rule: 'LandingZone-DatabaseIamAuthentication',
  },
  {
    what: 'a database with a password in the template',
    path: DATABASE,
    change: { ManageMasterUserPassword: false, MasterUserPassword: 'made-up' },
    rule: 'LandingZone-DatabaseIamAuthentication',
  },
  {
    what: 'a database that can be reached from outside',
    path: DATABASE,
    change: { PubliclyAccessible: true },
    rule: 'HIPAA.Security-RDSInstancePublicAccess',
  },
  {
    what: 'a database that is not encrypted',
    path: DATABASE,
    change: { StorageEncrypted: false },
    rule: 'HIPAA.Security-RDSStorageEncrypted',
  },
  {
    what: 'a database in one zone',
    path: DATABASE,
    change: { MultiAZ: false },
    rule: 'HIPAA.Security-RDSMultiAZSupport',
  },
  {
    what: 'a database that anybody with the right may delete',
    path: DATABASE,
    change: { DeletionProtection: false },
    rule: 'LandingZone-DatabaseRetention',
  },
  {
    what: 'a database with a week of backups',
    path: DATABASE,
    change: { BackupRetentionPeriod: 7 },
    rule: 'LandingZone-DatabaseRetention',
  },
  {
    what: 'a database that no plan backs up',
    path: 'Data/DatabaseBackup/Resource',
    change: 'remove',
    rule: 'LandingZone-BackupSelected',
    named: DATABASE,
  },
  {
    what: 'a VPC whose rejected flows alone are logged',
    path: 'Network/Vpc/FlowLog',
    change: { TrafficType: 'REJECT' },
    rule: 'LandingZone-FlowLogs',
    named: 'Network/Vpc/Resource',
  },
  {
    what: 'an endpoint that lets every account in',
    path: 'Network/Endpoints/S3/Resource',
    change: { PolicyDocument: undefined },
    rule: 'LandingZone-EndpointPolicy',
  },
  {
    what: 'an endpoint through which data can leave into any account',
    path: 'Network/Endpoints/S3/Resource',
    change: {
      'PolicyDocument.Statement.0.Condition.StringEquals.aws:ResourceAccount': undefined,
    },
    rule: 'LandingZone-EndpointPolicy',
  },
  {
    what: 'an internet gateway that config does not ask for',
    path: 'Network',
    change: (stack) => {
      new CfnResource(stack, 'Door', { type: 'AWS::EC2::InternetGateway' });
    },
    rule: 'LandingZone-NoInternetGateway',
    named: 'Network/Door',
  },
  {
    what: 'a route to the internet from where the data is',
    path: 'Network/Vpc/DataSubnet1',
    change: (subnet) => {
      const table = subnet.node.findChild('RouteTable') as CfnResource;
      new CfnResource(subnet, 'WayOut', {
        type: 'AWS::EC2::Route',
        properties: {
          RouteTableId: table.ref,
          DestinationCidrBlock: '0.0.0.0/0',
          TransitGatewayId: 'tgw-0',
        },
      });
    },
    rule: 'LandingZone-NoInternetRoute',
    named: 'Network/Vpc/DataSubnet1/WayOut',
  },
  {
    what: 'SSH from everywhere',
    path: 'Network/SecurityGroups/Workload/Resource',
    change: {
      SecurityGroupIngress: [
        { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0', Description: 'x' },
      ],
    },
    rule: 'HIPAA.Security-EC2RestrictedSSH',
  },
  {
    what: 'a secret in the environment of a function',
    path: FUNCTION,
    change: { 'Environment.Variables.DB_PASSWORD': 'made-up-Value-1' },
    rule: 'LandingZone-FunctionEnvironment',
  },
  {
    what: 'a function whose log group Lambda makes',
    path: FUNCTION,
    change: { 'LoggingConfig.LogGroup': undefined },
    rule: 'LandingZone-LogGroupGiven',
  },
  {
    what: 'a function that answers the internet without a signature',
    path: 'Baseline',
    change: (stack) => {
      new CfnResource(stack, 'Url', {
        type: 'AWS::Lambda::Url',
        properties: {
          AuthType: 'NONE',
          TargetFunctionArn: 'arn:aws:lambda:us-east-1:1:function:x',
        },
      });
    },
    rule: 'LandingZone-FunctionUrl',
    named: 'Baseline/Url',
  },
  {
    what: 'a social security number in a tag',
    path: 'Data/PhiBucket/Resource',
    change: { 'Tags.0.Value': '219-09-9999' },
    rule: 'LandingZone-NoPhiInNames',
  },
  {
    what: 'a store that does not say what it holds',
    path: 'Data/PhiBucket/Resource',
    change: { 'Tags.0.Key': 'Whatever' },
    rule: 'LandingZone-RequiredTags',
  },
  {
    what: 'a service that is not on the list',
    path: 'Baseline',
    change: (stack) => {
      new CfnResource(stack, 'Fleet', {
        type: 'AWS::GameLift::Fleet',
        properties: { Name: 'fleet' },
      });
    },
    rule: 'LandingZone-EligibleServices',
    named: 'Baseline/Fleet',
  },
  {
    what: 'a peering with another account, which no rule judges',
    path: 'Network',
    change: (stack) => {
      new CfnResource(stack, 'Peering', {
        type: 'AWS::EC2::VPCPeeringConnection',
        properties: { VpcId: 'vpc-0', PeerVpcId: 'vpc-1', PeerOwnerId: '999988887777' },
      });
    },
    rule: 'LandingZone-ReviewedTypes',
    named: 'Network/Peering',
  },
  {
    what: 'logs that go to another account',
    path: 'Baseline',
    change: (stack) => {
      new CfnResource(stack, 'Subscription', {
        type: 'AWS::Logs::SubscriptionFilter',
        properties: {
          LogGroupName: 'x',
          FilterPattern: '',
          DestinationArn: 'arn:aws:logs:us-east-1:999988887777:destination:x',
        },
      });
    },
    rule: 'LandingZone-LogSubscription',
    named: 'Baseline/Subscription',
  },
];
