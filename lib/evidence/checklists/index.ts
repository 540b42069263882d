import type { Checklist } from '../checklist';
import { ADMINISTRATIVE } from './administrative';
import { BUSINESS_ASSOCIATES } from './business-associates';
import { CODE_REVIEW } from './code-review';
import { FIRST_PILOT, HUNDRED_PATIENTS } from './milestones';
import { ONGOING } from './ongoing';
import { PHYSICAL } from './physical';
import { TECHNICAL } from './technical';

/** What people must have done, list by list. */
export const CHECKLISTS: readonly Checklist[] = [
  ADMINISTRATIVE,
  PHYSICAL,
  TECHNICAL,
  BUSINESS_ASSOCIATES,
  FIRST_PILOT,
  HUNDRED_PATIENTS,
  ONGOING,
  CODE_REVIEW,
];
