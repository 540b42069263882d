import type { Checklist, ChecklistItem } from '../checklist';

const item = (id: string, asks: string, ...citations: readonly string[]): ChecklistItem => ({
  id,
  asks,
  citations,
});

/** What a reviewer of a change looks at: the lines of the pull request template. */
export const CODE_REVIEW: Checklist = {
  id: 'code-review',
  title: 'Code review',
  explains:
    'What a reviewer looks at in each change: the lines of the pull request template. Done means: the reviews of all changes in this release had it.',
  items: [
    item(
      'review-no-phi',
      'No PHI in logs, errors, URLs, object keys, tags, metrics or environment variables',
      '164.312(a)(1)',
      '164.502(b)',
    ),
    item(
      'review-encrypted',
      'Encrypted at rest and in transit',
      '164.312(a)(2)(iv)',
      '164.312(e)(2)(ii)',
    ),
    item('review-no-secret', 'No hard-coded secret', '164.308(a)(5)(ii)(D)', '164.312(d)'),
    item(
      'review-minimum-necessary',
      'Minimum necessary at the API: no more fields than the caller needs',
      '164.502(b)',
      '164.514(d)',
    ),
    item(
      'review-role-checked',
      'Role checked before anything is retrieved',
      '164.312(a)(1)',
      '164.308(a)(4)(ii)(B)',
    ),
    item('review-audited', 'Each access audited, before the answer is released', '164.312(b)'),
    item('review-no-shared-account', 'No shared service account', '164.312(a)(2)(i)'),
    item(
      'review-lifetimes',
      'Session and token lifetimes as the requirements say',
      '164.312(a)(2)(iii)',
    ),
    item('review-made-up-data', 'Made-up data only in tests, seeds and CI logs', '164.502(a)'),
    item('review-snapshot', 'Snapshot diff read, not only updated', '164.308(a)(8)'),
    item(
      'review-acknowledgements',
      'Each new acknowledgement says why the finding cannot be mended, and by when it is looked at again',
      '164.308(a)(1)(ii)(B)',
      '164.308(a)(8)',
    ),
    item(
      'review-logical-ids',
      'No stateful logical id changed (`test/contract.test.ts`)',
      '164.312(c)(1)',
    ),
  ],
};
