import type { ConfigRule } from './config-rule';
import { AT_REST, GROUP_HEALTH_PLAN, RECORDED } from './citations';

/** Trails, logs and alarms. */
export const RECORD_RULES: readonly ConfigRule[] = [
  {
    name: 'api-gw-execution-logging-enabled',
    identifier: 'API_GW_EXECUTION_LOGGING_ENABLED',
    scope: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'],
    citations: { aws: ['164.312(b)'], steampipe: ['164.308(a)(1)(ii)(D)', '164.308(a)(6)(ii)'] },
  },
  {
    name: 'cloud-trail-cloud-watch-logs-enabled',
    identifier: 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED',
    citations: {
      aws: RECORDED,
      steampipe: [
        '164.308(a)(1)(ii)(D)',
        '164.308(a)(5)(ii)(C)',
        '164.308(a)(6)(ii)',
        '164.312(e)(2)(i)',
      ],
    },
  },
  {
    name: 'cloud-trail-encryption-enabled',
    identifier: 'CLOUD_TRAIL_ENCRYPTION_ENABLED',
    citations: {
      aws: AT_REST,
      steampipe: [
        ...GROUP_HEALTH_PLAN,
        '164.308(a)(1)(ii)(B)',
        '164.308(a)(1)(ii)(D)',
        '164.308(a)(4)(ii)(A)',
        '164.312(c)(1)',
        '164.312(c)(2)',
      ],
    },
  },
  {
    name: 'cloud-trail-log-file-validation-enabled',
    identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
    citations: {
      aws: ['164.312(c)(1)', '164.312(c)(2)'],
      steampipe: [
        '164.308(a)(1)(ii)(B)',
        '164.308(a)(1)(ii)(D)',
        '164.308(a)(5)(ii)(C)',
        '164.308(a)(6)(ii)',
        '164.312(b)',
      ],
    },
  },
  {
    name: 'cloudtrail-enabled',
    identifier: 'CLOUD_TRAIL_ENABLED',
    citations: {
      aws: [...RECORDED, '164.308(a)(5)(ii)(C)'],
      steampipe: [
        '164.308(a)(1)(ii)(A)',
        '164.308(a)(1)(ii)(D)',
        '164.308(a)(6)(ii)',
        '164.312(e)(2)(i)',
      ],
    },
  },
  {
    name: 'cloudtrail-s3-dataevents-enabled',
    identifier: 'CLOUDTRAIL_S3_DATAEVENTS_ENABLED',
    citations: {
      aws: RECORDED,
      steampipe: [
        '164.308(a)(1)(ii)(D)',
        '164.308(a)(6)(ii)',
        '164.312(a)(2)(i)',
        '164.312(e)(2)(i)',
      ],
    },
  },
  {
    name: 'cloudwatch-alarm-action-check',
    identifier: 'CLOUDWATCH_ALARM_ACTION_CHECK',
    parameters: {
      alarmActionRequired: 'true',
      insufficientDataActionRequired: 'false',
      okActionRequired: 'false',
    },
    departs:
      'AWS asks each alarm for an action when data is missing too. An alarm of the zone says by itself what missing data means.',
    scope: ['AWS::CloudWatch::Alarm'],
    citations: { aws: ['164.312(b)'], steampipe: ['164.308(a)(6)(i)'] },
  },
  {
    name: 'multi-region-cloudtrail-enabled',
    identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED',
    citations: {
      aws: RECORDED,
      steampipe: ['164.308(a)(1)(ii)(D)', '164.308(a)(6)(ii)', '164.312(e)(2)(i)'],
    },
  },
  {
    name: 'vpc-flow-logs-enabled',
    identifier: 'VPC_FLOW_LOGS_ENABLED',
    citations: {
      aws: RECORDED,
      steampipe: ['164.308(a)(1)(ii)(D)', '164.308(a)(6)(ii)', '164.312(c)(2)'],
    },
  },
  {
    name: 'wafv2-logging-enabled',
    identifier: 'WAFV2_LOGGING_ENABLED',
    citations: { aws: ['164.312(b)'], steampipe: ['164.308(a)(1)(ii)(D)', '164.308(a)(4)(ii)(A)'] },
  },
];
