import { said } from '../reading/literals';
import { retentionClassOf } from '../reading/tags';
import type { Rule } from '../rule';
import { textOf } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';

/** Property, the values that lose nothing (undefined is the default of AWS), and what others do. */
interface Demand {
  readonly property: string;
  readonly good: readonly unknown[];
  readonly expected: string;
  readonly otherwise: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
const DEMANDS: readonly Demand[] = [
  {
    property: 'StartingPosition',
    good: ['TRIM_HORIZON'],
    expected: 'TRIM_HORIZON',
    otherwise: 'what came before is never read',
  },
  {
    property: 'FilterCriteria',
    good: [undefined],
    expected: 'none',
    otherwise: 'what does not match is dropped',
  },
  {
    property: 'MaximumRetryAttempts',
    good: [undefined, -1],
    expected: '-1',
    otherwise: 'what fails that often is dropped',
  },
  {
    property: 'MaximumRecordAgeInSeconds',
    good: [undefined, -1],
    expected: '-1',
    otherwise: 'what is older is dropped',
  },
  {
    property: 'ParallelizationFactor',
    good: [undefined, 1],
    expected: '1',
    otherwise: 'several calls at once break the order of a shard',
  },
  {
    property: 'Enabled',
    good: [undefined, true],
    expected: 'true',
    otherwise: 'records leave the stream unread',
  },
];

export const eventSourceLosesNothing: Rule = {
  name: 'EventSourceLosesNothing',
  asks: 'What reads a stream of audit records hands on every record, in order, until it is taken: no filter, no expiry, no limit of retries, no second call for a shard.',
  citations: ['164.312(b)', '164.312(c)(1)'],
  types: ['AWS::Lambda::EventSourceMapping'],
  find: (mapping, zone) => {
    if (!isOfAuditRecords(mapping, zone)) return undefined;
    return DEMANDS.filter(({ property, good }) => !good.includes(mapping.properties[property])).map(
      ({ property, good, expected, otherwise }) =>
        `${property} is ${said(mapping.properties[property])}, expected ${expected}: ${otherwise}. ${good.includes(undefined) ? 'Leave it out' : 'Set it'}.`,
    );
  },
};

/** A stream that is not of this zone, or cannot be read, may hold anything: it is taken for one. */
function isOfAuditRecords(mapping: ResourceView, zone: ZoneView): boolean {
  const { EventSourceArn: arn } = mapping.properties;
  const source = zone.follow(mapping, arn);
  if (source !== undefined) return retentionClassOf(source) === 'audit';
  const text = textOf(zone, mapping, arn);
  return text === undefined || /^arn:[\w-]+:kinesis:/.test(text);
}
