import type { Templates } from './drawn';

/** A small zone in which whatever a template may name is named by one text. */
export function zoneNamed(text: string): Templates {
  const path = (name: string) => ({
    Metadata: { 'aws:cdk:path': `Stack/${text}/${name}/Resource` },
  });
  const resource = (type: string, properties: Readonly<Record<string, unknown>>, name = 'One') => ({
    Type: `AWS::${type}`,
    Properties: properties,
    ...path(name),
  });
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const statement = {
    Effect: 'Allow',
    Action: ['dynamodb:*', 's3:*', 'kinesis:*', 'sns:*', 'kms:Sign', `kms:${text}`],
    Resource: [
      arn('Table'),
      arn('Stream'),
      arn('Key'),
      { Ref: 'Topic' },
      { 'Fn::Join': ['', [arn('Bucket'), `/${text}/x`]] },
    ],
  };
  const integration = {
    'x-amazon-apigateway-integration': { uri: { 'Fn::Join': ['', [arn('Function')]] } },
  };
  return new Map([
    [
      text,
      {
        Resources: {
          Vpc: resource('EC2::VPC', { CidrBlock: text }),
          Subnet: resource('EC2::Subnet', {
            VpcId: { Ref: 'Vpc' },
            CidrBlock: text,
            AvailabilityZone: text,
            Tags: [{ Key: 'aws-cdk:subnet-name', Value: text }],
          }),
          Table1: resource('EC2::RouteTable', { VpcId: { Ref: 'Vpc' } }),
          Link: resource('EC2::SubnetRouteTableAssociation', {
            SubnetId: { Ref: 'Subnet' },
            RouteTableId: { Ref: 'Table1' },
          }),
          Route: resource('EC2::Route', {
            RouteTableId: { Ref: 'Table1' },
            DestinationCidrBlock: text,
            GatewayId: text,
          }),
          Endpoint: resource('EC2::VPCEndpoint', {
            VpcId: { Ref: 'Vpc' },
            ServiceName: text,
            VpcEndpointType: 'Interface',
            SubnetIds: [{ Ref: 'Subnet' }],
            SecurityGroupIds: [arn('Group')],
          }),
          Group: resource('EC2::SecurityGroup', {
            VpcId: { Ref: 'Vpc' },
            SecurityGroupIngress: [{ CidrIp: text, IpProtocol: text, FromPort: 1, ToPort: 2 }],
            SecurityGroupEgress: [{ CidrIp: text, IpProtocol: text }],
          }),
          FlowLog: resource('EC2::FlowLog', {
            ResourceId: { Ref: 'Vpc' },
            TrafficType: text,
            LogDestination: arn('Bucket'),
          }),
          Role: resource('IAM::Role', {
            Tags: [{ Key: 'hlz-workload', Value: text }],
            Policies: [{ PolicyDocument: { Statement: [statement] } }],
          }),
          Function: resource('Lambda::Function', {
            Role: arn('Role'),
            VpcConfig: { SubnetIds: [{ Ref: 'Subnet' }], SecurityGroupIds: [arn('Group')] },
            DeadLetterConfig: { TargetArn: arn('Queue') },
          }),
          Table: resource('DynamoDB::Table', {}, text),
          Bucket: resource('S3::Bucket', {
            ObjectLockEnabled: true,
            ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 1, Mode: text } } },
          }),
          Stream: resource('Kinesis::Stream', {}),
          Mapping: resource('Lambda::EventSourceMapping', {
            EventSourceArn: arn('Table'),
            FunctionName: { Ref: 'Function' },
          }),
          Key: resource('KMS::Key', {}),
          Topic: resource('SNS::Topic', { KmsMasterKeyId: arn('Key') }),
          Queue: resource('SQS::Queue', {}),
          Address: resource('SNS::Subscription', {
            TopicArn: { Ref: 'Topic' },
            Endpoint: text,
            Protocol: text,
          }),
          Schedule: resource('Scheduler::Schedule', {
            ScheduleExpression: text,
            Target: { Arn: arn('Function') },
          }),
          Alarm: resource('CloudWatch::Alarm', { AlarmActions: [{ Ref: 'Topic' }] }),
          Database: resource('RDS::DBInstance', { Engine: text, EngineVersion: text }),
          Api: resource('ApiGateway::RestApi', {
            EndpointConfiguration: { Types: [text] },
            SecurityPolicy: text,
            Body: { paths: { [`/${text}`]: { post: integration } } },
          }),
        },
      },
    ],
  ]);
}
