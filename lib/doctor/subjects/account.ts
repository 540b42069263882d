import type { Region } from '@aws-sdk/client-ec2';
import type { ZoneConfig } from '../../config/schema';
import { partitionOf } from '../../names';
import type { Answers, Caller } from '../answers';
import type { Finding } from '../finding';
import { ifSeen, teller } from '../finding';
import type { Look } from '../look';

type Zone = Pick<ZoneConfig, 'account' | 'region' | 'disasterRecovery'>;

/** Regions that a zone stands in. */
export function regionsOf({ region, disasterRecovery }: Omit<Zone, 'account'>): readonly string[] {
  const { secondRegion } = disasterRecovery;
  return secondRegion === 'none' ? [region] : [region, secondRegion];
}

/** Whether the Regions are open to the account. Where one is not, no other question has an answer. */
export function regions(zone: Zone, look: Look<readonly Region[]>): readonly Finding[] {
  return regionsOf(zone).flatMap((name) => {
    const tell = teller('account', `Region ${name}`);
    return ifSeen(look, tell.unknown, (all) => {
      const state = all.find(({ RegionName }) => RegionName === name)?.OptInStatus;
      if (state === 'opt-in-not-required' || state === 'opted-in') return tell.fine('Enabled.');
      return state === undefined
        ? tell.breaks(
            'AWS does not know this Region, or does not show it to this account.',
            'Name another one in the config, or ask AWS for access to it.',
          )
        : tell.breaks(
            `Not enabled for this account (${state}).`,
            `Enable it, \`aws account enable-region --region-name ${name}\`, wait until that is done (minutes to hours), and ask again; or name another Region in the config.`,
          );
    });
  });
}

/** Whether nothing can be asked of the Region of the zone, since it is closed. */
export function isClosed({ region }: Pick<Zone, 'region'>, look: Look<readonly Region[]>): boolean {
  if (!look.seen) return false;
  const state = look.value.find(({ RegionName }) => RegionName === region)?.OptInStatus;
  return state !== 'opt-in-not-required' && state !== 'opted-in';
}

/** Who asks: not the root user. */
export function callerFindings(
  { region }: Pick<Zone, 'region'>,
  { arn }: Caller,
): readonly Finding[] {
  const tell = teller('account', 'Credentials');
  const partition = arn.split(':')[1] ?? '';
  if (partition !== partitionOf(region)) {
    return [
      tell.breaks(
        `They are of the partition ${partition}, the Region ${region} is of ${partitionOf(region)}.`,
        'Log in to an account of that partition, or name a Region of this one in the config.',
      ),
    ];
  }
  if (!arn.endsWith(':root')) return [tell.fine(`Of ${arn}.`)];
  return [
    tell.look(
      'They are of the root user of the account.',
      'Use a role of a person, and lock the root user away: 45 CFR 164.312(a)(2)(i) wants a unique name for each who acts.',
    ),
  ];
}

/** The root user of the account. */
export function rootUser({ accountSummary }: Pick<Answers, 'accountSummary'>): readonly Finding[] {
  const tell = teller('account', 'Root user');
  return ifSeen(accountSummary, tell.unseen, ({ AccountMFAEnabled, AccountAccessKeysPresent }) => {
    // In a member of an organization that took the root credentials away there is nothing to protect.
    const open = [
      ...(AccountMFAEnabled === 1 ? [] : ['has no second factor']),
      ...((AccountAccessKeysPresent ?? 0) > 0 ? ['has access keys'] : []),
    ];
    if (open.length === 0) return tell.fine('Has a second factor, and no access keys.');
    return tell.look(
      `The root user ${open.join(' and ')}.`,
      'Sign in as root: delete its access keys and register a second factor, or have the organization remove root credentials. Security Hub and the conformance pack find it too.',
    );
  });
}

/** The role of RDS, which RDS makes itself, but not always in time for the first database. */
export function rdsRole(
  { database }: Pick<ZoneConfig, 'database'>,
  answers: Pick<Answers, 'rdsRole'>,
): readonly Finding[] {
  const tell = teller('account', 'Role AWSServiceRoleForRDS');
  if (!database.enabled) return [];
  return ifSeen(answers.rdsRole, tell.unseen, (role) =>
    role === undefined
      ? tell.look(
          'Not there: the first database of an account can fail while RDS makes it.',
          '`aws iam create-service-linked-role --aws-service-name rds.amazonaws.com`',
        )
      : tell.fine('It is there.'),
  );
}
