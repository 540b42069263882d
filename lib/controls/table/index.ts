import type { Control } from '../control';
import { ACCESS_CONTROL } from './access-control';
import { AWARENESS_AND_INCIDENTS } from './awareness-and-incidents';
import { BREACH } from './breach';
import { BREACH_OTHERS } from './breach-others';
import { CONTINGENCY } from './contingency';
import { ORGANIZATIONAL } from './organizational';
import { PHYSICAL } from './physical';
import { AUTHENTICATION_AND_TRANSMISSION } from './authentication-and-transmission';
import { EVALUATION_AND_ASSOCIATES } from './evaluation-and-associates';
import { INFORMATION_ACCESS } from './information-access';
import { RECORDS } from './records';
import { SECURITY_MANAGEMENT } from './security-management';
import { WORKFORCE } from './workforce';

/** Controls of one section of 45 CFR part 164. */
export interface ControlSection {
  /** `164.312`; the Breach Notification Rule is one. */
  readonly section: string;
  readonly title: string;
  readonly controls: readonly Control[];
}

/** Every citation, by section, in the order of the rules. */
export const CONTROL_SECTIONS: readonly ControlSection[] = [
  {
    section: '164.308',
    title: 'Administrative safeguards',
    controls: [
      ...SECURITY_MANAGEMENT,
      ...WORKFORCE,
      ...INFORMATION_ACCESS,
      ...AWARENESS_AND_INCIDENTS,
      ...CONTINGENCY,
      ...EVALUATION_AND_ASSOCIATES,
    ],
  },
  { section: '164.310', title: 'Physical safeguards', controls: PHYSICAL },
  {
    section: '164.312',
    title: 'Technical safeguards',
    controls: [...ACCESS_CONTROL, ...RECORDS, ...AUTHENTICATION_AND_TRANSMISSION],
  },
  {
    section: '164.314 and 164.316',
    title: 'Organizational requirements, policies and documentation',
    controls: ORGANIZATIONAL,
  },
  {
    section: '164.402 to 164.414',
    title: 'Breach notification',
    controls: [...BREACH, ...BREACH_OTHERS],
  },
];

/** Every citation of the Security Rule and of the Breach Notification Rule, in their order. */
export const CONTROLS: readonly Control[] = CONTROL_SECTIONS.flatMap(({ controls }) => controls);
