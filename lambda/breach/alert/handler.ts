import { SNSClient } from '@aws-sdk/client-sns';
import { awsClientDefaults } from '../../shared/aws-clients';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { readDeskSettings } from '../settings';
import { snsTopics } from '../stores/sns-topics';
import { createHandler } from './create-handler';

const { LOW_TOPIC, MEDIUM_TOPIC, HIGH_TOPIC, BREACH_SETTINGS } = readSettings(process.env, [
  'LOW_TOPIC',
  'MEDIUM_TOPIC',
  'HIGH_TOPIC',
  'BREACH_SETTINGS',
]);

/** Tells people of incidents, of what is due for them, and of what somebody did to their register. */
export const handler = createHandler({
  alerts: snsTopics(new SNSClient(awsClientDefaults), {
    low: LOW_TOPIC,
    medium: MEDIUM_TOPIC,
    high: HIGH_TOPIC,
  }),
  settings: readDeskSettings(BREACH_SETTINGS),
  now: Date.now,
  log: consoleLogger,
});
