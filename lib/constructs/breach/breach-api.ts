import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { MAIL_CONFIGURATION } from '../../../lambda/breach/mail/mailer';
import type { ZoneConfig } from '../../config/schema';
import { zoneArn } from '../../names';
import type { AccessTables } from '../access/access-tables';
import { deskAccess, deskEnvironment } from '../access/desk-access';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { Callers } from '../identity/callers';
import { callerAccess, callerEnvironment } from '../identity/callers';
import { contactsEnvironment, deskSettings } from './breach-environment';
import type { BreachTables } from './breach-tables';

export type BreachApiProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly callers: Callers;
  readonly accessTables: AccessTables;
  readonly tables: BreachTables;
};

/** Answers what is asked of incidents and duties, and drafts notices. */
export class BreachApi extends ZoneFunction {
  constructor(scope: Construct, id: string, props: BreachApiProps) {
    const { config, intake, callers, accessTables, tables } = props;
    const { mail } = config.breach;
    super(scope, id, {
      ...props,
      name: 'breach-api',
      description: 'Incidents, their assessment, notices and clocks',
      environment: {
        ...producerEnvironment(intake),
        ...callerEnvironment(config, callers),
        ...deskEnvironment(config, accessTables),
        ...deskSettings(config),
        ...contactsEnvironment(config),
        REGISTER_TABLE: tables.register.tableName,
        ...(mail === 'off' ? {} : { MAIL_FROM: mail }),
      },
      statements: [
        ...producerStatements(config, intake),
        ...(mail === 'off' ? [] : [mailNotices(config, mail)]),
      ],
      tables: [
        ...callerAccess(callers),
        ...deskAccess(accessTables, { claims: false }),
        tables.changesOfRegister({ histories: true, indexes: ['byTenant'] }),
      ],
      // API Gateway waits for 29 seconds.
      timeout: Duration.seconds(29),
      memorySize: 1024,
    });
    acknowledgeOutside(this, props.network);
  }
}

/**
 * From this one address, whichever of the two Amazon SES has verified: it, or its domain; and by one
 * configuration set, for which SES asks as well.
 * https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-policies.html
 */
function mailNotices(config: ZoneConfig, from: string): PolicyStatement {
  const [, domain = ''] = from.split('@');
  return new PolicyStatement({
    sid: 'MailNotices',
    actions: ['ses:SendEmail'],
    resources: [
      ...[from, domain].map((identity) => `identity/${identity}`),
      `configuration-set/${MAIL_CONFIGURATION}`,
    ].map((resource) => zoneArn(config, 'ses', resource)),
    conditions: { StringEquals: { 'ses:FromAddress': from } },
  });
}
