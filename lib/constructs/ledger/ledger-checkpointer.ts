import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { LEDGER_FOLDER } from '../../../lambda/ledger/format/layout';
import { ledgerOrigin } from '../../names';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import { ledgerStatements } from '../archive/ledger-access';

export type LedgerCheckpointerProps = FunctionSurroundings & {
  readonly bucket: IBucket;
  /** Key of the bucket. */
  readonly auditKey: IKey;
  /** Ed25519 key that signs. */
  readonly checkpointKey: IKey;
};

/** Checks what is new in each log and signs it. */
export class LedgerCheckpointer extends ZoneFunction {
  constructor(scope: Construct, id: string, props: LedgerCheckpointerProps) {
    const { config, bucket, auditKey, checkpointKey } = props;
    super(scope, id, {
      ...props,
      name: 'ledger-checkpointer',
      description: 'Checks and signs the logs of the ledger',
      environment: {
        LEDGER_BUCKET: bucket.bucketName,
        LEDGER_ORIGIN: ledgerOrigin(config),
        CHECKPOINT_KEY_ARN: checkpointKey.keyArn,
      },
      statements: [
        ...ledgerStatements(
          { config, bucket, key: auditKey },
          {
            lists: [`${LEDGER_FOLDER}/`],
            reads: ['segments', 'checkpoints', 'zone'],
            writes: ['checkpoints', 'zone'],
          },
        ),
        new PolicyStatement({
          sid: 'Sign',
          actions: ['kms:Sign', 'kms:GetPublicKey'],
          resources: [checkpointKey.keyArn],
        }),
      ],
      // No longer than until the next run: the second would have to wait.
      timeout: Duration.minutes(1),
      memorySize: 512,
    });
    acknowledgeOutside(this, props.network);
  }
}
