import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneTable } from './zone-table';

/** What the port of a table (`lambda/shared/table.ts`) calls in DynamoDB. */
const ACTIONS = {
  get: 'dynamodb:GetItem',
  query: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
  /** Puts by the batch, without conditions. */
  batch: 'dynamodb:BatchWriteItem',
} as const;

/** What code does with a table. */
export interface TableAccess {
  readonly table: ZoneTable;
  readonly uses: readonly (keyof typeof ACTIONS)[];
  /**
   * Secondary indexes that it queries.
   *
   * @default - none
   */
  readonly indexes?: readonly string[];
}

/** The statements of a role for what its code does with tables. */
export function tableStatements(
  { region }: Pick<ZoneConfig, 'region'>,
  accesses: readonly TableAccess[],
): readonly PolicyStatement[] {
  return [...accesses.flatMap(useOf), ...keysOf(region, accesses)];
}

function useOf({ table, uses, indexes = [] }: TableAccess): readonly PolicyStatement[] {
  const { id } = table.node;
  return [
    ...(uses.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: `Use${id}`,
            actions: uses.map((use) => ACTIONS[use]),
            resources: [table.tableArn],
          }),
        ]),
    ...(indexes.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: `Search${id}`,
            actions: [ACTIONS.query],
            resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
          }),
        ]),
  ];
}

/**
 * DynamoDB decrypts the key of a table in the name of its caller, for a read as for a write.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
function keysOf(region: string, accesses: readonly TableAccess[]): readonly PolicyStatement[] {
  const keys = [...new Set(accesses.map(({ table }) => table.key))];
  if (keys.length === 0) return [];
  return [
    new PolicyStatement({
      sid: 'UseTheKeyOfTables',
      actions: ['kms:Decrypt'],
      resources: keys.map(({ keyArn }) => keyArn),
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
    }),
  ];
}

/** What Lambda does to read the stream of a table for a function, and its key, from outside any VPC. */
export function tableStreamStatements(
  { region }: Pick<ZoneConfig, 'region'>,
  { tableStreamArn, key }: ZoneTable,
): readonly PolicyStatement[] {
  if (tableStreamArn === undefined) throw new Error('a table without a stream');
  return [
    new PolicyStatement({
      sid: 'ReadTheStreamOfTheTable',
      // https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      resources: [tableStreamArn],
    }),
    new PolicyStatement({
      sid: 'DecryptTheStreamOfTheTable',
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
    }),
  ];
}
