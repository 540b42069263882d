import type { Construct } from 'constructs';
import { backUpTables } from '../constructs/archive/table-backup';
import { BreachAlert } from '../constructs/breach/breach-alert';
import { BreachApi } from '../constructs/breach/breach-api';
import { BreachClock } from '../constructs/breach/breach-clock';
import { BreachDetector } from '../constructs/breach/breach-detector';
import { BreachFindings } from '../constructs/breach/breach-findings';
import { BreachMetrics } from '../constructs/breach/breach-metrics';
import { BreachTables } from '../constructs/breach/breach-tables';
import { FindingRules } from '../constructs/breach/finding-rules';
import { IncidentTopics } from '../constructs/breach/incident-topics';
import { ZoneSchedules } from '../constructs/functions/zone-schedules';
import type { AccessStack } from './access-stack';
import type { FunctionStackProps } from './function-stack';
import { intakeOf, surroundingsOf } from './function-stack';
import type { IdentityStack } from './identity-stack';
import type { LedgerStack } from './ledger-stack';
import { ZoneStack } from './zone-stack';

export interface BreachStackProps extends FunctionStackProps {
  readonly identity: IdentityStack;
  readonly access: AccessStack;
  readonly ledger: LedgerStack;
}

/** Finds what may be a breach, keeps the register of incidents, counts down, tells. */
export class BreachStack extends ZoneStack {
  readonly topics: IncidentTopics;
  readonly detector: BreachDetector;
  readonly findings: BreachFindings;
  readonly clock: BreachClock;
  readonly alert: BreachAlert;
  readonly api: BreachApi;
  readonly metrics: BreachMetrics;

  constructor(scope: Construct, id: string, props: BreachStackProps) {
    super(scope, id, props, { description: 'Register of incidents, clocks', stateful: true });
    const { config, keys, archive, identity, access, ledger } = props;
    const { failureQueue, messagingKey } = surroundingsOf(props);
    const tables = new BreachTables(this, 'Tables', { config, key: keys.phi });
    backUpTables(this, { config, backup: archive.backup, tables: tables.all });
    this.topics = new IncidentTopics(this, 'Topics', { config, key: messagingKey, failureQueue });
    const common = { ...surroundingsOf(props), intake: intakeOf(props), tables };
    this.detector = new BreachDetector(this, 'Detector', {
      ...common,
      directory: identity.tables.directory,
      index: ledger.tables.index,
    });
    this.findings = new BreachFindings(this, 'Findings', common);
    const listener = this.findings.function;
    new FindingRules(this, 'FindingRules', { config, listener, failureQueue });
    this.clock = new BreachClock(this, 'Clock', common);
    this.alert = new BreachAlert(this, 'Alert', { ...common, topics: this.topics });
    this.api = new BreachApi(this, 'Api', {
      ...common,
      callers: identity.callers,
      accessTables: access.tables,
    });
    this.metrics = new BreachMetrics(this, 'Metrics', {
      config,
      detectorLog: this.detector.logGroup,
      clockLog: this.clock.logGroup,
    });
    new ZoneSchedules(this, 'Schedules', {
      config,
      of: 'breach',
      failureQueue,
      messagingKey,
      schedules: {
        CatchUp: {
          function: this.detector.function,
          everyMinutes: 1,
          input: { catchUp: true },
          description: 'Looks at what came while the stream was down, and at who had left',
        },
        Clock: {
          function: this.clock.function,
          everyMinutes: 60,
          input: { remind: true },
          description: 'Reminds of what is due',
        },
      },
    });
  }

  /** What alarms are about. */
  get watched() {
    const { detector, findings, clock, alert, topics, metrics } = this;
    const functions = {
      detector: detector.function,
      findings: findings.function,
      clock: clock.function,
      alert: alert.function,
    };
    return { functions, topics, metrics };
  }
}
