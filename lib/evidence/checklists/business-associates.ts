import type { Checklist, ChecklistItem } from '../checklist';
import { item } from './item';

/** Somebody who may touch PHI for you. */
interface Vendor {
  /** Part of the ids of its items. */
  readonly id: string;
  /** As a sentence names it. */
  readonly name: string;
}

const VENDORS: readonly Vendor[] = [
  { id: 'identity-provider', name: 'the identity provider' },
  { id: 'monitoring', name: 'whoever monitors systems and keeps logs' },
  { id: 'error-tracking', name: 'whoever tracks errors' },
  { id: 'email', name: 'whoever sends e-mail' },
  { id: 'support-desk', name: 'the support desk' },
  { id: 'analytics', name: 'whoever analyses usage' },
  { id: 'ai', name: 'each AI service' },
];

/** Agreements with those who get PHI: AWS first, then each kind of vendor, four questions each. */
export const BUSINESS_ASSOCIATES: Checklist = {
  id: 'business-associates',
  title: 'Business associate agreements',
  explains:
    'Whoever creates, receives, keeps or sends PHI for you needs an agreement first (45 CFR 164.308(b), 164.314(a), 164.502(e), 164.504(e)). Four questions each. A vendor that never gets PHI: not applicable, with what keeps PHI away from it in the note. Of several vendors of one kind, all must have it.',
  items: [
    item(
      'baa-register',
      'List everybody who may touch PHI for you, those kinds too that are not here.',
      'the list, with who has which agreement since when',
      '164.308(b)(1)',
      '164.502(e)(1)',
    ),
    item(
      'baa-aws-signed',
      'Accept the Business Associate Addendum of AWS in AWS Artifact, for this account or the organization, before any PHI is in it.',
      'the addendum as accepted, with its day',
      '164.308(b)(1)',
      '164.308(b)(3)',
    ),
    item(
      'baa-aws-services',
      'Compare the AWS services of this pack with the list of HIPAA eligible services of AWS.',
      'the list as it was that day',
      '164.308(b)(1)',
      '164.314(a)(2)(i)',
    ),
    kept('aws', 'the addendum of AWS'),
    notice('aws', 'AWS'),
    ...VENDORS.flatMap(questions),
    item(
      'baa-subcontractors',
      'See that each agreement binds subcontractors of the vendor in the same way.',
      'the paragraph of each agreement',
      '164.308(b)(2)',
      '164.314(a)(2)(i)(B)',
      '164.504(e)(2)(ii)(D)',
    ),
    item(
      'baa-return-or-destroy',
      'See that PHI is returned or destroyed when an agreement ends, and ask for it then.',
      'the paragraph, and what the vendor confirmed',
      '164.504(e)(2)(ii)(J)',
    ),
  ],
};

function questions({ id, name }: Vendor): readonly ChecklistItem[] {
  return [
    item(
      `baa-${id}-signed`,
      `Sign an agreement with ${name} before any PHI reaches it.`,
      'the agreement, with its day',
      '164.308(b)(1)',
      '164.308(b)(3)',
      '164.502(e)(2)',
    ),
    item(
      `baa-${id}-services`,
      `See that the agreement with ${name} covers the products that you use, and what it may do with PHI.`,
      'which products it names',
      '164.314(a)(2)(i)',
      '164.504(e)(2)(i)',
    ),
    kept(id, `the agreement with ${name}`),
    notice(id, name),
  ];
}

function kept(id: string, what: string): ChecklistItem {
  return item(
    `baa-${id}-kept`,
    `Keep ${what} for six years after it was last in effect.`,
    'where it is filed, and until when',
    '164.316(b)(2)(i)',
    '164.530(j)(2)',
  );
}

function notice(id: string, who: string): ChecklistItem {
  return item(
    `baa-${id}-notice`,
    `See that ${who} must tell you of incidents and breaches, without unreasonable delay and within 60 days or less.`,
    'the paragraph, and the address that it is told to',
    '164.314(a)(2)(i)(C)',
    '164.410(b)',
    '164.504(e)(2)(ii)(C)',
  );
}
