import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import { SERVICE_ROLE_PATH, zoneArn } from '../../names';
import { ZoneLogGroup } from '../base/zone-log-group';
import { ZoneRole } from '../base/zone-role';

/** Name that RDS gives it, one for the account and Region. */
const METRICS_LOG_GROUP = 'RDSOSMetrics';

export interface DatabaseMonitoringProps {
  readonly config: ZoneConfig;
  /** Key of the log group. */
  readonly key: IKey;
  readonly instanceIdentifier: string;
}

/**
 * Lets RDS write what the operating system of the database does. Our own role instead of
 * AmazonRDSEnhancedMonitoringRole: that one may also make log groups, without key and class.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export class DatabaseMonitoring extends Construct {
  readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: DatabaseMonitoringProps) {
    super(scope, id);
    const { config, key, instanceIdentifier } = props;
    const literalArn = zoneArn(config, 'logs', `log-group:${METRICS_LOG_GROUP}:*`);
    const logGroup =
      config.singletons.databaseMetricsLogGroup === 'create'
        ? new ZoneLogGroup(this, 'Logs', {
            config,
            key,
            retentionClass: 'operational',
            logGroupName: METRICS_LOG_GROUP,
          })
        : undefined;
    const role = new ZoneRole(this, 'Role', {
      path: SERVICE_ROLE_PATH,
      assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': config.account },
          ArnEquals: { 'aws:SourceArn': zoneArn(config, 'rds', `db:${instanceIdentifier}`) },
        },
      }),
      description: 'Enhanced monitoring of the database',
      statements: [
        // The group is there; the agent may ask for it all the same, and stop when it may not.
        new iam.PolicyStatement({
          sid: 'AskForTheLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [zoneArn(config, 'logs', `log-group:${METRICS_LOG_GROUP}`)],
        }),
        new iam.PolicyStatement({
          sid: 'WriteMetrics',
          actions: [
            'logs:CreateLogStream',
            'logs:PutLogEvents',
            'logs:DescribeLogStreams',
            'logs:GetLogEvents',
          ],
          resources: [logGroup?.logGroupArn ?? literalArn],
        }),
      ],
    });
    if (logGroup === undefined) {
      acknowledge(role.policy, {
        rules: ['AwsSolutions-IAM5'],
        finding: `Resource::${literalArn}`,
        reason:
          'Somebody else made the log group of the account, and its streams have ids that RDS chooses. It is the one log group of enhanced monitoring, and holds no PHI.',
        citation:
          'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html',
        review: '2027-11-22',
      });
    }
    this.role = role.fixed;
  }
}
