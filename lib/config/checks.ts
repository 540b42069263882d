import type { Check, Finding, ValidFields } from './check';
import { ACCOUNT_CHECKS } from './check-account';
import { API_CHECKS } from './check-api';
import { BREACH_CHECKS } from './check-breach';
import { EMULATOR_CHECKS } from './emulator';
import { NETWORK_CHECKS } from './check-network';
import { PEOPLE_CHECKS } from './check-people';
import { PHI_CHECKS } from './check-phi';
import { REASON_CHECKS } from './check-reasons';
import { REGION_CHECKS } from './check-region';
import { LIMITS, SAFEGUARD_CHECKS } from './check-safeguards';

/** Every demand that no schema of one value can make. */
const CHECKS: readonly Check[] = [
  ...NETWORK_CHECKS,
  ...API_CHECKS,
  ...SAFEGUARD_CHECKS,
  ...ACCOUNT_CHECKS,
  ...REGION_CHECKS,
  ...REASON_CHECKS,
  ...PEOPLE_CHECKS,
  ...PHI_CHECKS,
  ...BREACH_CHECKS,
  ...EMULATOR_CHECKS,
  ...LIMITS,
];

/** What all checks find that can run: those that read no field of the wrong shape. */
export function runChecks(fields: ValidFields): readonly Finding[] {
  return CHECKS.flatMap((check) => check.run(fields));
}
