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
   * The workloads that write, whatever the policies of others say.
   *
   * @default - whoever has the right
   */
  readonly onlyWriters?: FunctionName | readonly FunctionName[];
  /**
   * Whether nobody at all takes an item away: one that is there stays.
   *
   * @default false
   */
  readonly keepsEverything?: boolean;
}

/** A table of DynamoDB: paid by use, under our key, back to any second of the last 35 days. */
export class ZoneTable extends Table {
  /** Its key, for the statements of roles. */
  readonly key: IKey;

  constructor(scope: Construct, id: string, props: ZoneTableProps) {
    const { config, shape, key } = props;
    const denials = denialsOf(props);
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
      ...(denials.length === 0
        ? {}
        : { resourcePolicy: new iam.PolicyDocument({ statements: denials }) }),
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

const DELETIONS = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PartiQLDelete'];

/** Workloads are known by the tag of their role, as in the policy of the ledger bucket. */
function denialsOf({
  onlyWriters,
  keepsEverything = false,
}: ZoneTableProps): iam.PolicyStatement[] {
  return [
    ...(onlyWriters === undefined
      ? []
      : [
          deny(
            'DenyWritesByOthers',
            [
              ...DELETIONS,
              'dynamodb:PartiQLInsert',
              'dynamodb:PartiQLUpdate',
              'dynamodb:PutItem',
              'dynamodb:UpdateItem',
            ],
            { StringNotEquals: { [`aws:PrincipalTag/${WORKLOAD_TAG}`]: onlyWriters } },
          ),
        ]),
    // A batch of writes can hold deletions, and says not whether it does.
    ...(keepsEverything ? [deny('DenyDeletion', DELETIONS, {})] : []),
  ];
}

function deny(
  sid: string,
  actions: readonly string[],
  conditions: iam.Conditions,
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: [...actions],
    // The table itself: it cannot name itself before it is there.
    resources: ['*'],
    conditions,
  });
}
