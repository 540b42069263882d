import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { tableStreamStatements } from '../base/table-access';
import { acknowledgeOutside } from '../functions/outside-network';
import { TableListener } from '../functions/table-listener';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { AccessTables } from './access-tables';

export type AccessAlertProps = FunctionSurroundings & {
  readonly tables: AccessTables;
  readonly securityTopic: ITopic;
};

/** Tells the security topic that a glass was broken, and of those that wait for a review. Never of whom. */
export class AccessAlert extends ZoneFunction {
  constructor(scope: Construct, id: string, props: AccessAlertProps) {
    const { config, tables, securityTopic, messagingKey, failureQueue } = props;
    super(scope, id, {
      ...props,
      name: 'access-alert',
      description: 'Tells of broken glasses',
      environment: {
        BROKEN_GLASS_TABLE: tables.brokenGlass.tableName,
        SECURITY_TOPIC: securityTopic.topicArn,
      },
      statements: [
        new PolicyStatement({
          sid: 'TellOfBrokenGlasses',
          actions: ['sns:Publish'],
          resources: [securityTopic.topicArn],
        }),
        new PolicyStatement({
          sid: 'EncryptWhatItTells',
          actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
          resources: [messagingKey.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `sns.${config.region}.amazonaws.com` } },
        }),
      ],
      tables: [{ table: tables.brokenGlass, uses: [], indexes: ['byUnreviewed'] }],
      lambdaStatements: tableStreamStatements(config, tables.brokenGlass),
      timeout: Duration.seconds(30),
    });
    acknowledgeOutside(this, props.network);
    // Also what was changed or taken away: no code of ours takes a glass away, and whoever does is told of.
    new TableListener(this, 'BrokenGlasses', {
      table: tables.brokenGlass,
      listener: this,
      batchSize: 10,
      failureQueue,
    });
  }
}
