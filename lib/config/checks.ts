import type { Check, Finding, ValidSections } from './check';
import { ACCOUNT_CHECKS } from './check-account';
import { NETWORK_CHECKS } from './check-network';
import { SAFEGUARD_CHECKS } from './check-safeguards';

/** Every demand that takes more than one value of a config. */
export const CHECKS: readonly Check[] = [...NETWORK_CHECKS, ...SAFEGUARD_CHECKS, ...ACCOUNT_CHECKS];

/** What all checks find that can run: those whose sections have the right shape. */
export function runChecks(sections: ValidSections): readonly Finding[] {
  return CHECKS.flatMap((check) => check.run(sections));
}
