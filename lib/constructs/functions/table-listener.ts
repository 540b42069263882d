import type { CfnEventSourceMappingProps } from 'aws-cdk-lib/aws-lambda';
import { CfnEventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ZoneTable } from '../base/zone-table';
import type { ZoneFunction } from './zone-function';

export type TableListenerProps = Required<Pick<CfnEventSourceMappingProps, 'batchSize'>> &
  Pick<CfnEventSourceMappingProps, 'filterCriteria'> & {
    /** Has a stream. */
    readonly table: ZoneTable;
    /** Called with what changes, and answers with the first record that it could not do (`lambda/shared/table-stream.ts`). */
    readonly listener: ZoneFunction;
    /** Where it is told what the stream itself has dropped after its day. */
    readonly failureQueue: IQueue;
  };

/** Until a record expires in the stream: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
const WITHOUT_END = -1;

/** Tells a function what changes in a table, in order: from the first record again that is not done, until it is. */
export class TableListener extends CfnEventSourceMapping {
  constructor(scope: Construct, id: string, props: TableListenerProps) {
    const { table, listener, failureQueue, ...rest } = props;
    super(scope, id, {
      ...rest,
      functionName: listener.function.functionArn,
      eventSourceArn: table.tableStreamArn,
      // Also what came before the mapping was there.
      startingPosition: StartingPosition.TRIM_HORIZON,
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: false,
      maximumRetryAttempts: WITHOUT_END,
      maximumRecordAgeInSeconds: WITHOUT_END,
      destinationConfig: { onFailure: { destination: failureQueue.queueArn } },
    });
  }
}
