import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ZoneConfig } from '../../config/schema';
import type { TrailAlarm } from './trail-alarm';
import { equals, events, notByADeploy } from './trail-patterns';

/** What would blind those who watch, these alarms among them. */
export function watchAlarms(config: ZoneConfig): readonly TrailAlarm[] {
  return [
    {
      // What 4.5 and 4.9 of the benchmark do not name.
      id: 'DetectionWeakened',
      meaning:
        'What the trail, AWS Config, GuardDuty, Security Hub, Macie or Access Analyzer look at was changed.',
      citation: '45 CFR 164.312(b)',
      pattern: FilterPattern.any(
        events('cloudtrail.amazonaws.com', ['PutEventSelectors', 'PutInsightSelectors']),
        events('config.amazonaws.com', ['DeleteConfigurationRecorder', 'DeleteConformancePack']),
        events('guardduty.amazonaws.com', ['DeleteDetector', 'UpdateDetector']),
        events('securityhub.amazonaws.com', ['BatchDisableStandards', 'DisableSecurityHub*']),
        events('macie2.amazonaws.com', ['DisableMacie', 'UpdateMacieSession']),
        events('access-analyzer.amazonaws.com', ['DeleteAnalyzer']),
      ),
    },
    {
      id: 'FindingsHidden',
      meaning: 'A filter, rule or list was made or changed that can hide findings.',
      citation: '45 CFR 164.308(a)(1)(ii)(D)',
      pattern: FilterPattern.any(
        events('guardduty.amazonaws.com', [
          'CreateFilter',
          'CreateIPSet',
          'CreateTrustedEntitySet',
          'UpdateFilter',
          'UpdateIPSet',
          'UpdateTrustedEntitySet',
        ]),
        events('securityhub.amazonaws.com', [
          'BatchUpdateStandardsControlAssociations',
          'CreateAutomationRule*',
          'UpdateStandardsControl',
        ]),
        events('macie2.amazonaws.com', ['CreateFindingsFilter', 'UpdateFindingsFilter']),
        events('access-analyzer.amazonaws.com', ['CreateArchiveRule', 'UpdateArchiveRule']),
      ),
    },
    {
      id: 'AlertingWeakened',
      meaning:
        'An alarm, a metric filter, a log group or an alert topic was changed by somebody else than a deploy.',
      citation: '45 CFR 164.308(a)(6)(ii)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          events('monitoring.amazonaws.com', [
            'DeleteAlarms',
            'DisableAlarmActions',
            'SetAlarmState',
            // Auto scaling keeps alarms of its own.
            FilterPattern.all(
              equals('eventName', 'PutMetricAlarm'),
              equals('requestParameters.alarmName', `hlz-${config.name}-*`),
            ),
          ]),
          events('logs.amazonaws.com', [
            'DeleteLogGroup',
            'DeleteLogStream',
            'DeleteMetricFilter',
            'DisassociateKmsKey',
            'PutMetricFilter',
          ]),
          events('sns.amazonaws.com', ['DeleteTopic', 'SetTopicAttributes', 'Unsubscribe']),
        ),
        notByADeploy(config),
      ),
    },
  ];
}
