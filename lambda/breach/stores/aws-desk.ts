import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { Access } from '../../access/create-access';
import { awsClientDefaults } from '../../shared/aws-clients';
import type { Environment } from '../../shared/settings';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { dynamoTransaction } from '../../shared/stores/dynamo-transaction';
import type { Desk } from '../api/create-handler';
import { createDuties } from '../clocks/create-duties';
import { duesOf } from '../clocks/dues';
import { createRegister } from '../register/create-register';
import { readDeskSettings, readContacts } from '../settings';
import { BREACH_TABLES } from '../tables';
import { sesMailer } from './ses-mailer';

/** A letter that is tried often comes often, and API Gateway waits for 29 seconds. */
const mailClientDefaults = {
  ...awsClientDefaults,
  maxAttempts: 2,
  requestHandler: { ...awsClientDefaults.requestHandler, requestTimeout: 4000 },
} as const;

/**
 * Register, duties and mail over AWS: clients once a container.
 *
 * @param access whose ledger and log they write to
 * @throws SettingError that names all that is missing
 */
export function awsDesk(
  environment: Environment,
  { trail, log }: Pick<Access, 'trail' | 'log'>,
): Desk {
  const read = readSettings(environment, ['REGISTER_TABLE', 'BREACH_SETTINGS', 'BREACH_CONTACTS']);
  const settings = readDeskSettings(read.BREACH_SETTINGS);
  const contacts = readContacts(read.BREACH_CONTACTS);
  const dynamo = new DynamoDBClient(dynamoClientDefaults);
  const { MAIL_FROM: from } = environment;
  const common = {
    register: dynamoTable(dynamo, read.REGISTER_TABLE, BREACH_TABLES.register),
    transact: dynamoTransaction(dynamo, { register: read.REGISTER_TABLE }),
    trail,
    settings,
    now: Date.now,
    log,
  };
  return {
    register: createRegister(common),
    duties: createDuties(common),
    ...(from === undefined
      ? {}
      : { mailer: sesMailer(new SESv2Client(mailClientDefaults), { from }) }),
    duesOf,
    settings,
    contacts,
    now: Date.now,
    random: randomBytes,
  };
}
