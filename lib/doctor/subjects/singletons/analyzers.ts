import type { ZoneConfig } from '../../../config/schema';
import type { Answers } from '../../answers';
import type { Finding } from '../../finding';
import { ifSeen, teller } from '../../finding';
import { owned } from '../../owned';
import { judge } from './judge';

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
export function analyzers({ name, singletons }: ZoneConfig, answers: Answers): readonly Finding[] {
  return KINDS.flatMap(({ setting, type, suffix, what }) => {
    const tell = teller('singletons', `singletons.${setting}`);
    return ifSeen(answers.analyzers, tell.unknown, (all) => {
      const found = all.find((analyzer) => analyzer.type === type);
      const isOurs =
        found?.name === `hlz-${name}-${suffix}` &&
        owned(answers).has('AWS::AccessAnalyzer::Analyzer');
      return judge({
        setting,
        mode: singletons[setting],
        name: `analyzer of ${what} in this account`,
        isOurs,
        there:
          found === undefined
            ? undefined
            : `The analyzer ${found.name ?? '?'} of ${what} is there.`,
        lacks:
          found === undefined || found.status === 'ACTIVE'
            ? []
            : [`not active (${found.status ?? 'unknown'})`],
        reason: `The analyzer ${found?.name ?? '?'} was there before the zone and looks at the same.`,
      });
    });
  });
}
