import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { awsClientDefaults } from '../../shared/aws-clients';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { snsAlerts } from '../stores/sns-alerts';
import { ACCESS_TABLES } from '../tables';
import { createHandler } from './create-handler';

const { SECURITY_TOPIC, BROKEN_GLASS_TABLE } = readSettings(process.env, [
  'SECURITY_TOPIC',
  'BROKEN_GLASS_TABLE',
]);

/** Tells the security team of broken glasses, and of those that nobody reviews. */
export const handler = createHandler({
  alerts: snsAlerts(new SNSClient(awsClientDefaults), SECURITY_TOPIC),
  brokenGlass: dynamoTable(
    new DynamoDBClient(dynamoClientDefaults),
    BROKEN_GLASS_TABLE,
    ACCESS_TABLES.brokenGlass,
  ),
  now: Date.now,
  log: consoleLogger,
});
