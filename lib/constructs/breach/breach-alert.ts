import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { tableStreamStatements } from '../base/table-access';
import { acknowledgeOutside } from '../functions/outside-network';
import { TableListener } from '../functions/table-listener';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import { deskSettings } from './breach-environment';
import type { BreachTables } from './breach-tables';
import type { IncidentTopics } from './incident-topics';

export type BreachAlertProps = FunctionSurroundings & {
  readonly tables: BreachTables;
  readonly topics: IncidentTopics;
};

/** Tells of what is written into the register, by how grave it is. Never of whom, nor what somebody wrote. */
export class BreachAlert extends ZoneFunction {
  constructor(scope: Construct, id: string, props: BreachAlertProps) {
    const { tables, topics, ...surroundings } = props;
    const { config, messagingKey, failureQueue } = surroundings;
    super(scope, id, {
      ...surroundings,
      name: 'breach-alert',
      description: 'Tells of incidents, and of what is due for them',
      environment: {
        ...deskSettings(config),
        LOW_TOPIC: topics.low.topicArn,
        MEDIUM_TOPIC: topics.medium.topicArn,
        HIGH_TOPIC: topics.high.topicArn,
      },
      statements: [
        new PolicyStatement({
          sid: 'TellOfIncidents',
          actions: ['sns:Publish'],
          resources: topics.all.map(({ topicArn }) => topicArn),
        }),
        new PolicyStatement({
          sid: 'EncryptWhatItTells',
          actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
          resources: [messagingKey.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `sns.${config.region}.amazonaws.com` } },
        }),
      ],
      lambdaStatements: tableStreamStatements(config, tables.register),
      timeout: Duration.seconds(30),
    });
    acknowledgeOutside(this, props.network);
    new TableListener(this, 'Entries', {
      table: tables.register,
      listener: this,
      batchSize: 10,
      failureQueue,
    });
  }
}
