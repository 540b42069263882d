import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { ON_BEHALF_OF } from '../../../lambda/identity/authenticate';
import type { ZoneConfig } from '../../config/schema';
import { apiName, zoneArn } from '../../names';
import { LogGroupPolicy } from '../base/log-group-policy';
import { ZoneLogGroup } from '../base/zone-log-group';
import { webAclRules } from './web-acl-rules';

export interface ZoneWebAclProps {
  readonly config: ZoneConfig;
  readonly logsKey: IKey;
  /** ARN of the stage that it stands before. */
  readonly stageArn: string;
}

/** What is replaced by a word wherever WAF shows a request: credentials, and what could identify a patient. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-amz-security-token', ON_BEHALF_OF] as const;

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
    const policy = new LogGroupPolicy(this, 'LogDelivery', {
      config,
      policyName: `hlz-${config.name}-waf`,
      logGroupName,
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
