import type { Checklist } from '../checklist';
import { item } from './item';

/** What must be true before the first PHI. */
export const FIRST_PILOT: Checklist = {
  id: 'first-pilot',
  title: 'Before any PHI: the first pilot',
  explains: 'All of it, before the first record of a real patient is in the zone.',
  items: [
    item(
      'pilot-aws-agreement',
      'Have the Business Associate Addendum of AWS accepted.',
      'the addendum',
      '164.308(b)(1)',
    ),
    item(
      'pilot-vendor-agreements',
      'Have an agreement with every vendor that PHI will reach.',
      'the list of agreements, all signed',
      '164.308(b)(3)',
      '164.314(a)(1)',
    ),
    item(
      'pilot-officials',
      'Have a security and a privacy official named, who read the alarms.',
      'the appointments',
      '164.308(a)(2)',
      '164.530(a)(1)',
    ),
    item(
      'pilot-counsel',
      'Have counsel review privacy policy, notice of privacy practices and terms.',
      'the reviewed texts, and who reviewed them',
      '164.520(a)(1)',
      '164.530(i)(1)',
    ),
    item(
      'pilot-risk-analysis',
      'Have the risk analysis written, with this zone in it.',
      'the analysis',
      '164.308(a)(1)(ii)(A)',
    ),
    item(
      'pilot-encryption-verified',
      'Verify in the deployed account that every store is encrypted as this pack says, and that calls without TLS are refused.',
      'what was looked at, and what AWS Config found',
      '164.312(a)(2)(iv)',
      '164.312(e)(2)(ii)',
    ),
    item(
      'pilot-audit-log-locked',
      'Verify that audit records arrive in write-once storage, and that nobody can delete one.',
      'what `hlz ledger verify` printed, and the lock of the bucket',
      '164.312(b)',
      '164.312(c)(1)',
    ),
    item(
      'pilot-alerts',
      'Confirm the subscriptions of all alert addresses, and set off one alarm.',
      'the mail that arrived',
      '164.308(a)(6)(ii)',
    ),
    item(
      'pilot-restore',
      'Restore a store from its backup once.',
      'the record of the restore',
      '164.308(a)(7)(ii)(D)',
    ),
    item(
      'pilot-second-factors',
      'Sign in with two factors everywhere, the root user of the account too, and lock its password away.',
      'who holds what',
      '164.312(d)',
      '164.308(a)(5)(ii)(D)',
    ),
  ],
};

/** What must be true before there are a hundred. */
export const HUNDRED_PATIENTS: Checklist = {
  id: 'hundred-patients',
  title: 'Before 100 patients',
  explains: 'All of it, before the pilot grows.',
  items: [
    item(
      'scale-penetration-test',
      'Have somebody from outside test whether he gets in, and mend what he found.',
      'the report, and what was mended when',
      '164.308(a)(8)',
      '164.308(a)(1)(ii)(B)',
    ),
    item(
      'scale-incident-plan-tested',
      'Play an incident through with those who would answer to it: `hlz breach drill`.',
      'who took part, and what changed afterwards',
      '164.308(a)(6)(i)',
      '164.308(a)(6)(ii)',
    ),
    item(
      'scale-training-recorded',
      'Have everybody trained who reaches PHI.',
      'who was trained, when, in what',
      '164.308(a)(5)(i)',
      '164.530(b)(2)(ii)',
    ),
    item(
      'scale-customer-agreement',
      'Have a template of an agreement for customers whose business associate you are; not applicable when you are nobody’s.',
      'the template, as counsel reviewed it',
      '164.314(a)(2)(i)',
      '164.504(e)(2)',
    ),
    item(
      'scale-access-reviewed',
      'Review every account and its role once.',
      'the review with its changes',
      '164.308(a)(4)(ii)(C)',
    ),
  ],
};
