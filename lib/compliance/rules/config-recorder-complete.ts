import { isGiven, objectsIn, said, unmet } from '../reading/literals';
import type { Rule } from '../rule';
import { at } from '../reading/zone-view';

const ALL_TYPES = 'ALL_SUPPORTED_RESOURCE_TYPES';
const CONTINUOUS = 'CONTINUOUS';

export const configRecorderComplete: Rule = {
  name: 'ConfigRecorderComplete',
  asks: 'AWS Config records every change of every resource type and delivers it, encrypted, into a bucket.',
  citations: ['164.308(a)(1)(ii)(D)', '164.308(a)(8)'],
  types: ['AWS::Config::ConfigurationRecorder'],
  reads: ['AWS::Config::DeliveryChannel'],
  find: ({ properties }, zone) => {
    const group = at(properties, 'RecordingGroup');
    const strategy = at(group, 'RecordingStrategy', 'UseOnly') ?? ALL_TYPES;
    const { RecordingMode: mode } = properties;
    const frequency = mode === undefined ? CONTINUOUS : at(mode, 'RecordingFrequency');
    const overrides = at(mode, 'RecordingModeOverrides') ?? [];
    const delivers = zone
      .ofType('AWS::Config::DeliveryChannel')
      .some((channel) =>
        ['S3BucketName', 'S3KmsKeyArn'].every((name) =>
          isGiven(zone, channel, channel.properties[name]),
        ),
      );
    return [
      ...unmet(properties, {
        'RecordingGroup.AllSupported': true,
        'RecordingGroup.IncludeGlobalResourceTypes': true,
      }),
      ...(at(group, 'ExclusionByResourceTypes') === undefined && strategy === ALL_TYPES
        ? []
        : ['RecordingGroup leaves resource types out. Record all of them.']),
      ...(frequency === CONTINUOUS
        ? []
        : [
            `RecordingMode.RecordingFrequency is ${said(frequency)}, expected ${CONTINUOUS}. Leave RecordingMode out.`,
          ]),
      ...(objectsIn(overrides)?.every((entry) => entry['RecordingFrequency'] === CONTINUOUS) ===
      true
        ? []
        : [
            'RecordingMode.RecordingModeOverrides records types less often than continuously. Remove it.',
          ]),
      ...(delivers
        ? []
        : [
            'The zone has no AWS::Config::DeliveryChannel with S3BucketName and S3KmsKeyArn. Add one: without it nothing is recorded.',
          ]),
    ];
  },
};
