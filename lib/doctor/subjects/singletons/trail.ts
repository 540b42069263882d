import type { ZoneConfig } from '../../../config/schema';
import { trailName, zoneArn } from '../../../names';
import type { Answers, SeenTrail, Selectors } from '../../answers';
import type { Finding } from '../../finding';
import { ifSeen, some, teller } from '../../finding';
import { owned } from '../../owned';
import { judge, shortReason } from './judge';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const TRAILS_PER_REGION = 5;

/** Trails beside that of the zone: a second one is made, but paid for. */
export function trail(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const { mode, logGroupName } = zone.singletons.trail;
  const tell = teller('singletons', 'singletons.trail');
  return ifSeen(answers.trails, tell.unknown, (all) => {
    const name = trailName(zone);
    const here = all.filter(({ trail: { HomeRegion } }) => HomeRegion === zone.region);
    const isOurs = owned(answers).has('AWS::CloudTrail::Trail');
    const others = all.filter(
      ({ trail: { Name, HomeRegion } }) => !(isOurs && Name === name && HomeRegion === zone.region),
    );
    const best = others.toSorted((a, b) => lacksOf(a).length - lacksOf(b).length).at(0);
    const chosen = others.find(isOfOrganization) ?? best;
    const namesake = others.some(
      ({ trail: { Name, HomeRegion } }) => Name === name && HomeRegion === zone.region,
    );
    if (mode === 'create' && namesake) {
      return tell.breaks(
        `A trail ${name} is there that no stack of this zone made. A second one of that name fails the deploy.`,
        'Keep it as existing, or delete it once its records are safe.',
        choiceOf(
          zone,
          others.find(({ trail: { Name } }) => Name === name),
        ),
      );
    }
    if (mode === 'create' && !isOurs && here.length >= TRAILS_PER_REGION) {
      return tell.breaks(
        `${here.length} trails are there (${some(here.map(({ trail: { Name = '?' } }) => Name))}), and a Region takes ${TRAILS_PER_REGION}.`,
        'Set it to existing, or delete one of them.',
        choiceOf(zone, chosen),
      );
    }
    if (isOurs && mode === 'create') return tell.fine(`The trail ${name}. This zone made it.`);
    if (mode === 'create' && chosen !== undefined && !isUsable(chosen)) {
      return tell.fine(
        `${said(chosen)} Less than the zone would make: ${lacksOf(chosen).join(', ')}. The deploy makes its own beside it.`,
      );
    }
    const judged = judge(thingOf(zone, mode, chosen));
    const silent = mode === 'existing' && chosen !== undefined && logGroupName === undefined;
    return silent ? [judged, withoutAlarms(zone, chosen)] : judged;
  });
}

function thingOf(zone: ZoneConfig, mode: string, chosen: SeenTrail | undefined) {
  const lacks = chosen === undefined ? [] : lacksOf(chosen);
  return {
    setting: 'trail',
    mode,
    name: 'trail',
    isOurs: false,
    there: chosen === undefined ? undefined : said(chosen),
    lacks,
    reason: reasonOf(chosen),
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

function choiceOf(zone: ZoneConfig, chosen: SeenTrail | undefined) {
  return {
    section: 'singletons' as const,
    setting: 'trail',
    value: existingValue(zone, chosen),
    reason: shortReason(reasonOf(chosen)),
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
        choiceOf(zone, chosen),
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
  return isOfOrganization(seenTrail) || lacksOf(seenTrail).length === 0;
}

function said(seenTrail: SeenTrail): string {
  const { Name = '?', HomeRegion = '?' } = seenTrail.trail;
  const whose = isControlTower(seenTrail)
    ? ' of Control Tower'
    : isOfOrganization(seenTrail)
      ? ' of the organization'
      : '';
  return `The trail ${Name}${whose} is there, of ${HomeRegion}.`;
}

function reasonOf(chosen: SeenTrail | undefined): string {
  if (chosen === undefined) return 'A trail of this account was there before the zone.';
  return isOfOrganization(chosen)
    ? `The organization records all its accounts with the trail ${chosen.trail.Name ?? '?'}.`
    : `The trail ${chosen.trail.Name ?? '?'} was there before the zone and records all Regions.`;
}

/** What the trail of the zone has, and this one has not. */
function lacksOf({ trail: found, isLogging, selectors }: SeenTrail): readonly string[] {
  return [
    ...(isLogging.seen && !isLogging.value ? ['not running (switched off)'] : []),
    ...(found.IsMultiRegionTrail === true ? [] : ['no other Regions']),
    ...(found.IncludeGlobalServiceEvents === false ? ['no events of global services'] : []),
    ...(found.LogFileValidationEnabled === true ? [] : ['no validation of its log files']),
    ...(found.KmsKeyId === undefined ? ['no customer-managed key'] : []),
    ...(selectors.seen
      ? unrecorded(selectors.value)
      : ['perhaps not all events (could not be looked at)']),
  ];
}

const DATA = [
  ['AWS::S3::Object', 'no data events of S3'],
  ['AWS::Lambda::Function', 'no data events of Lambda'],
  ['AWS::DynamoDB::Table', 'no data events of DynamoDB'],
] as const;

function unrecorded(selectors: Selectors): readonly string[] {
  return [
    ...(recordsManagement(selectors) ? [] : ['not all management events']),
    ...DATA.filter(([type]) => !recordsData(selectors, type)).map(([, what]) => what),
  ];
}

function recordsManagement({ basic, advanced }: Selectors): boolean {
  return (
    basic.some(
      ({ IncludeManagementEvents, ReadWriteType }) =>
        IncludeManagementEvents !== false && (ReadWriteType ?? 'All') === 'All',
    ) ||
    advanced.some(
      ({ FieldSelectors = [] }) =>
        FieldSelectors.some(
          ({ Field, Equals }) =>
            Field === 'eventCategory' && Equals?.includes('Management') === true,
        ) && !FieldSelectors.some(({ Field }) => Field === 'readOnly'),
    )
  );
}

function recordsData({ basic, advanced }: Selectors, type: string): boolean {
  return (
    basic.some(({ DataResources = [] }) => DataResources.some(({ Type }) => Type === type)) ||
    advanced.some(({ FieldSelectors = [] }) =>
      FieldSelectors.some(
        ({ Field, Equals }) => Field === 'resources.type' && Equals?.includes(type) === true,
      ),
    )
  );
}
