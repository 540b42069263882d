import type { Construct } from 'constructs';
import { AccessAlert } from '../constructs/access/access-alert';
import { AccessApi } from '../constructs/access/access-api';
import { AccessTables } from '../constructs/access/access-tables';
import { backUpTables } from '../constructs/archive/table-backup';
import { ZoneSchedules } from '../constructs/functions/zone-schedules';
import type { FunctionStackProps } from './function-stack';
import { intakeOf, surroundingsOf } from './function-stack';
import type { IdentityStack } from './identity-stack';
import { ZoneStack } from './zone-stack';

export interface AccessStackProps extends FunctionStackProps {
  readonly identity: IdentityStack;
}

/** Who may do what, and what he did in an emergency. */
export class AccessStack extends ZoneStack {
  readonly tables: AccessTables;
  readonly api: AccessApi;
  readonly alert: AccessAlert;

  constructor(scope: Construct, id: string, props: AccessStackProps) {
    super(scope, id, props, { description: 'Care teams, approvals, broken glass', stateful: true });
    const { config, keys, archive, baseline, identity } = props;
    const common = surroundingsOf(props);

    this.tables = new AccessTables(this, 'Tables', { config, key: keys.phi });
    const { tables } = this;
    backUpTables(this, { config, backup: archive.backup, tables: tables.all });
    this.api = new AccessApi(this, 'Api', {
      ...common,
      intake: intakeOf(props),
      callers: identity.callers,
      tables,
      phiKey: keys.phi,
      pseudonymKey: keys.pseudonym,
    });
    this.alert = new AccessAlert(this, 'Alert', {
      ...common,
      tables,
      securityTopic: baseline.securityTopic,
    });
    new ZoneSchedules(this, 'Schedules', {
      config,
      of: 'access',
      failureQueue: common.failureQueue,
      messagingKey: common.messagingKey,
      schedules: {
        Reminder: {
          function: this.alert.function,
          everyMinutes: 24 * 60,
          input: { remind: true },
          description: 'Tells of broken glasses that wait for a review',
        },
      },
    });
  }
}
