import { Construct } from 'constructs';
import { FINDING_PATTERNS } from '../../../lambda/breach/findings/patterns';
import type { FindingSource } from '../../../lambda/breach/vocabulary';
import type { ZoneConfig } from '../../config/schema';
import { findingRuleName } from '../../names';
import type { EventRuleProps } from '../functions/event-rule';
import { EventRule } from '../functions/event-rule';

export interface FindingRulesProps extends Pick<EventRuleProps, 'listener' | 'failureQueue'> {
  readonly config: ZoneConfig;
}

/** What each is called in config, and in a template. */
const SOURCES = {
  guardduty: { singleton: 'guardDuty', id: 'GuardDuty' },
  macie: { singleton: 'macie', id: 'Macie' },
  securityhub: { singleton: 'securityHub', id: 'SecurityHub' },
} as const satisfies Readonly<
  Record<FindingSource, { readonly singleton: keyof ZoneConfig['singletons']; readonly id: string }>
>;

/** Hears of grave findings of the services that watch the account, also of those that somebody else has enabled. */
export class FindingRules extends Construct {
  constructor(scope: Construct, id: string, props: FindingRulesProps) {
    super(scope, id);
    const { config } = props;
    for (const source of Object.keys(SOURCES) as FindingSource[]) {
      const { singleton, id: name } = SOURCES[source];
      if (config.singletons[singleton] === 'off') continue;
      new EventRule(this, name, {
        ...props,
        name: findingRuleName(config, source),
        description: `Findings of ${name} that are to become incidents`,
        eventPattern: FINDING_PATTERNS[source],
      });
    }
  }
}
