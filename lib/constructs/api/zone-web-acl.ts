import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { apiName, zoneArn } from '../../names';
import { ZoneLogGroup } from '../base/zone-log-group';
import { webAclRules } from './web-acl-rules';

export interface ZoneWebAclProps {
  readonly config: ZoneConfig;
  readonly logsKey: IKey;
  /** ARN of the stage that it stands before. */
  readonly stageArn: string;
}

/** What is replaced by a word wherever WAF shows a request: credentials, and what could identify a patient. */
const SECRET_HEADERS = [
  'authorization',
  'cookie',
  'x-amz-security-token',
  'x-hlz-on-behalf-of',
] as const;

/**
 * The web ACL before the API, and its log.
 *
 * It keeps no samples: anybody who may read the console would see headers of the last three hours.
 * Rules on SQL and scripts log what they matched, which in a body may be a sentence of a doctor:
 * bodies are protected for all outputs.
 * https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html
 */
export class ZoneWebAcl extends Construct {
  constructor(scope: Construct, id: string, props: ZoneWebAclProps) {
    super(scope, id);
    const { config, logsKey, stageArn } = props;
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name: apiName(config),
      description: `Before the API of zone ${config.name}`,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: shownAs(apiName(config)),
      rules: webAclRules(config.api.requestsPerAddress).map(
        ({ name, statement, action }, priority) => ({
          name,
          priority,
          statement,
          ...(action === 'block' ? { action: { block: {} } } : { overrideAction: { none: {} } }),
          visibilityConfig: shownAs(name),
        }),
      ),
      dataProtectionConfig: {
        dataProtections: [
          { field: { fieldType: 'BODY' }, action: 'SUBSTITUTION' },
          { field: { fieldType: 'QUERY_STRING' }, action: 'SUBSTITUTION' },
          {
            field: { fieldType: 'SINGLE_HEADER', fieldKeys: [...SECRET_HEADERS] },
            action: 'SUBSTITUTION',
          },
        ],
      },
    });
    new CfnWebACLAssociation(this, 'Association', {
      resourceArn: stageArn,
      webAclArn: webAcl.attrArn,
    });
    this.log(config, logsKey, webAcl);
  }

  private log(config: ZoneConfig, key: IKey, webAcl: CfnWebACL): void {
    // WAF takes no other beginning: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    const logGroupName = `aws-waf-logs-hlz-${config.name}`;
    const arn = zoneArn(config, 'logs', `log-group:${logGroupName}`);
    const group = new ZoneLogGroup(this, 'Logs', {
      config,
      key,
      logGroupName,
      retentionClass: 'operational',
    });
    const policy = new CfnResourcePolicy(this, 'LogDelivery', {
      policyName: `hlz-${config.name}-waf`,
      policyDocument: JSON.stringify(deliverTo(config, arn)),
    });
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: webAcl.attrArn,
      logDestinationConfigs: [arn],
      redactedFields: [
        ...SECRET_HEADERS.map((name) => ({ singleHeader: { Name: name } })),
        { queryString: {} },
      ],
    });
    // By name only: WAF refuses an ARN with `:*` behind it, which is what the group has.
    logging.node.addDependency(group, policy);
  }
}

/** Counted in CloudWatch under its name, without samples of requests. */
function shownAs(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}

/**
 * Lets the delivery of logs write into one log group. WAF would add the same to a policy that all
 * services of the account share, which ends at 5,120 characters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
function deliverTo(config: ZoneConfig, logGroupArn: string): unknown {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AWSLogDeliveryWrite',
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`${logGroupArn}:log-stream:*`],
        conditions: {
          StringEquals: { 'aws:SourceAccount': config.account },
          ArnLike: { 'aws:SourceArn': zoneArn(config, 'logs', '*') },
        },
      }),
    ],
  }).toJSON();
}
