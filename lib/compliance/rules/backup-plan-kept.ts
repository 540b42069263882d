import { objectsIn } from '../reading/literals';
import type { Rule } from '../rule';
import type { JsonObject, ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

/** What AWS Backup does when a rule says nothing: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
const DEFAULT_SCHEDULE = 'cron(0 5 ? * * *)';
/** Every day of every month and year, at any times of the day. */
const DAILY = /^cron\(\S+ \S+ (?:[*?]|\*\/1|1\/1) (?:\*|1\/1) [*?](?: \*)?\)$/;
const EVERY_HOURS = /^rate\((?:1 day|1 hour|(?<hours>\d{1,2}) hours)\)$/;

export const backupPlanKept: Rule = {
  name: 'BackupPlanKept',
  asks: 'A backup plan makes a recovery point at least every day, into a locked vault of the zone, and keeps it for as long as backups are kept.',
  citations: ['164.308(a)(7)(ii)(A)', '164.312(c)(1)'],
  types: ['AWS::Backup::BackupPlan'],
  reads: ['AWS::Backup::BackupVault'],
  find: (plan, zone) => {
    const rules = objectsIn(at(plan.properties, 'BackupPlan', 'BackupPlanRule'));
    if (rules === undefined) {
      return ['BackupPlanRule is missing or cannot be read. Write its rules out.'];
    }
    return [
      ...(!zone.expectations.permanent || rules.some(isDaily)
        ? []
        : [
            'No rule of it makes a recovery point every day. Add one with a ScheduleExpression such as cron(0 5 * * ? *).',
          ]),
      ...rules.flatMap((rule, index) =>
        [...wrongVault(zone, plan, rule), ...tooShort(zone, rule)].map(
          (problem) => `Rule ${index + 1}: ${problem}`,
        ),
      ),
    ];
  },
};

function isDaily({ ScheduleExpression: schedule = DEFAULT_SCHEDULE }: JsonObject): boolean {
  if (typeof schedule !== 'string') return false;
  const { hours = '1' } = EVERY_HOURS.exec(schedule)?.groups ?? {};
  return DAILY.test(schedule) || (EVERY_HOURS.test(schedule) && Number(hours) <= 24);
}

function wrongVault(zone: ZoneView, plan: ResourceView, rule: JsonObject): readonly string[] {
  const { TargetBackupVault: target } = rule;
  const vault =
    zone.follow(plan, target) ??
    zone
      .ofType('AWS::Backup::BackupVault')
      .find(
        ({ properties }) => typeof target === 'string' && properties['BackupVaultName'] === target,
      );
  return vault?.type === 'AWS::Backup::BackupVault' &&
    vault.properties['LockConfiguration'] !== undefined
    ? []
    : [
        'TargetBackupVault leads to no locked vault of this zone. Name the vault of the Archive stack.',
      ];
}

/** A locked vault refuses what is kept for less, at every run and without a finding. */
function tooShort({ expectations: { backupDays } }: ZoneView, rule: JsonObject): readonly string[] {
  const days = at(rule, 'Lifecycle', 'DeleteAfterDays');
  return typeof days === 'number' && days >= backupDays
    ? []
    : [`DeleteAfterDays of its Lifecycle is not at least ${backupDays}. Set it.`];
}
