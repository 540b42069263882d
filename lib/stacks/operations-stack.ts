import type { Construct } from 'constructs';
import { ApiAlarms } from '../constructs/operations/api-alarms';
import { archiveRoutes } from '../constructs/operations/archive-routes';
import { BackupAlarms } from '../constructs/operations/backup-alarms';
import { BreachAlarms } from '../constructs/operations/breach-alarms';
import { DatabaseAlarms } from '../constructs/operations/database-alarms';
import { DeliveryAlarms } from '../constructs/operations/delivery-alarms';
import { LedgerAlarms } from '../constructs/operations/ledger-alarms';
import { MalwareAlarms } from '../constructs/operations/malware-alarms';
import { PeopleAlarms } from '../constructs/operations/people-alarms';
import { PhiAlarms } from '../constructs/operations/phi-alarms';
import { ReplicationAlarms } from '../constructs/operations/replication-alarms';
import { alarmNames, leaveOutReckoned } from '../constructs/base/zone-alarm';
import { ZoneDashboard } from '../constructs/operations/zone-dashboard';
import { zoneGraphs } from '../constructs/operations/zone-graphs';
import type { ArchiveStack } from './archive-stack';
import type { BaselineStack } from './baseline-stack';
import type { DataStack } from './data-stack';
import type { GovernanceStack } from './governance-stack';
import type { Services } from './services';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface OperationsStackProps extends ZoneStackProps, Services {
  readonly archive: ArchiveStack;
  readonly baseline: BaselineStack;
  readonly governance: GovernanceStack;
  /** Undefined on an emulator, which cannot hold it. */
  readonly data: DataStack | undefined;
}

/** Says when a promise of the stacks above is no longer kept. */
export class OperationsStack extends ZoneStack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props, { description: 'Dashboard and alarms', stateful: false });
    const { config, archive, baseline, governance, data } = props;
    const { identity, access, ledger, phi, breach, api } = props;
    const database = data?.database;
    const { securityTopic, operationsTopic } = baseline;
    const told = { config, topic: operationsTopic };
    const topics = { config, securityTopic, operationsTopic };
    const deliveries = new DeliveryAlarms(this, 'Deliveries', {
      ...told,
      failureQueue: baseline.failureQueue,
      topics: {
        Security: { watched: securityTopic, toldThrough: operationsTopic },
        Operations: { watched: operationsTopic, toldThrough: securityTopic },
      },
      functions: { Baseline: baseline.function },
      trailLogGroup: governance.trailLogGroup,
    });
    const replication = new ReplicationAlarms(this, 'Replication', {
      ...told,
      routes: { ...archiveRoutes(archive), ...data?.routes },
    });
    const backup = new BackupAlarms(this, 'Backup', told);
    const databaseAlarms = database && new DatabaseAlarms(this, 'Database', { ...told, database });
    const scanned = data !== undefined && config.phiBucket.malwareProtection;
    const malware = scanned ? new MalwareAlarms(this, 'Malware', topics) : undefined;
    const people = new PeopleAlarms(this, 'People', {
      ...topics,
      metrics: identity.metrics,
      events: identity.events.function,
      alert: access.alert.function,
    });
    const { stream } = archive;
    const ledgerAlarms = new LedgerAlarms(this, 'Ledger', { ...topics, stream, ...ledger.watched });
    const phiAlarms = new PhiAlarms(this, 'Phi', { ...topics, ...phi.watched });
    const breachAlarms = new BreachAlarms(this, 'Breach', { ...topics, stream, ...breach.watched });
    const apiAlarms = new ApiAlarms(this, 'Api', { ...topics, metrics: api.metrics });
    leaveOutReckoned(this, config);
    new ZoneDashboard(this, 'Dashboard', {
      config,
      alarms: {
        Security: alarmNames(governance),
        People: alarmNames(people),
        Api: alarmNames(apiAlarms),
        Phi: alarmNames(phiAlarms),
        Ledger: alarmNames(ledgerAlarms),
        Breach: alarmNames(breachAlarms),
        Deliveries: alarmNames(deliveries),
        Replication: alarmNames(replication),
        Backup: alarmNames(backup),
        Database: alarmNames(databaseAlarms),
        Malware: alarmNames(malware),
      },
      graphs: zoneGraphs({
        failureQueue: baseline.failureQueue,
        stream,
        ledger: ledger.metrics,
        breach: breach.metrics,
        waiting: { sealed: ledgerAlarms.waiting, watched: breachAlarms.waiting },
        phi: phi.api.function,
        database,
      }),
    });
  }
}
