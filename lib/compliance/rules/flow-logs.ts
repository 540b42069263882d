import { isCustomerKey } from '../reading/customer-key';
import type { Rule } from '../rule';
import { isSame, textOf } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';

export const flowLogs: Rule = {
  name: 'FlowLogs',
  asks: 'Every VPC logs all of its traffic, to a bucket or to a log group with a customer managed key.',
  citations: ['164.312(b)', '164.308(a)(1)(ii)(D)'],
  types: ['AWS::EC2::VPC'],
  reads: ['AWS::EC2::FlowLog'],
  find: (vpc, zone) =>
    zone
      .ofType('AWS::EC2::FlowLog')
      .some(
        (log) =>
          isSame(zone.follow(log, log.properties['ResourceId']), vpc) &&
          log.properties['ResourceType'] === 'VPC' &&
          log.properties['TrafficType'] === 'ALL' &&
          isKept(log, zone),
      )
      ? []
      : [
          'It has no flow log of all traffic to a bucket, or to a log group with a customer managed key. Add one with TrafficType ALL.',
        ],
};

function isKept(log: ResourceView, zone: ZoneView): boolean {
  const {
    LogDestinationType: kind = 'cloud-watch-logs',
    LogDestination: destination,
    LogGroupName: name,
  } = log.properties;
  if (kind === 's3') {
    return (
      zone.mentioned(log, destination).some(({ type }) => type === 'AWS::S3::Bucket') ||
      /^arn:[^:]+:s3:::[\w.-]+/.test(textOf(zone, log, destination) ?? '')
    );
  }
  if (kind !== 'cloud-watch-logs') return false;
  const group = zone.follow(log, destination ?? name);
  return (
    group?.type === 'AWS::Logs::LogGroup' &&
    isCustomerKey(zone, group, group.properties['KmsKeyId'])
  );
}
