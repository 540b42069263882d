import { Tags } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { TableShape } from '../../../lambda/shared/table';
import type { RetentionClass } from '../../compliance/reading/tags';
import { RETENTION_CLASS_TAG } from '../../compliance/reading/tags';
import type { FunctionName, ZoneConfig } from '../../config/schema';
import { WORKLOAD_TAG } from '../../names';
import { removalPolicy } from './removal-policy';

export interface ZoneTableProps {
  readonly config: ZoneConfig;
  /** What the code that uses it takes it for. */
  readonly shape: TableShape;
  readonly key: IKey;
  /**
   * The one workload that writes, whatever the policies of others say.
   *
   * @default - whoever has the right
   */
  readonly onlyWriter?: FunctionName;
}

/** A table of DynamoDB: paid by use, under our key, back to any second of the last 35 days. */
export class ZoneTable extends Table {
  /** Its key, for the statements of roles. */
  readonly key: IKey;

  constructor(scope: Construct, id: string, { config, shape, key, onlyWriter }: ZoneTableProps) {
    super(scope, id, {
      partitionKey: text(shape.partitionKey),
      ...(shape.sortKey === undefined ? {} : { sortKey: text(shape.sortKey) }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.profile === 'production',
      removalPolicy: removalPolicy(config),
      ...(shape.expires === undefined ? {} : { timeToLiveAttribute: shape.expires }),
      // What was and what is: who reads needs the one of what goes and the other of what comes.
      ...(shape.stream === true ? { stream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
      ...(onlyWriter === undefined ? {} : { resourcePolicy: denyWritesExceptBy(onlyWriter) }),
    });
    this.key = key;
    for (const [indexName, { partitionKey, sortKey }] of Object.entries(shape.indexes ?? {})) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partitionKey),
        ...(sortKey === undefined ? {} : { sortKey: text(sortKey) }),
      });
    }
    Tags.of(this).add(RETENTION_CLASS_TAG, 'phi' satisfies RetentionClass);
  }
}

/** Keys are text, in every table of ours. */
function text(name: string): { readonly name: string; readonly type: AttributeType } {
  return { name, type: AttributeType.STRING };
}

/** The workload is known by the tag of its role, as in the policy of the ledger bucket. */
function denyWritesExceptBy(workload: FunctionName): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        sid: 'DenyWritesByOthers',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: [
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
        ],
        // The table itself: it cannot name itself before it is there.
        resources: ['*'],
        conditions: { StringNotEquals: { [`aws:PrincipalTag/${WORKLOAD_TAG}`]: workload } },
      }),
    ],
  });
}
