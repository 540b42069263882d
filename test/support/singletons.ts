import type { ZoneConfig } from '../../lib/config/schema';
import { shippedConfig } from './templates';

type Singletons = ZoneConfig['singletons'];

/** Singletons whose mode is a word of its own. */
export const PLAIN_SINGLETONS = [
  'configRecorder',
  'guardDuty',
  'securityHub',
  'externalAccessAnalyzer',
  'unusedAccessAnalyzer',
  'macie',
  'configServiceLinkedRole',
] as const satisfies readonly (keyof Singletons)[];

/** The reason that is given for each. */
export const WHY = 'The security account of the organization looks after it.';

/** The production zone with some singletons otherwise, and no pack of rules without a recorder. */
export function withSingletons(changed: Partial<Singletons>): ZoneConfig {
  const config = shippedConfig('production');
  const reasons = Object.fromEntries(Object.keys(changed).map((setting) => [setting, WHY]));
  const singletons = { ...config.singletons, ...changed, reasons };
  return {
    ...config,
    singletons,
    governance: { ...config.governance, conformancePack: singletons.configRecorder !== 'off' },
  };
}

/** The production zone that makes none of them. */
export function withoutSingletons(mode: 'existing' | 'off'): ZoneConfig {
  return withSingletons({
    ...Object.fromEntries(PLAIN_SINGLETONS.map((setting) => [setting, mode])),
    trail: { mode },
    databaseMetricsLogGroup: 'existing',
  });
}
