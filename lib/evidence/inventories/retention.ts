import { listOf } from '../../compliance/reading/policy';
import { retentionClassOf } from '../../compliance/reading/tags';
import type { ResourceView } from '../../compliance/reading/zone-view';
import { at } from '../../compliance/reading/zone-view';
import { selects } from '../../compliance/rules/backup-selected';
import type { EvidenceTable } from '../table';
import type { EvidenceZone } from '../zone/evidence-zone';
import type { InventoryProps } from './props';
import { keptOf } from './reading/kept';
import { sorted } from './reading/lists';
import { placeOf } from './reading/names';
import { shown } from './reading/shown';
import { storeTypeOf } from './reading/store-types';
import { daysText } from './reading/times';

/** How long every store keeps what is in it, what brings it back, and what keeps it from being lost. */
export function retention({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  return {
    id: 'retention',
    title: 'Retention and recovery',
    explains:
      'How long every store keeps what is in it, what locks it and what brings it back, as the templates set it. The class audit is for what must be kept six years (45 CFR 164.316(b)(2)(i)). An empty cell: the template sets nothing.',
    columns: [
      'Store',
      'Kind',
      'Class',
      'Kept',
      'Lock',
      'Life cycle',
      'Versions and recovery',
      'Backups',
      'Protected from deletion',
      'When its stack is deleted',
      'Termination protection of the stack',
    ],
    rows: sorted(
      zone.resources.flatMap((store) => {
        const type = storeTypeOf(store.type);
        return type === undefined ? [] : [storeRow(zone, store, type.kind)];
      }),
    ),
  };
}

function storeRow(zone: EvidenceZone, store: ResourceView, kind: string): readonly string[] {
  const stack = zone.stacks.find(({ name }) => name === store.stack);
  const { kept, lock = '', life = '', recovery = '', guard = '' } = keptOf(zone, store);
  return [
    placeOf(store),
    kind,
    retentionClassOf(store) ?? '',
    kept,
    lock,
    life,
    recovery,
    backupsText(zone, store),
    guard,
    zone.deletionPolicy(store),
    stack?.terminationProtection === true ? 'yes' : 'no',
  ];
}

/** Backups that a plan of the zone makes of a store: `hlz-mercy: Daily, 35 days; Monthly, 2192 days`. */
function backupsText(zone: EvidenceZone, store: ResourceView): string {
  return zone
    .ofType('AWS::Backup::BackupSelection')
    .filter((selection) => selects(zone, selection, store))
    .flatMap((selection) => zone.follow(selection, selection.properties['BackupPlanId']) ?? [])
    .map((plan) => {
      const body = plan.properties['BackupPlan'];
      const rules = listOf(at(body, 'BackupPlanRule')).map((rule) => ruleText(zone, plan, rule));
      return `plan ${shown(zone, plan, at(body, 'BackupPlanName'))}: ${rules.join('; ')}`;
    })
    .join(' | ');
}

function ruleText(zone: EvidenceZone, plan: ResourceView, rule: unknown): string {
  const days = at(rule, 'Lifecycle', 'DeleteAfterDays');
  const copies = listOf(at(rule, 'CopyActions')).map(
    (copy) => `copied to ${shown(zone, plan, at(copy, 'DestinationBackupVaultArn'))}`,
  );
  return [
    String(at(rule, 'RuleName')),
    days === undefined ? 'kept until deleted' : `kept ${daysText(days)}`,
    ...(at(rule, 'EnableContinuousBackup') === true ? ['to any second'] : []),
    ...copies,
  ].join(', ');
}
