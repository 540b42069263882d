import type { Stack } from '@aws-sdk/client-cloudformation';
import type { ZoneConfig } from '../../config/schema';
import { backupRoleName, keyAlias, STACK_IDS, stackName, teardownRoleName } from '../../names';
import type { Answers } from '../answers';
import type { Finding } from '../finding';
import { ifSeen, some, teller } from '../finding';
import type { Look } from '../look';
import { owned, stacksOf } from '../owned';
import { dyingKeys } from './dying-keys';

/** What is there of this zone, or of an earlier one of its name. */
export function leftovers(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return [
    ...stacks(zone, answers),
    ...names(zone, answers),
    ...data(zone, answers),
    ...dyingKeys(answers),
    ...secondRegion(zone, answers),
  ];
}

function stacks(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('leftovers', `Stacks hlz-${zone.name}-*`);
  return ifSeen(answers.stacks, tell.unknown, (all) => {
    const found = stacksOf(zone, all);
    if (found.length === 0) return tell.fine('None: this is the first deploy.');
    const flawed = found.flatMap((stack) => stackFinding(zone, stack));
    const unread = answers.resources.seen ? [] : [tell.unknown(answers.resources)];
    if (flawed.length > 0) return [...unread, ...flawed];
    return [
      ...unread,
      tell.fine(`${found.length} of ${STACK_IDS.length} stand: the deploy updates them.`),
    ];
  });
}

const RUNNING = /^(?:CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/;

/** What is wrong with a stack of the zone, if anything is. */
function stackFinding(zone: ZoneConfig, stack: Stack): readonly Finding[] {
  const { StackName: name = '?', StackStatus: status = '?' } = stack;
  const tell = teller('leftovers', `Stack ${name}`);
  const command = (words: string): string =>
    `\`aws cloudformation ${words} --region ${zone.region} --stack-name ${name}\``;
  const isProtected = stack.EnableTerminationProtection === true;
  const remove = [
    ...(isProtected
      ? [command('update-termination-protection --no-enable-termination-protection')]
      : []),
    command('delete-stack'),
  ].join(', then ');
  if (!STACK_IDS.some((id) => stackName(zone, id) === name)) {
    return [
      tell.look(
        `This version makes no such stack (${status}).`,
        'Use the version that deployed it, or delete it if it is of no use.',
      ),
    ];
  }
  const environment = (stack.Tags ?? []).find(({ Key }) => Key === 'Environment')?.Value;
  if (environment !== undefined && environment !== zone.profile) {
    return [
      tell.breaks(
        `It is of a ${environment} zone, and config says ${zone.profile}. Keys, locks and retentions of a profile cannot be changed in place.`,
        'Give the zone another name, or take the old one down first.',
      ),
    ];
  }
  if (RUNNING.test(status)) return [];
  if (status === 'REVIEW_IN_PROGRESS') {
    return [
      tell.look(
        'Announced by a change set, never made. The deploy takes it over.',
        'Nothing; or delete it.',
      ),
    ];
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return [
      tell.breaks(
        `Somebody is at work on it right now (${status}).`,
        'Wait until that is done, and ask again.',
      ),
    ];
  }
  if (status === 'ROLLBACK_COMPLETE' && !isProtected) {
    return [
      tell.look(
        'Its first deploy failed and was rolled back. `cdk deploy` deletes it and starts again.',
        `Mend what failed, ${command('describe-stack-events')}, then deploy.`,
      ),
    ];
  }
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED') {
    return [
      tell.breaks(
        `Its first deploy failed (${status}).`,
        `Delete what is left as docs/bootstrap.md says (When the first deploy of Governance fails), then the stack: ${remove}.`,
      ),
    ];
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return [
      tell.breaks(
        'An update failed, and so did its roll-back.',
        `Mend what it names, then ${command('continue-update-rollback')}.`,
      ),
    ];
  }
  if (status === 'DELETE_FAILED') {
    return [
      tell.breaks(
        'It was to be deleted, and something of it would not go.',
        `Look which, ${command('describe-stack-events')}, mend it and delete again: ${remove}.`,
      ),
    ];
  }
  return [
    tell.breaks(
      `It is half made (${status}).`,
      `Roll it back, ${command('rollback-stack')}, or deploy again with --no-rollback.`,
    ),
  ];
}

/** A thing with a name that the next deploy wants for its own. */
interface Named {
  readonly type: string;
  readonly what: string;
  readonly name: string;
  readonly mend: string;
}

/** Names that a zone gives, of things that outlive a stack or can be deleted by halves. */
function names(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const vault = `hlz-${zone.name}`;
  return [
    ...collisions(answers, 'Backup vault', answers.vaults, (vaults) =>
      vaults
        .filter(({ BackupVaultName }) => BackupVaultName === vault)
        .map(({ NumberOfRecoveryPoints = 0, Locked }) => ({
          type: 'AWS::Backup::BackupVault',
          what: `the backup vault ${vault} with ${NumberOfRecoveryPoints} recovery points${Locked === true ? ', locked' : ''}`,
          name: vault,
          mend:
            NumberOfRecoveryPoints === 0
              ? `Delete it, \`aws backup delete-backup-vault --backup-vault-name ${vault}\`.`
              : "Its recovery points may be the last copy of patients' data: give the new zone another name, or wait until they have expired.",
        })),
    ),
    ...collisions(answers, 'Log groups', answers.logGroups, (groups) =>
      groups
        .flatMap(({ logGroupName }) => logGroupName ?? [])
        .filter((name) => zoneLogGroups(zone).includes(name))
        .map((name) => ({
          type: 'AWS::Logs::LogGroup',
          what: `the log group ${name}`,
          name,
          mend: `Export it if it must be kept, then \`aws logs delete-log-group --log-group-name ${name}\`; or give the new zone another name.`,
        })),
    ),
    ...collisions(answers, 'Key aliases', answers.aliases, (aliases) =>
      aliases
        .flatMap(({ AliasName }) => AliasName ?? [])
        .filter((name) => name.startsWith(keyAlias(zone, '')))
        .map((name) => ({
          type: 'AWS::KMS::Alias',
          what: `the alias ${name}`,
          name,
          mend: `Its key may be all that can read what an earlier zone kept. \`aws kms delete-alias --alias-name ${name}\` leaves the key; or give the new zone another name.`,
        })),
    ),
    ...collisions(answers, 'Roles', answers.zoneRoles, (roles) =>
      roles
        .flatMap(({ RoleName }) => RoleName ?? [])
        .filter((name) => zoneRoles(zone).includes(name))
        .map((name) => ({
          type: 'AWS::IAM::Role',
          what: `the role ${name}`,
          name,
          mend: `Delete it with its policies, or give the new zone another name.`,
        })),
    ),
  ];
}

/** Log groups that a zone names itself; a test compares them with its templates. */
export function zoneLogGroups({ name }: Pick<ZoneConfig, 'name'>): readonly string[] {
  return [
    `aws-waf-logs-hlz-${name}`,
    `hlz-${name}-sign-ins`,
    ...['postgresql', 'upgrade', 'iam-db-auth-error'].map(
      (log) => `/aws/rds/instance/hlz-${name}-phi/${log}`,
    ),
  ];
}

/** Roles that a zone names itself, likewise. */
export function zoneRoles(zone: Pick<ZoneConfig, 'name'>): readonly string[] {
  return [backupRoleName(zone), teardownRoleName(zone), `hlz-${zone.name}-phi-replication`];
}

function collisions<T>(
  answers: Answers,
  about: string,
  look: Look<readonly T[]>,
  named: (items: readonly T[]) => readonly Named[],
): readonly Finding[] {
  const tell = teller('leftovers', about);
  return ifSeen(look, tell.unknown, (items) => {
    const { has } = owned(answers);
    const foreign = named(items).filter(({ type, name }) => !has(type, name));
    if (foreign.length === 0) return tell.fine('None that no stack of this zone made.');
    return foreign.map(({ what, mend }) =>
      tell.breaks(
        `There is ${what}, which no stack of this zone made. The deploy cannot make another of that name.`,
        mend,
      ),
    );
  });
}

/** Buckets and tables have names of CloudFormation: they stand in nobody's way, and hold data. */
function data(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const ofZone = (name: string): boolean =>
    STACK_IDS.some((id) => name.startsWith(`${stackName(zone, id)}-`));
  const kept = (about: string, look: Look<readonly string[]>, type: string): readonly Finding[] => {
    const tell = teller('leftovers', about);
    return ifSeen(look, tell.unseen, (all) => {
      const { has } = owned(answers);
      const found = all.filter((name) => ofZone(name) && !has(type, name));
      if (found.length === 0) return tell.fine('None of an earlier zone.');
      return tell.look(
        `An earlier zone of this name left ${found.length}: ${some(found)}. They are not in the way, and the new zone does not read them.`,
        'Find out what they hold before anybody deletes them: records may have to be kept for six years (45 CFR 164.316(b)(2)(i)).',
      );
    });
  };
  const { buckets, tables } = answers;
  const bucketNames: Look<readonly string[]> = buckets.seen
    ? { seen: true, value: buckets.value.flatMap(({ Name }) => Name ?? []) }
    : buckets;
  return [
    ...kept('Buckets', bucketNames, 'AWS::S3::Bucket'),
    ...kept('Tables', tables, 'AWS::DynamoDB::Table'),
  ];
}

/** Stack, bucket and vault of the second Region. */
function secondRegion(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const { secondRegion: region } = zone.disasterRecovery;
  if (region === 'none') return [];
  const tell = teller('leftovers', `In ${region}`);
  return ifSeen(answers.secondStacks, tell.unknown, (all) => {
    const found = stacksOf(zone, all);
    const flawed = found.flatMap((stack) => stackFinding({ ...zone, region }, stack));
    if (flawed.length > 0 || found.length > 0) return flawed;
    return ifSeen(answers.secondVaults, tell.unknown, (vaults) => {
      const vault = `hlz-${zone.name}-replica`;
      const bucket = `hlz-${zone.name}-phi-replica-${zone.account}`;
      const there = [
        ...(vaults.some(({ BackupVaultName }) => BackupVaultName === vault)
          ? [`the vault ${vault}`]
          : []),
        ...(answers.buckets.seen && answers.buckets.value.some(({ Name }) => Name === bucket)
          ? [`the bucket ${bucket}`]
          : []),
      ];
      if (there.length === 0) return tell.fine('Nothing of an earlier zone.');
      return tell.breaks(
        `There is ${there.join(' and ')}, which no stack of this zone made. The deploy cannot make another of that name.`,
        "They may be the last copy of patients' data: give the new zone another name, or delete them once that is sure.",
      );
    });
  });
}
