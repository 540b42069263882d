import type { ConfigurationRecorder, DeliveryChannel } from '@aws-sdk/client-config-service';
import type { ZoneConfig } from '../../../config/schema';
import type { Answers } from '../../answers';
import type { Finding } from '../../finding';
import { ifSeen, some, teller } from '../../finding';
import { seen } from '../../look';
import { owned } from '../../owned';
import { judge, WORKS, type Work } from './judge';

/** The recorder of AWS Config with its delivery channel, and the role with which it records. */
export function recorder(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return [...theRecorder(zone, answers), ...role(zone, answers)];
}

function theRecorder({ singletons }: ZoneConfig, answers: Answers): readonly Finding[] {
  const mode = singletons.configRecorder;
  const tell = teller('singletons', 'singletons.configRecorder');
  const { recorders, channels } = answers;
  return ifSeen(recorders, tell.unknown, (all) =>
    ifSeen(channels, tell.unknown, (delivery) => {
      // Recorders that a service made for itself stand beside the one of the account.
      const found = all.find(({ servicePrincipal }) => servicePrincipal === undefined);
      const [channel] = delivery;
      const isOurs = owned(answers).has('AWS::Config::ConfigurationRecorder');
      if (found === undefined && channel !== undefined && mode === 'create' && !isOurs) {
        return tell.breaks(
          `No recorder, but the delivery channel ${channel.name ?? '?'}. A Region takes one: a second one fails the deploy.`,
          `Delete it, \`aws configservice delete-delivery-channel --delivery-channel-name ${channel.name ?? '?'}\`, unless somebody is about to use it.`,
        );
      }
      return judge({
        setting: 'configRecorder',
        mode,
        name: 'recorder of AWS Config',
        isOurs,
        there: found === undefined ? undefined : said(found, 'is there'),
        work: found === undefined ? WORKS : workOf(found, channel, answers),
        lacks: found === undefined ? [] : unrecorded(found),
        seenAs: found === undefined ? '' : said(found, 'was found'),
        reason: singletons.reasons.configRecorder,
      });
    }),
  );
}

function isControlTower({ name = '', roleARN = '' }: ConfigurationRecorder): boolean {
  return name.startsWith('aws-controltower-') || roleARN.includes('aws-controltower-');
}

/** @param how `is there` for who reads it now, `was found` for who reads it later */
function said(found: ConfigurationRecorder, how: string): string {
  const whose = isControlTower(found) ? ' of Control Tower' : '';
  return `The recorder ${found.name ?? '?'}${whose} ${how}.`;
}

/** A recorder does its work when it is on, has somewhere to deliver to, and last could record. */
function workOf(
  { name }: ConfigurationRecorder,
  channel: DeliveryChannel | undefined,
  { recorderStatus }: Pick<Answers, 'recorderStatus'>,
): Work {
  if (channel === undefined) return seen('not delivering (no delivery channel)');
  if (!recorderStatus.seen) return recorderStatus;
  const status = recorderStatus.value.find((one) => one.name === name);
  if (status?.recording !== true) return seen('not running (stopped)');
  const { lastStatus, lastErrorCode = 'no code' } = status;
  return seen(
    lastStatus === 'Failure' ? `not recording (it last failed: ${lastErrorCode})` : undefined,
  );
}

function unrecorded({ recordingGroup, recordingMode }: ConfigurationRecorder): readonly string[] {
  const excluded = recordingGroup?.exclusionByResourceTypes?.resourceTypes ?? [];
  const onlySome = recordingGroup?.allSupported !== true && excluded.length === 0;
  const { recordingFrequency, recordingModeOverrides = [] } = recordingMode ?? {};
  const daily = recordingModeOverrides
    .filter((override) => override.recordingFrequency === 'DAILY')
    .flatMap(({ resourceTypes = [] }) => resourceTypes);
  return [
    ...(excluded.length > 0 ? [`not ${some(excluded)}`] : []),
    ...(onlySome ? [`not all types (${recordingGroup?.resourceTypes?.length ?? 0} of them)`] : []),
    ...(recordingGroup?.allSupported === true && recordingGroup.includeGlobalResourceTypes !== true
      ? ['no types of IAM (perhaps another Region records them)']
      : []),
    ...(recordingFrequency === 'DAILY' ? ['not continuous (daily)'] : []),
    ...(daily.length > 0 ? [`not continuous for ${some(daily)} (daily)`] : []),
  ];
}

function role({ singletons }: ZoneConfig, answers: Answers): readonly Finding[] {
  const mode = singletons.configServiceLinkedRole;
  const tell = teller('singletons', 'singletons.configServiceLinkedRole');
  if (mode === 'off' && willBeMade(singletons.configRecorder, answers)) {
    const isThere = answers.configRole.seen && answers.configRole.value !== undefined;
    const value = isThere ? 'existing' : 'create';
    return [
      tell.look(
        'The recorder of the zone, once it is made, acts with this role.',
        `Set it to ${value} together with configRecorder.`,
        { section: 'singletons', setting: 'configServiceLinkedRole', value },
      ),
    ];
  }
  return ifSeen(answers.configRole, tell.unknown, (found) => {
    const makes =
      singletons.configRecorder === 'create' || willBeMade(singletons.configRecorder, answers);
    if (found === undefined && mode === 'existing' && makes) {
      return tell.breaks(
        'No role AWSServiceRoleForConfig is there, and the recorder of the zone acts with it.',
        'Set it to create.',
        { section: 'singletons', setting: 'configServiceLinkedRole', value: 'create' },
      );
    }
    if (found === undefined && mode === 'existing') {
      return tell.fine(
        'No role AWSServiceRoleForConfig; the recorder of somebody else needs none.',
      );
    }
    return judge({
      setting: 'configServiceLinkedRole',
      mode,
      name: 'role AWSServiceRoleForConfig',
      isOurs: owned(answers).has('AWS::IAM::ServiceLinkedRole'),
      there: found === undefined ? undefined : 'The role AWSServiceRoleForConfig is there.',
      work: WORKS,
      lacks: [],
      seenAs: 'The role AWSServiceRoleForConfig was found, of which an account has one.',
      reason: singletons.reasons.configServiceLinkedRole,
    });
  });
}

/** Whether the recorder that config counts on is not there, and the zone is to make it instead. */
function willBeMade(mode: string, { recorders }: Pick<Answers, 'recorders'>): boolean {
  return (
    mode === 'existing' &&
    recorders.seen &&
    recorders.value.every(({ servicePrincipal }) => servicePrincipal !== undefined)
  );
}
