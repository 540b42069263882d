import type { Item, Value } from '../../../../lambda/shared/table';

/** A record of the stream of a table, as Lambda is given it. */
export function tableRecord(
  kind: 'INSERT' | 'MODIFY' | 'REMOVE',
  sequenceNumber: string,
  image?: Item,
  before?: Item,
) {
  return {
    eventID: `event-${sequenceNumber}`,
    eventName: kind,
    eventSource: 'aws:dynamodb',
    dynamodb: {
      ApproximateCreationDateTime: 1_795_602_600,
      SequenceNumber: sequenceNumber,
      ...(image === undefined ? {} : { NewImage: imageOf(image) }),
      ...(before === undefined ? {} : { OldImage: imageOf(before) }),
    },
  };
}

function imageOf(item: Item): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, typed(value)]));
}

function typed(value: Value): unknown {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return isList(value) ? { L: value.map(typed) } : { M: imageOf(value) };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
