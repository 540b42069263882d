import {
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Aws } from '../../zone/aws';
import { streamRecords } from '../../zone/ledger';
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
  /** Items, lines, records and objects, by kind of place. */
  readonly looked: Readonly<Record<Kind, number>>;
}

type Kind = 'tables' | 'logs' | 'stream' | 'ledger';

/**
 * Looks for canaries wherever the zone keeps something: every item of every table, every line of every log since
 * a time, every record of the audit stream, every object that has come into the ledger bucket since.
 */
export async function searched(
  aws: Pick<Aws, 'dynamo' | 'logs' | 'kinesis' | 's3'>,
  zone: { readonly streamName: string; readonly ledgerBucket: string },
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
  const Bucket = zone.ledgerBucket;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: aws.s3 }, { Bucket })) {
    for (const { Key = '', LastModified } of Contents) {
      if ((LastModified?.getTime() ?? since) < since - A_SECOND) continue;
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket, Key }));
      look('ledger', `the object ${Key}`, (await Body?.transformToString('latin1')) ?? '');
    }
  }
  return { found, looked };
}

/** Times of objects have no milliseconds. */
const A_SECOND = 1000;
