import type { ZoneConfig } from '../../config/schema';
import { zoneCount } from '../../config/subnets';
import { interfaceEndpoints } from '../../constructs/network/endpoint-needs';
import { STACK_IDS } from '../../names';
import type { Answers } from '../answers';
import type { Finding } from '../finding';
import { ifSeen, teller } from '../finding';
import type { Look } from '../look';
import { isDeployed, stacksOf } from '../owned';
import { QUOTAS, type QuotaId } from '../quota-table';

/** What a zone takes of the account, and whether that is there. */
export function quotas(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return [
    ...concurrency(zone, answers),
    ...counted(zone, answers),
    ...roles(answers),
    ...logPolicies(zone, answers),
    ...shards(zone, answers),
  ];
}

/** Concurrent executions that AWS Lambda keeps for functions that reserve none. */
const KEPT_BY_AWS = 100;
/** How many a zone without reservations should have: each of its functions at once, and room. */
const COMFORTABLE = 100;

function concurrency({ functions }: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('quotas', 'functions.accountConcurrency');
  const wanted = Object.values(functions.reservedConcurrency).reduce((sum, n) => sum + n, 0);
  return ifSeen(answers.lambda, tell.unknown, (limit) =>
    ifSeen(answers.reservedByZone, tell.unknown, (ours) => {
      const { ConcurrentExecutions: all = 0, UnreservedConcurrentExecutions: free = 0 } = limit;
      const others = all - free - ours;
      const room = all - others - KEPT_BY_AWS;
      const stated = functions.accountConcurrency;
      const found = `Lambda runs ${all} functions at once here, of which others reserve ${others}.`;
      const raise = (to: number): string =>
        `Have the quota raised to at least ${to}: \`aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${to}\`. Support answers in hours to days.`;
      if (wanted > 0 && wanted > room) {
        const least = wanted + others + KEPT_BY_AWS;
        return tell.breaks(
          `${found} The zone reserves ${wanted}, and AWS keeps ${KEPT_BY_AWS} unreserved: the deploy needs ${least}.`,
          `${raise(Math.max(1000, least))} Or reserve less (functions.reservedConcurrency).`,
        );
      }
      if (wanted === 0 && all - others < COMFORTABLE) {
        return tell.look(
          `${found} The deploy goes through, but all functions of the zone share what is left: calls are throttled early.`,
          raise(1000),
        );
      }
      if (stated <= all) return tell.fine(`${found} The zone reserves ${wanted}.`);
      return tell.look(
        `${found} Config counts on ${stated}.`,
        `Write what is there, or have the quota raised to ${stated}.`,
        { section: 'functions', setting: 'accountConcurrency', value: all },
      );
    }),
  );
}

interface Need {
  readonly quota: QuotaId;
  /** How many the next deploy adds. */
  readonly adds: number;
  /** How many are there; 0 where each VPC has a quota of its own. */
  readonly used: Look<number>;
}

const NONE: Look<number> = { seen: true, value: 0 };

function count<T>(look: Look<readonly T[]>): Look<number> {
  return look.seen ? { seen: true, value: look.value.length } : look;
}

/** What the next deploy adds to what is counted. */
export function needs(zone: ZoneConfig, answers: Answers): readonly Need[] {
  const hasNetwork = isDeployed(zone, answers, 'Network');
  const once = (number: number): number => (hasNetwork ? 0 : number);
  const nat = zone.network.egress === 'nat' ? zoneCount(zone.network) : 0;
  const standing = answers.stacks.seen ? stacksOf(zone, answers.stacks.value).length : 0;
  const second = zone.disasterRecovery.secondRegion === 'none' ? 1 : 0;
  return [
    { quota: 'vpcs', adds: once(1), used: count(answers.vpcs) },
    { quota: 'interfaceEndpoints', adds: interfaceEndpoints(zone).length, used: NONE },
    { quota: 'gatewayEndpoints', adds: once(2), used: count(answers.gatewayEndpoints) },
    { quota: 'elasticIps', adds: once(nat), used: count(answers.addresses) },
    {
      quota: 'stacks',
      adds: Math.max(0, STACK_IDS.length - second - standing),
      used: count(answers.stacks),
    },
  ];
}

function counted(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return needs(zone, answers).flatMap(({ quota, adds, used }) => {
    const { name, service, code } = QUOTAS[quota];
    const tell = teller('quotas', name);
    if (adds === 0) return [tell.fine('The deploy adds none.')];
    return ifSeen(answers.quotas[quota], tell.unknown, (limit) =>
      ifSeen(used, tell.unknown, (there) => {
        const found = `${limit}, of which ${there} are taken; the deploy adds ${adds}.`;
        return there + adds <= limit
          ? tell.fine(found)
          : tell.breaks(
              found,
              `Free some, or have it raised: \`aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${there + adds}\`.`,
            );
      }),
    );
  });
}

/** Roles and managed policies of a zone; a test counts them in its templates. */
export const IAM_NEEDS = { Roles: 30, Policies: 45 } as const;

function roles({ accountSummary }: Answers): readonly Finding[] {
  return (['Roles', 'Policies'] as const).flatMap((kind) => {
    const name = kind === 'Roles' ? 'IAM roles' : 'Managed policies';
    const tell = teller('quotas', name);
    return ifSeen(accountSummary, tell.unknown, (summary) => {
      const used = summary[kind] ?? 0;
      const limit = summary[`${kind}Quota`];
      if (limit === undefined)
        return tell.fine(`${used} are there; AWS does not say how many it takes.`);
      const found = `${limit}, of which ${used} are taken; a zone needs up to ${IAM_NEEDS[kind]}.`;
      return used + IAM_NEEDS[kind] <= limit
        ? tell.fine(found)
        : tell.breaks(
            found,
            'Delete some, or have it raised in Service Quotas (IAM, in us-east-1).',
          );
    });
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const LOG_POLICIES = 10;
/** Names of those that a zone makes, without its own. */
const LOG_POLICY_NAMES = ['sign-ins', 'waf'] as const;

function logPolicies({ name }: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('quotas', 'Resource policies of CloudWatch Logs');
  return ifSeen(answers.logPolicies, tell.unknown, (policies) => {
    const there = policies.map(({ policyName }) => policyName);
    const adds = LOG_POLICY_NAMES.filter((suffix) => !there.includes(`hlz-${name}-${suffix}`));
    const found = `A Region takes ${LOG_POLICIES}, ${there.length} are there; the deploy adds ${adds.length}.`;
    return there.length + adds.length <= LOG_POLICIES
      ? tell.fine(found)
      : tell.breaks(
          found,
          'Merge or remove some: `aws logs describe-resource-policies`. This quota cannot be raised.',
        );
  });
}

function shards(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('quotas', 'Shards of Kinesis');
  return ifSeen(answers.shards, tell.unknown, ({ ShardLimit = 0, OpenShardCount = 0 }) => {
    const adds = isDeployed(zone, answers, 'Archive') ? 0 : zone.archive.streamShards;
    const found = `${ShardLimit}, of which ${OpenShardCount} are taken; the deploy adds ${adds}.`;
    return OpenShardCount + adds <= ShardLimit
      ? tell.fine(found)
      : tell.breaks(found, 'Have it raised in Service Quotas (Kinesis, shards per Region).');
  });
}
