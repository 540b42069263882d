import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import { WORKLOAD_ROLE_PATH } from '../../names';
import { sendTraces } from './function-permissions';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const NETWORK_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * What Lambda needs to run any function in a VPC and has no resource to name: one policy for all of
 * them, so that the wildcard is looked at once.
 */
export class FunctionRuntime extends ManagedPolicy {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      path: WORKLOAD_ROLE_PATH,
      description: 'What Lambda does for any function in the VPC: network interfaces and traces',
      statements: [
        sendTraces(),
        new PolicyStatement({
          sid: 'StandInTheVpc',
          actions: NETWORK_INTERFACES,
          resources: ['*'],
        }),
        // Only Lambda makes interfaces. Calls of the code carry this key, those of Lambda do not:
        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
        new PolicyStatement({
          sid: 'DenyInterfacesToTheCode',
          effect: Effect.DENY,
          actions: NETWORK_INTERFACES,
          resources: ['*'],
          conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
        }),
      ],
    });
    acknowledge(this, {
      rules: ['AwsSolutions-IAM5'],
      finding: 'Resource::*',
      reason:
        'X-Ray has no resource to name, and the network interfaces of a function do not exist before Lambda makes them. The code of a function is denied what Lambda does for it there.',
      citation:
        'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions',
      review: '2027-11-22',
    });
  }
}
