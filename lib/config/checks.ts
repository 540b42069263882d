import type { Check, Finding, ValidSections } from './check';
import { ACCOUNT_CHECKS } from './check-account';
import { EMULATOR_CHECKS } from './emulator';
import { NETWORK_CHECKS } from './check-network';
import { LIMITS, SAFEGUARD_CHECKS } from './check-safeguards';

/** Every demand that takes several values of a section. */
const CHECKS: readonly Check[] = [
  ...NETWORK_CHECKS,
  ...SAFEGUARD_CHECKS,
  ...ACCOUNT_CHECKS,
  ...EMULATOR_CHECKS,
];

/**
 * What all checks find that can run: those whose sections have the right shape, and limits of a
 * single field also where another field of its section has not.
 *
 * @param mended the sections with a default in place of each field that has the wrong shape
 */
export function runChecks(sections: ValidSections, mended: ValidSections): readonly Finding[] {
  return [
    ...CHECKS.flatMap((check) => check.run(sections)),
    ...LIMITS.flatMap((limit) => limit.run(mended)),
  ];
}
