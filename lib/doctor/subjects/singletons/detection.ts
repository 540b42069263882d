import type { DetectorFeatureConfigurationResult } from '@aws-sdk/client-guardduty';
import { hasMacie } from '../../../config/region-gaps';
import type { ZoneConfig } from '../../../config/schema';
import { partitionOf } from '../../../names';
import type { Answers, SeenDetector, SeenHub } from '../../answers';
import type { Finding } from '../../finding';
import { ifSeen, teller } from '../../finding';
import { owned } from '../../owned';
import { seen, type Look } from '../../look';
import { judge, WORKS, type Work } from './judge';
import { administeredBy } from './reason';

/** GuardDuty, Security Hub and Macie: each once for an account and Region. */
export function detection(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return [...guardDuty(zone, answers), ...securityHub(zone, answers), ...macie(zone, answers)];
}

/** Features of the detector that a zone makes (lib/constructs/governance/guard-duty.ts). */
export const FEATURES = [
  'S3_DATA_EVENTS',
  'EKS_AUDIT_LOGS',
  'EBS_MALWARE_PROTECTION',
  'RDS_LOGIN_EVENTS',
  'LAMBDA_NETWORK_LOGS',
  'RUNTIME_MONITORING',
] as const;

function guardDuty({ singletons }: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('singletons', 'singletons.guardDuty');
  return ifSeen(answers.detectors, tell.unknown, ([found]) =>
    judge({
      setting: 'guardDuty',
      mode: singletons.guardDuty,
      name: 'GuardDuty detector',
      isOurs: owned(answers).has('AWS::GuardDuty::Detector'),
      there:
        found === undefined
          ? undefined
          : `A GuardDuty detector is there (${found.id})${by(answers.guardDutyAdministrator)}.`,
      work: found === undefined ? WORKS : detectorWork(found),
      lacks: found === undefined ? [] : detectorLacks(found),
      seenAs: `A GuardDuty detector was found in this account${administeredBy(answers.guardDutyAdministrator)}.`,
      reason: singletons.reasons.guardDuty,
    }),
  );
}

function detectorWork({ settings }: SeenDetector): Work {
  if (!settings.seen) return settings;
  return seen(settings.value.Status === 'ENABLED' ? undefined : 'not running (suspended)');
}

function detectorLacks({ settings }: SeenDetector): readonly string[] {
  if (!settings.seen) return ['perhaps no features (could not be looked at)'];
  const { Status, Features = [] } = settings.value;
  // Of one that is suspended that is enough to say.
  if (Status !== 'ENABLED') return [];
  return FEATURES.filter((name) => !isOn(name, Features)).map((name) => `no ${name}`);
}

/** RUNTIME_MONITORING has what EKS_RUNTIME_MONITORING had. */
function isOn(name: string, features: readonly DetectorFeatureConfigurationResult[]): boolean {
  return features.some(({ Name, Status }) => Name === name && Status === 'ENABLED');
}

/** Standards that a zone enables (lib/constructs/governance/security-hub.ts). */
export const STANDARDS = [
  ['aws-foundational-security-best-practices/v/1.0.0', 'no standard FSBP'],
  ['nist-800-53/v/5.0.0', 'no standard NIST SP 800-53'],
] as const;

function securityHub(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const { singletons } = zone;
  const tell = teller('singletons', 'singletons.securityHub');
  return ifSeen(answers.securityHub, tell.unknown, (found) => {
    if (
      found === undefined &&
      singletons.securityHub === 'existing' &&
      singletons.configRecorder === 'off'
    ) {
      return tell.look(
        'Security Hub is off, though config says existing; and without a recorder of AWS Config it has nothing to judge.',
        'Set it to off with this reason, or make both (configRecorder and securityHub: create).',
        {
          section: 'singletons',
          setting: 'securityHub',
          value: 'off',
          reason:
            'Without a recorder of AWS Config, which is off here, Security Hub has nothing to judge.',
        },
      );
    }
    return judge({
      setting: 'securityHub',
      mode: singletons.securityHub,
      name: 'Security Hub',
      isOurs: owned(answers).has('AWS::SecurityHub::Hub'),
      there:
        found === undefined
          ? undefined
          : `Security Hub is on${by(answers.securityHubAdministrator)}.`,
      work: WORKS,
      lacks: found === undefined ? [] : hubLacks(zone, found),
      seenAs: `Security Hub was found on in this account${administeredBy(answers.securityHubAdministrator)}.`,
      reason: singletons.reasons.securityHub,
    });
  });
}

function hubLacks({ region }: Pick<ZoneConfig, 'region'>, { hub, standards }: SeenHub) {
  if (!standards.seen) return ['perhaps no standards (could not be looked at)'];
  const enabled = new Set(standards.value.map(({ StandardsArn }) => StandardsArn));
  const arn = (standard: string): string =>
    `arn:${partitionOf(region)}:securityhub:${region}::standards/${standard}`;
  return [
    ...STANDARDS.filter(([standard]) => !enabled.has(arn(standard))).map(([, name]) => name),
    ...(hub.AutoEnableControls === false ? ['no new controls by themselves'] : []),
  ];
}

function macie({ region, singletons }: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('singletons', 'singletons.macie');
  // `hlz validate` has refused create here.
  if (!hasMacie(region) && singletons.macie === 'off') {
    return [tell.fine(`CloudFormation has no Macie in ${region}, and config wants none (off).`)];
  }
  if (!hasMacie(region)) {
    return [
      tell.look(
        `Not looked at: CloudFormation has no Macie in ${region}. Config says ${singletons.macie}.`,
        'See in the console of Macie whether somebody has turned it on there; otherwise write off, with a reason.',
      ),
    ];
  }
  return ifSeen(answers.macie, tell.unknown, (found) =>
    judge({
      setting: 'macie',
      mode: singletons.macie,
      name: 'Macie session',
      isOurs: owned(answers).has('AWS::Macie::Session'),
      there:
        found === undefined
          ? undefined
          : `A Macie session is there${by(answers.macieAdministrator)}.`,
      work:
        found === undefined || found.status === 'ENABLED'
          ? WORKS
          : seen(`not running (${found.status === 'PAUSED' ? 'paused' : 'AWS does not say how'})`),
      lacks: [],
      seenAs: `A Macie session was found in this account${administeredBy(answers.macieAdministrator)}.`,
      reason: singletons.reasons.macie,
    }),
  );
}

/** Who runs it, as far as that can be told. */
function by(administrator: Look<string | undefined>): string {
  if (!administrator.seen) return ` (who runs it could not be looked at: ${administrator.action})`;
  return administrator.value === undefined ? '' : `, run by account ${administrator.value}`;
}
