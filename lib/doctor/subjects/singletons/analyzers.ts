import type { ZoneConfig } from '../../../config/schema';
import type { Answers, SeenAnalyzer } from '../../answers';
import type { Finding } from '../../finding';
import { ifSeen, teller } from '../../finding';
import { seen } from '../../look';
import { owned } from '../../owned';
import { judge, WORKS, type Work } from './judge';

const KINDS = [
  {
    setting: 'externalAccessAnalyzer',
    type: 'ACCOUNT',
    suffix: 'external',
    what: 'access from outside',
  },
  {
    setting: 'unusedAccessAnalyzer',
    type: 'ACCOUNT_UNUSED_ACCESS',
    suffix: 'unused',
    what: 'access that nobody uses',
  },
] as const;

/** Analyzers of the account. Those of an organization stand in another account, and are not seen. */
export function analyzers(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const { name, singletons } = zone;
  return KINDS.flatMap(({ setting, type, suffix, what }) => {
    const tell = teller('singletons', `singletons.${setting}`);
    return ifSeen(answers.analyzers, tell.unknown, (all) => {
      const found = all.find(({ summary }) => summary.type === type);
      const called = `The analyzer ${found?.summary.name ?? '?'} of ${what}`;
      const isOurs =
        found?.summary.name === `hlz-${name}-${suffix}` &&
        owned(answers).has('AWS::AccessAnalyzer::Analyzer');
      return judge({
        setting,
        mode: singletons[setting],
        name: `analyzer of ${what} in this account`,
        isOurs,
        there: found === undefined ? undefined : `${called} is there.`,
        work: found === undefined ? WORKS : workOf(zone, found),
        lacks: found === undefined ? [] : lacksOf(zone, found),
        seenAs: `${called} was found in this account.`,
        reason: singletons.reasons[setting],
      });
    });
  });
}

function workOf({ account }: Pick<ZoneConfig, 'account'>, found: SeenAnalyzer): Work {
  const { status = 'unknown' } = found.summary;
  if (status !== 'ACTIVE') return seen(`not running (${status})`);
  const isLeftOut = exclusions(found).some(({ accountIds = [] }) => accountIds.includes(account));
  return seen(isLeftOut ? 'not looking at this account (excluded)' : undefined);
}

function lacksOf(
  { governance }: Pick<ZoneConfig, 'governance'>,
  found: SeenAnalyzer,
): readonly string[] {
  const { configuration } = found;
  if (!configuration.seen) {
    return ['perhaps not all access, or later than that of the zone (could not be looked at)'];
  }
  const age = configuration.value?.unusedAccess?.unusedAccessAge;
  const isTagged = exclusions(found).some(({ resourceTags = [] }) => resourceTags.length > 0);
  return [
    ...(age !== undefined && age > governance.unusedAccessDays
      ? [`not before ${age} days without use (the zone: ${governance.unusedAccessDays})`]
      : []),
    ...(isTagged ? ['not what has certain tags (excluded)'] : []),
  ];
}

function exclusions({ configuration }: SeenAnalyzer) {
  const value = configuration.seen ? configuration.value : undefined;
  return value?.unusedAccess?.analysisRule?.exclusions ?? [];
}
