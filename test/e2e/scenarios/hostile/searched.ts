import {
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { SEGMENTS } from '../../../../lambda/ledger/format/layout';
import { streamRecords } from '../../zone/ledger';
import type { Scene } from '../scene';
import { LOGS } from '../scene';
import { canariesIn } from './bodies/canary';

/** Where something of a call was found, and of which. */
export interface Found {
  readonly kind: Kind;
  /** Such as `the table hlz-…`. */
  readonly place: string;
  /** Numbers of calls; -1 of one that it does not tell. */
  readonly calls: readonly number[];
}

/** What was looked through, and what was found. */
export interface Searched {
  readonly found: readonly Found[];
  /** Items, lines, records, and leaves and objects, by kind of place. */
  readonly looked: Readonly<Record<Kind, number>>;
}

export type Kind = 'tables' | 'logs' | 'stream' | 'ledger';

/**
 * Looks for canaries wherever the zone keeps something: every item of every table, every line of every log since
 * a time, every record of the audit stream, every leaf of every log, every other object that has come into the
 * ledger bucket since.
 *
 * @throws TypeError when an object is no text: nothing would be found in what is packed
 */
export async function searched(
  { aws, zone, ledger }: Pick<Scene, 'aws' | 'zone' | 'ledger'>,
  since: number,
): Promise<Searched> {
  const found: Found[] = [];
  const looked = { tables: 0, logs: 0, stream: 0, ledger: 0 };
  const look = (kind: Kind, place: string, text: string): void => {
    looked[kind] += 1;
    const calls = canariesIn(text);
    if (calls.length > 0) found.push({ kind, place, calls });
  };
  for await (const { TableNames = [] } of paginateListTables({ client: aws.dynamo }, {})) {
    for (const TableName of TableNames) {
      for await (const { Items = [] } of paginateScan({ client: aws.dynamo }, { TableName })) {
        for (const item of Items) look('tables', `the table ${TableName}`, JSON.stringify(item));
      }
    }
  }
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: aws.logs }, {})) {
    for (const { logGroupName = '' } of logGroups) {
      const pages = paginateFilterLogEvents(
        { client: aws.logs },
        { logGroupName, startTime: since },
      );
      for await (const { events = [] } of pages) {
        for (const { message = '' } of events) look('logs', `the log ${logGroupName}`, message);
      }
    }
  }
  for (const [shard, records] of await streamRecords(aws, zone.streamName)) {
    for (const { data } of records) look('stream', `the audit stream, ${shard}`, data.toString());
  }
  for (const log of LOGS) {
    for (const { entries } of await ledger.segments(log)) {
      for (const entry of entries) look('ledger', `the log ${log}`, Buffer.from(entry).toString());
    }
  }
  const Bucket = zone.ledgerBucket;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: aws.s3 }, { Bucket })) {
    for (const { Key = '', LastModified } of Contents) {
      const isOlder = (LastModified?.getTime() ?? since) < since - A_SECOND;
      // Their leaves are looked at above.
      if (isOlder || Key.startsWith(SEGMENTS)) continue;
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket, Key }));
      const text = UTF_8.decode(await Body?.transformToByteArray());
      look('ledger', `the object ${Key}`, text);
    }
  }
  return { found, looked };
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
/** Times of objects have no milliseconds. */
const A_SECOND = 1000;
