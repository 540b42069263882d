import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import { SERVICE_ROLE_PATH, zoneArn } from '../../names';
import { ZoneRole } from '../base/zone-role';

export interface ApiGatewayLogRoleProps {
  readonly config: ZoneConfig;
}

/** The role with which API Gateway writes the logs of every API of the account in this Region. */
export class ApiGatewayLogRole extends Construct {
  constructor(scope: Construct, id: string, { config }: ApiGatewayLogRoleProps) {
    super(scope, id);
    const anyLogGroup = zoneArn(config, 'logs', '*');
    const role = new ZoneRole(this, 'Role', {
      path: SERVICE_ROLE_PATH,
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: 'Writes the logs of API Gateway',
      statements: [
        new iam.PolicyStatement({
          sid: 'WriteLogs',
          actions: [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:DescribeLogGroups',
            'logs:DescribeLogStreams',
            'logs:PutLogEvents',
            'logs:GetLogEvents',
            'logs:FilterLogEvents',
          ],
          resources: [anyLogGroup],
        }),
      ],
    });
    acknowledge(role.policy, {
      rules: ['AwsSolutions-IAM5'],
      finding: `Resource::${anyLogGroup}`,
      reason:
        'API Gateway names its log groups after the ids of APIs that do not exist yet, and refuses a role that lacks one of these actions. It is limited to logs of this account and Region.',
      citation: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
      review: '2027-11-22',
    });
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    account.node.addDependency(role.policy);
  }
}
