import type { ResourceView } from '../../../compliance/reading/zone-view';
import { textOf, THIS_ACCOUNT, THIS_REGION } from '../../../compliance/reading/value-text';
import { shown } from '../../inventories/reading/shown';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { LEADS } from './leads';

/** A way out of a resource, or into it, that no line of a picture stands for. */
export interface Beyond {
  readonly resource: ResourceView;
  /** `is copied`. */
  readonly does: string;
  /** Undefined outside of the zone. */
  readonly to: ResourceView | undefined;
  /** What the template calls the other end. */
  readonly called: string;
}

/**
 * What leads out of the zone, by every property that can, and what stays in it and has no line. What
 * cannot be read is outside: nobody can say that it is not.
 */
export function beyond(zone: EvidenceZone): readonly Beyond[] {
  return LEADS.flatMap(({ type, does, ends, drawn = true }) =>
    zone.ofType(type).flatMap((resource) =>
      ends(resource).flatMap((value): readonly Beyond[] => {
        const to = endOf(zone, resource, value);
        return to !== undefined && drawn
          ? []
          : [{ resource, does, to, called: shown(zone, resource, value) }];
      }),
    ),
  );
}

/** Properties by which resources are named, in ARNs too. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};

/** The resource of the zone that a value refers to or names, in the account and Region that an ARN says. */
export function endOf(
  zone: EvidenceZone,
  from: ResourceView,
  value: unknown,
): ResourceView | undefined {
  const text = textOf(zone, from, value) ?? '';
  const [prefix, , , region = '', account = '', ...rest] = text.split(':');
  if (prefix === 'arn' && !isOurs(zone, account)) return undefined;
  const [mentioned] = zone.mentioned(from, value);
  if (mentioned !== undefined) return mentioned;
  const name = (prefix === 'arn' ? rest.join(':') : text)
    .replace(/^(?:log-group|function|backup-vault):/, '')
    .replace(/^(?:table|stream)\//, '')
    .replace(/:\*$/, '');
  const isThere = (resource: ResourceView): boolean =>
    region === '' ||
    zone.regionOf(resource) === (region === THIS_REGION ? zone.regionOf(from) : region);
  return Object.entries(NAMES)
    .flatMap(([type, property]) =>
      zone.ofType(type).filter(({ properties }) => properties[property] === name),
    )
    .find(isThere);
}

/** Whether an account in an ARN is that of the zone; an ARN of S3 has none. */
export function isOurs({ expectations }: EvidenceZone, account: string): boolean {
  return account === '' || account === THIS_ACCOUNT || account === expectations.account;
}
