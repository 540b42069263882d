import { fieldsOf } from './json';
import type { Item, Value } from './table';

/**
 * Records of the stream of a DynamoDB table, as Lambda is given them.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export interface TableRecord {
  /** The same each time it is given. */
  readonly id: string;
  readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** What a batch that fails is reported by. */
  readonly sequenceNumber: string;
  /** When the table was changed, to the second: milliseconds since 1970. */
  readonly at: number;
  readonly before?: Item;
  readonly after?: Item;
}

/** What a function answers of a batch: the first record that it did not do, from which on all come again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Does what is to be done for each record, in their order. A batch stops at the first that fails: from there it
 * comes again.
 *
 * @param failed told of what kept it from being done
 */
export async function inTheirOrder(
  records: readonly unknown[],
  work: (record: unknown) => Promise<void>,
  failed: (error: unknown) => void,
): Promise<BatchAnswer> {
  for (const record of records) {
    try {
      await work(record);
    } catch (error) {
      failed(error);
      return { batchItemFailures: [{ itemIdentifier: sequenceNumberOf(record) }] };
    }
  }
  return { batchItemFailures: [] };
}

/** Whether an event is a batch of a table. */
export function isTableBatch(event: unknown): event is { readonly Records: readonly unknown[] } {
  const records: unknown = fieldsOf(event)['Records'];
  return (
    Array.isArray(records) &&
    records.length > 0 &&
    records.every((record) => fieldsOf(record)['eventSource'] === 'aws:dynamodb')
  );
}

/** One record; undefined when it cannot be read. */
export function readTableRecord(record: unknown): TableRecord | undefined {
  const { eventID: id, eventName: kind, dynamodb } = fieldsOf(record);
  const {
    SequenceNumber: sequenceNumber,
    ApproximateCreationDateTime: seconds,
    OldImage,
    NewImage,
  } = fieldsOf(dynamodb);
  if (kind !== 'INSERT' && kind !== 'MODIFY' && kind !== 'REMOVE') return undefined;
  if (typeof id !== 'string' || typeof sequenceNumber !== 'string') return undefined;
  if (typeof seconds !== 'number') return undefined;
  const [before, after] = [itemOf(OldImage), itemOf(NewImage)];
  return {
    id,
    kind,
    sequenceNumber,
    at: Math.round(seconds * 1000),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Where a batch has to begin again: the sequence number of a record, if only that can be read. */
export function sequenceNumberOf(record: unknown): string {
  const { SequenceNumber } = fieldsOf(fieldsOf(record)['dynamodb']);
  return typeof SequenceNumber === 'string' ? SequenceNumber : '';
}

/** An image in the JSON of DynamoDB; undefined when there is none, or it has what no table of ours has. */
function itemOf(image: unknown): Item | undefined {
  if (typeof image !== 'object' || image === null) return undefined;
  const pairs = Object.entries(image).map(([name, value]) => [name, valueOf(value)] as const);
  return pairs.some(([, value]) => value === undefined)
    ? undefined
    : Object.fromEntries(
        pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
}

function valueOf(attribute: unknown): Value | undefined {
  const { S, N, BOOL, L, M } = fieldsOf(attribute);
  if (typeof S === 'string') return S;
  if (typeof N === 'string') return Number(N);
  if (typeof BOOL === 'boolean') return BOOL;
  if (M !== undefined) return itemOf(M);
  if (!Array.isArray(L)) return undefined;
  const values = L.map(valueOf);
  const present = values.filter((value) => value !== undefined);
  return present.length === values.length ? present : undefined;
}
