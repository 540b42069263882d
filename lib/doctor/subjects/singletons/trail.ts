import type { ZoneConfig } from '../../../config/schema';
import { trailName, zoneArn } from '../../../names';
import type { Answers, SeenTrail } from '../../answers';
import type { Finding } from '../../finding';
import { ifSeen, some, teller } from '../../finding';
import { seen } from '../../look';
import { owned } from '../../owned';
import { unrecorded } from './event-selectors';
import {
  existing,
  judge,
  lacksOf,
  lessThan,
  mendOf,
  works,
  WORKS,
  type Thing,
  type Work,
} from './judge';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const TRAILS_PER_REGION = 5;

/** Trails beside that of the zone: a second one is made, but paid for. */
export function trail(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const { mode, logGroupName } = zone.singletons.trail;
  const tell = teller('singletons', 'singletons.trail');
  return ifSeen(answers.trails, tell.unknown, (all) => {
    const name = trailName(zone);
    const here = all.filter(({ trail: { HomeRegion } }) => HomeRegion === zone.region);
    const isNamedSo = ({ trail: { Name, HomeRegion } }: SeenTrail): boolean =>
      Name === name && HomeRegion === zone.region;
    const isOurs = owned(answers).has('AWS::CloudTrail::Trail');
    const others = all.filter((one) => !(isOurs && isNamedSo(one)));
    const namesake = others.find(isNamedSo);
    if (mode === 'create' && namesake !== undefined) {
      const thing = thingOf(zone, namesake);
      return tell.breaks(
        `A trail ${name} is there that no stack of this zone made. A second one of that name fails the deploy.${lessThan(lacksOf(thing))}`,
        mendOf(thing, 'Keep it as existing, or delete it once its records are safe.'),
        existing(thing),
      );
    }
    const chosen = others.toSorted(byUse)[0];
    const thing = thingOf(zone, chosen);
    if (mode === 'create' && !isOurs && here.length >= TRAILS_PER_REGION) {
      return tell.breaks(
        `${here.length} trails are there (${some(here.map(({ trail: { Name = '?' } }) => Name))}), and a Region takes ${TRAILS_PER_REGION}. ${thing.there ?? ''}${lessThan(lacksOf(thing))}`,
        `Delete one of them. Or: ${mendOf(thing, 'set it to existing.')}`,
        existing(thing),
      );
    }
    if (isOurs && mode === 'create') return tell.fine(`The trail ${name}. This zone made it.`);
    if (
      mode === 'create' &&
      thing.there !== undefined &&
      chosen !== undefined &&
      !isUsable(chosen)
    ) {
      return tell.fine(
        `${thing.there}${lessThan(lacksOf(thing))} The deploy makes its own beside it.`,
      );
    }
    const judged = judge(thing);
    const silent = mode === 'existing' && chosen !== undefined && logGroupName === undefined;
    return silent ? [judged, withoutAlarms(zone, chosen)] : judged;
  });
}

/** First what is seen to run, of that what is not of this account to change, of that the fullest. */
function byUse(a: SeenTrail, b: SeenTrail): number {
  return (
    Number(works(workOf(b))) - Number(works(workOf(a))) ||
    Number(isOfOrganization(b)) - Number(isOfOrganization(a)) ||
    lacksIn(a).length - lacksIn(b).length
  );
}

function thingOf(zone: ZoneConfig, chosen: SeenTrail | undefined): Thing {
  const { trail: setting, reasons } = zone.singletons;
  return {
    setting: 'trail',
    mode: setting.mode,
    name: 'trail',
    isOurs: false,
    there: chosen === undefined ? undefined : said(chosen, 'is there'),
    work: chosen === undefined ? WORKS : workOf(chosen),
    lacks: chosen === undefined ? [] : lacksIn(chosen),
    seenAs: chosen === undefined ? '' : said(chosen, 'was found'),
    reason: reasons.trail,
    ifCreated: {
      found:
        'The deploy makes a second one: management events are then paid for twice, and recorded in the archive of the zone too.',
      mend:
        logGroupHere(zone, chosen) === undefined
          ? 'Set it to existing, which gives up the alarms on the trail (its log group is not in this account and Region), or keep create and pay.'
          : 'Set it to existing, or keep create and pay.',
    },
    values: { existing: existingValue(zone, chosen), create: { mode: 'create' } },
  };
}

/** Alarms stand on a log group, which config must name. */
function withoutAlarms(zone: ZoneConfig, chosen: SeenTrail): Finding {
  const tell = teller('singletons', 'singletons.trail.logGroupName');
  const group = logGroupHere(zone, chosen);
  return group === undefined
    ? tell.look(
        'The trail has no log group in this account and Region: the zone has no alarm on what the trail sees.',
        'Have the trail write into a log group here, or set the mode to create.',
      )
    : tell.look(
        `The trail writes into the log group ${group}, which config does not name: the zone has no alarm on what it sees.`,
        `Name it, \`logGroupName: ${group}\`.`,
        existing(thingOf(zone, chosen)),
      );
}

function existingValue(zone: ZoneConfig, chosen: SeenTrail | undefined) {
  const logGroupName = logGroupHere(zone, chosen);
  return { mode: 'existing', ...(logGroupName === undefined ? {} : { logGroupName }) };
}

/** Log group of a trail, if it is in the account and Region of the zone. */
function logGroupHere(zone: ZoneConfig, chosen: SeenTrail | undefined): string | undefined {
  const start = zoneArn(zone, 'logs', 'log-group:');
  const arn = chosen?.trail.CloudWatchLogsLogGroupArn ?? '';
  return arn.startsWith(start) ? arn.slice(start.length).replace(/:\*$/, '') : undefined;
}

function isControlTower({ trail: { Name = '' } }: SeenTrail): boolean {
  return Name.startsWith('aws-controltower-');
}

function isOfOrganization(seenTrail: SeenTrail): boolean {
  return seenTrail.trail.IsOrganizationTrail === true || isControlTower(seenTrail);
}

/** Whether the zone could do with it: that of an organization is nobody's here to change. */
function isUsable(seenTrail: SeenTrail): boolean {
  return (
    works(workOf(seenTrail)) && (isOfOrganization(seenTrail) || lacksIn(seenTrail).length === 0)
  );
}

/** @param how `is there` for who reads it now, `was found` for who reads it later */
function said(seenTrail: SeenTrail, how: string): string {
  const { Name = '?', HomeRegion = '?' } = seenTrail.trail;
  const whose = isControlTower(seenTrail)
    ? ' of Control Tower'
    : isOfOrganization(seenTrail)
      ? ' of the organization'
      : '';
  return `The trail ${Name}${whose} ${how}, of ${HomeRegion}.`;
}

/** A trail does its work when it is on, its last log file arrived, and what it records was seen. */
function workOf({ status, selectors }: SeenTrail): Work {
  if (!status.seen) return status;
  const { IsLogging, LatestDeliveryError = '' } = status.value;
  if (IsLogging !== true) return seen('not running (switched off)');
  if (LatestDeliveryError !== '') {
    return seen(`not delivering (its last log file failed: ${LatestDeliveryError})`);
  }
  return selectors.seen ? WORKS : selectors;
}

/** What the trail of the zone has, and this one has not. */
function lacksIn({ trail: found, selectors }: SeenTrail): readonly string[] {
  return [
    ...(found.IsMultiRegionTrail === true ? [] : ['no other Regions']),
    ...(found.IncludeGlobalServiceEvents === true ? [] : ['no events of global services']),
    ...(found.LogFileValidationEnabled === true ? [] : ['no validation of its log files']),
    ...(found.KmsKeyId === undefined ? ['no customer-managed key'] : []),
    ...(selectors.seen
      ? unrecorded(selectors.value)
      : ['perhaps not all events (could not be looked at)']),
  ];
}
