import { listOf } from '../reading/policy';
import type { Rule } from '../rule';
import { isSame, textOf, THIS_ACCOUNT, THIS_REGION } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

export const backupCopy: Rule = {
  name: 'BackupCopy',
  asks: 'Every plan that fills a backup vault copies its recovery points to another Region or account, so that they survive the loss of this one.',
  citations: ['164.308(a)(7)(ii)(B)'],
  types: ['AWS::Backup::BackupVault'],
  reads: ['AWS::Backup::BackupPlan'],
  find: (vault, zone) => {
    const plans = zone.ofType('AWS::Backup::BackupPlan').filter((plan) => fills(zone, plan, vault));
    if (plans.length === 0) return undefined;
    return plans
      .filter((plan) => !isCopied(zone, plan))
      .map(
        ({ path }) =>
          `No rule of ${path} has a copy action to a vault of another Region or account. Set disasterRecovery.secondRegion in config, or acknowledge this with the reason.`,
      );
  },
};

function rulesOf(plan: ResourceView): readonly unknown[] {
  return listOf(at(plan.properties, 'BackupPlan', 'BackupPlanRule'));
}

function fills(zone: ZoneView, plan: ResourceView, vault: ResourceView): boolean {
  return rulesOf(plan).some((rule) => {
    const target = at(rule, 'TargetBackupVault');
    return (
      isSame(zone.follow(plan, target), vault) || target === vault.properties['BackupVaultName']
    );
  });
}

function isCopied(zone: ZoneView, plan: ResourceView): boolean {
  return rulesOf(plan)
    .flatMap((rule) => listOf(at(rule, 'CopyActions')))
    .map((copy) => textOf(zone, plan, at(copy, 'DestinationBackupVaultArn')))
    .some((target) => target !== undefined && isElsewhere(zone, target));
}

/** A reference to a vault of the template, or an ARN of this Region and account, keeps the copy here. */
function isElsewhere({ expectations }: ZoneView, target: string): boolean {
  const [, region = '', account = ''] =
    /^arn:[^:]+:backup:([^:]+):([^:]+):backup-vault:.+$/.exec(target) ?? [];
  const here = [expectations.region, THIS_REGION];
  const ours = [expectations.account, THIS_ACCOUNT];
  return region !== '' && !(here.includes(region) && ours.includes(account));
}
