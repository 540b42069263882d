import type { Construct } from 'constructs';
import { backUpTables } from '../constructs/archive/table-backup';
import { ZoneSchedules } from '../constructs/functions/zone-schedules';
import { AppClients } from '../constructs/identity/app-clients';
import type { Callers } from '../constructs/identity/callers';
import { Federation } from '../constructs/identity/federation';
import { IdentityEvents } from '../constructs/identity/identity-events';
import { IdentityKeys } from '../constructs/identity/identity-keys';
import { IdentityMetrics } from '../constructs/identity/identity-metrics';
import { IdentitySignIn } from '../constructs/identity/identity-sign-in';
import { IdentityTables } from '../constructs/identity/identity-tables';
import { MfaChanges } from '../constructs/identity/mfa-changes';
import { SignInLog } from '../constructs/identity/sign-in-log';
import { ZoneUserPool } from '../constructs/identity/user-pool';
import type { FunctionStackProps } from './function-stack';
import { intakeOf, surroundingsOf } from './function-stack';
import { ZoneStack } from './zone-stack';

/** Who signs in, and what is known of him. */
export class IdentityStack extends ZoneStack {
  readonly tables: IdentityTables;
  readonly userPool: ZoneUserPool;
  /** What functions of later stacks need to know who calls. */
  readonly callers: Callers;
  readonly events: IdentityEvents;
  readonly publicKeys: IdentityKeys;
  readonly signIn: IdentitySignIn;
  readonly metrics: IdentityMetrics;

  constructor(scope: Construct, id: string, props: FunctionStackProps) {
    super(scope, id, props, { description: 'User pool, directory and sessions', stateful: true });
    const { config, keys, archive } = props;
    const common = surroundingsOf(props);
    const { failureQueue, messagingKey } = common;
    const intake = intakeOf(props);

    this.tables = new IdentityTables(this, 'Tables', { config, key: keys.phi });
    backUpTables(this, { config, backup: archive.backup, tables: this.tables.all });

    const { directory, publicKeys } = this.tables;
    this.signIn = new IdentitySignIn(this, 'SignIn', { ...common, intake, directory });
    this.userPool = new ZoneUserPool(this, 'UserPool', { config, signIn: this.signIn.function });
    const userPoolId = this.userPool.pool.ref;
    const federation = new Federation(this, 'Federation', { config, userPoolId });
    const appClients = new AppClients(this, 'AppClients', { config, userPoolId });
    appClients.node.addDependency(federation);
    const { issuer } = this.userPool;
    this.callers = { tables: this.tables, appClients, issuer };

    this.events = new IdentityEvents(this, 'Events', {
      ...common,
      intake,
      issuer,
      tables: this.tables,
    });
    const listener = this.events.function;
    new SignInLog(this, 'SignInLog', { config, userPoolId, listener });
    new MfaChanges(this, 'MfaChanges', { config, listener, failureQueue });

    this.publicKeys = new IdentityKeys(this, 'Keys', { ...common, issuer, publicKeys });
    this.metrics = new IdentityMetrics(this, 'Metrics', {
      config,
      signInLog: this.signIn.logGroup,
      eventsLog: this.events.logGroup,
      keysLog: this.publicKeys.logGroup,
    });
    new ZoneSchedules(this, 'Schedules', {
      config,
      of: 'identity',
      failureQueue,
      messagingKey,
      schedules: {
        // Without a start it calls at once, when it is made.
        Keys: {
          function: this.publicKeys.function,
          everyMinutes: 15,
          input: {},
          description: 'Copies the public keys of the user pool',
        },
      },
    });
  }
}
