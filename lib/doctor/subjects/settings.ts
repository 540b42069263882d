import type { PasswordPolicy } from '@aws-sdk/client-iam';
import type { ZoneConfig } from '../../config/schema';
import { keyAlias } from '../../names';
import type { Answers } from '../answers';
import type { Choice, Finding } from '../finding';
import { ifSeen, some, teller } from '../finding';

/** Account settings, each by its mode: what the Baseline stack would find, and do. */
export function settings(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return [
    ...publicAccessBlock(zone, answers),
    ...ebsEncryption(zone, answers),
    ...passwordPolicy(zone, answers),
    ...defaultGroups(zone, answers),
  ];
}

const enforce = (setting: string): Choice => ({
  section: 'accountSettings',
  setting,
  value: 'enforce',
});

const OFF_MEND = 'Choose enforce, or say in accountSettings.reasons why not.';

const BLOCKS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

function publicAccessBlock({ accountSettings }: ZoneConfig, answers: Answers): readonly Finding[] {
  const mode = accountSettings.s3PublicAccessBlock;
  const tell = teller('settings', 'accountSettings.s3PublicAccessBlock');
  const look = answers.publicAccessBlock;
  return ifSeen(look, mode === 'existing' ? tell.unknown : tell.unseen, (block) => {
    const open = BLOCKS.filter((flag) => block?.[flag] !== true);
    if (open.length === 0) return tell.fine(`All four blocks are on, and stay so (${mode}).`);
    const found = `${open.join(', ')}: off.`;
    const choice = enforce('s3PublicAccessBlock');
    if (mode === 'existing') {
      return tell.breaks(
        `${found} The mode existing fails the deploy.`,
        'Set it to enforce, or turn all four on first.',
        choice,
      );
    }
    if (mode === 'off') return tell.look(found, OFF_MEND, choice);
    const buckets = answers.buckets.seen ? answers.buckets.value.length : undefined;
    if (buckets === 0)
      return tell.fine(`${found} The deploy turns them on; there is no bucket yet.`);
    return tell.look(
      `${found} The deploy turns them on for every bucket of the account (${buckets ?? 'could not count'}).`,
      'Look for buckets that are public on purpose, such as web sites: they stop being so. Move them to another account first.',
    );
  });
}

function ebsEncryption(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const mode = zone.accountSettings.ebsDefaultEncryption;
  const tell = teller('settings', 'accountSettings.ebsDefaultEncryption');
  const look = answers.ebsEncryption;
  return ifSeen(look, mode === 'existing' ? tell.unknown : tell.unseen, (isOn) => {
    const choice = enforce('ebsDefaultEncryption');
    if (mode === 'existing') {
      if (isOn) return tell.fine('On, and stays as it is (existing).');
      return tell.breaks(
        'Off. The mode existing fails the deploy.',
        'Set it to enforce, or turn it on first.',
        choice,
      );
    }
    if (mode === 'off') {
      return isOn ? tell.fine('On, and not looked at (off).') : tell.look('Off.', OFF_MEND, choice);
    }
    const { ebsKey } = answers;
    if (!ebsKey.seen) return tell.unseen(ebsKey);
    const key = ebsKey.value;
    if (key === '' || key === 'alias/aws/ebs' || isZoneKey(zone, answers, key)) {
      return tell.fine(isOn ? 'On, and stays so.' : 'Off. The deploy turns it on.');
    }
    return tell.look(
      `${isOn ? 'On' : 'Off'}, with the key ${key}. The deploy makes the phi key of the zone the default of the Region.`,
      'If others start instances here, choose existing, or give their roles the phi key (docs/first-deploy.md).',
      isOn
        ? {
            section: 'accountSettings',
            setting: 'ebsDefaultEncryption',
            value: 'existing',
            reason:
              'Encryption of new volumes was found on, with another key than that of the zone.',
          }
        : undefined,
    );
  });
}

function isZoneKey(zone: ZoneConfig, { aliases }: Pick<Answers, 'aliases'>, key: string): boolean {
  const alias = keyAlias(zone, 'phi');
  return (
    aliases.seen &&
    aliases.value.some(
      ({ AliasName, TargetKeyId = '' }) =>
        AliasName === alias && TargetKeyId !== '' && key.endsWith(TargetKeyId),
    )
  );
}

/** At least as strict as the Baseline stack asks (lib/constructs/baseline/account-settings.ts). */
export const PASSWORD_LEAST = { length: 14, days: 90, former: 24 } as const;

/** What an IAM password policy lacks of that. */
function weaker(policy: PasswordPolicy): readonly string[] {
  const { MinimumPasswordLength = 0, MaxPasswordAge = 0, PasswordReusePrevention = 0 } = policy;
  const { length, days, former } = PASSWORD_LEAST;
  const kinds = [
    ['RequireSymbols', policy.RequireSymbols],
    ['RequireNumbers', policy.RequireNumbers],
    ['RequireUppercaseCharacters', policy.RequireUppercaseCharacters],
    ['RequireLowercaseCharacters', policy.RequireLowercaseCharacters],
    ['AllowUsersToChangePassword', policy.AllowUsersToChangePassword],
  ] as const;
  return [
    ...(MinimumPasswordLength < length ? [`length ${MinimumPasswordLength}, not ${length}`] : []),
    ...(MaxPasswordAge === 0 || MaxPasswordAge > days
      ? [`age ${MaxPasswordAge === 0 ? 'endless' : MaxPasswordAge}, not ${days} days`]
      : []),
    ...(PasswordReusePrevention < former
      ? [`${PasswordReusePrevention} former passwords refused, not ${former}`]
      : []),
    ...kinds.filter(([, isOn]) => isOn !== true).map(([name]) => `${name} off`),
  ];
}

function passwordPolicy({ accountSettings }: ZoneConfig, answers: Answers): readonly Finding[] {
  const mode = accountSettings.iamPasswordPolicy;
  const tell = teller('settings', 'accountSettings.iamPasswordPolicy');
  const look = answers.passwordPolicy;
  return ifSeen(look, mode === 'existing' ? tell.unknown : tell.unseen, (policy) => {
    const lacks = policy === undefined ? ['there is none'] : weaker(policy);
    if (lacks.length === 0) return tell.fine(`As strict as it must be, and stays so (${mode}).`);
    const found = `Weaker than it must be: ${lacks.join('; ')}.`;
    const choice = enforce('iamPasswordPolicy');
    if (mode === 'existing') {
      return tell.breaks(
        `${found} The mode existing fails the deploy.`,
        'Set it to enforce, or strengthen it first.',
        choice,
      );
    }
    if (mode === 'off') return tell.look(found, OFF_MEND, choice);
    const { accountSummary } = answers;
    const users = accountSummary.seen ? accountSummary.value.Users : undefined;
    if (users === 0) return tell.fine(`${found} The deploy strengthens it; there is no IAM user.`);
    return tell.look(
      `${found} The deploy strengthens it for all IAM users (${users ?? 'could not count'}).`,
      'Tell them: who has an older password than 90 days must change it at the next sign-in.',
    );
  });
}

function defaultGroups({ accountSettings }: ZoneConfig, answers: Answers): readonly Finding[] {
  const mode = accountSettings.otherDefaultSecurityGroups;
  const tell = teller('settings', 'accountSettings.otherDefaultSecurityGroups');
  const look = answers.defaultGroups;
  return ifSeen(look, mode === 'existing' ? tell.unknown : tell.unseen, (groups) => {
    const open = groups.filter(
      ({ IpPermissions = [], IpPermissionsEgress = [] }) =>
        IpPermissions.length + IpPermissionsEgress.length > 0,
    );
    if (open.length === 0) return tell.fine('None of another VPC has a rule.');
    const names = some(open.map(({ GroupId = '?', VpcId = '?' }) => `${GroupId} of ${VpcId}`));
    const found = `With rules: ${names}.`;
    const users = answers.defaultGroupUsers;
    if (!users.seen) return mode === 'existing' ? tell.unknown(users) : tell.unseen(users);
    const inUse = users.value.length;
    const remove = enforce('otherDefaultSecurityGroups');
    if (inUse === 0) {
      if (mode === 'enforce') {
        return tell.fine(`${found} Nothing uses them; the deploy removes their rules.`);
      }
      const mend =
        'Choose enforce: whatever is started there without a group of its own then reaches nothing.';
      return mode === 'existing'
        ? tell.breaks(
            `${found} The mode existing fails the deploy. Nothing uses them.`,
            mend,
            remove,
          )
        : tell.look(`${found} Nothing uses them.`, mend, remove);
    }
    const interfaces = `${inUse} network ${inUse === 1 ? 'interface' : 'interfaces'}`;
    const leave: Choice = {
      section: 'accountSettings',
      setting: 'otherDefaultSecurityGroups',
      value: 'off',
      reason: `Systems of the account still use default security groups (${interfaces}).`,
    };
    const told = `${found} In use by ${interfaces}`;
    const mend = 'Give what runs there groups of its own first, or set it to off with a reason.';
    if (mode === 'existing') {
      return tell.breaks(`${told}. The mode existing fails the deploy.`, mend, leave);
    }
    if (mode === 'enforce') return tell.look(`${told}, which the deploy cuts off.`, mend, leave);
    return tell.look(
      `${told}, and they stay as they are (off).`,
      'Give what runs there groups of its own, then choose enforce. Until then the conformance pack shows them red.',
    );
  });
}
