import type { Checklist } from '../checklist';
import { item } from './item';

/** What comes again. */
export const ONGOING: Checklist = {
  id: 'ongoing',
  title: 'Ongoing',
  explains:
    'What comes again, with how often. The rule in force says regularly or periodically, and how often is our advice; six and twelve months for scans and tests are those of the proposal of 2025 (90 FR 898), which is no law. Done means: done in time, the last time.',
  items: [
    item(
      'ongoing-vulnerability-scan',
      'Scan for vulnerabilities every six months.',
      'each report, and what was mended',
      '164.308(a)(8)',
      '164.308(a)(1)(ii)(A)',
    ),
    item(
      'ongoing-penetration-test',
      'Have a penetration test every twelve months.',
      'each report, and what was mended',
      '164.308(a)(8)',
    ),
    item(
      'ongoing-risk-analysis',
      'Renew the risk analysis each year, and after each great change.',
      'each version',
      '164.308(a)(1)(ii)(A)',
      '164.306(e)',
    ),
    item(
      'ongoing-yearly-review',
      'Review policies, procedures and plans each year.',
      'each version, with who reviewed it',
      '164.316(b)(2)(iii)',
      '164.308(a)(8)',
    ),
    item(
      'ongoing-activity-review',
      'Look at access reports, incidents and alarms each week.',
      'who looked when, and what came of it',
      '164.308(a)(1)(ii)(D)',
    ),
    item(
      'ongoing-access-review',
      'Review accounts, roles and findings of Access Analyzer each quarter.',
      'each review with its changes',
      '164.308(a)(4)(ii)(C)',
      '164.308(a)(3)(ii)(C)',
    ),
    item(
      'ongoing-training',
      'Train newcomers before they reach PHI, everybody each year.',
      'who was trained, when, in what',
      '164.308(a)(5)(i)',
      '164.530(b)(2)',
    ),
    item(
      'ongoing-contingency-test',
      'Test the contingency plans each year, and look at the restore tests each month.',
      'each test with its outcome',
      '164.308(a)(7)(ii)(D)',
    ),
    item(
      'ongoing-agreements',
      'Review agreements and vendors each year, and the services of this pack against the list of AWS.',
      'the list, with the day',
      '164.308(b)(1)',
      '164.314(a)(1)',
    ),
    item(
      'ongoing-acknowledgements',
      'Look at each acknowledged finding by its review date.',
      'the new date with the reason, or the mended finding',
      '164.308(a)(8)',
    ),
    item(
      'ongoing-small-breaches',
      'Report breaches of fewer than 500 people to the Secretary within 60 days after the year in which they were discovered.',
      'the receipts',
      '164.408(c)',
    ),
    item(
      'ongoing-records',
      'Keep records six years: a pack of each release, reports, reviews, incidents, agreements.',
      'where they are, and until when',
      '164.316(b)(2)(i)',
      '164.530(j)(2)',
    ),
  ],
};
