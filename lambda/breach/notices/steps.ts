import type { PhiKind } from '../vocabulary';

/**
 * What people can do, by the kind of information: offered to who writes the letter, and put into none by itself.
 * Freezes and alerts are free by federal law: 15 U.S.C. 1681c-1(a), (i).
 */
const STEPS: readonly (readonly [kinds: readonly PhiKind[], step: string])[] = [
  [
    ['social-security-number', 'license-number', 'date-of-birth'],
    'You can freeze your credit for free. Ask each of the three credit bureaus: Equifax, Experian and TransUnion. You can also ask one of them for a free fraud alert.',
  ],
  [
    ['social-security-number', 'license-number', 'financial', 'account-number'],
    'Look at your credit reports. They are free at annualcreditreport.com. If somebody misused your information, go to identitytheft.gov.',
  ],
  [
    ['financial'],
    'Call your bank or card company. Ask for a new card or account number. Look at your statements for payments that are not yours.',
  ],
  [
    ['health-plan-number', 'insurance', 'medical-record-number', 'billing-codes'],
    'Read the bills and statements from your health plan and your doctors. Call your health plan if you see care that you did not get.',
  ],
  [
    ['email', 'telephone'],
    'Be careful with messages and calls that say they are from us. We will not ask for your password or your full Social Security number.',
  ],
];

/** Steps that fit these kinds; none when nothing is known to help. */
export function suggestedSteps(kinds: readonly PhiKind[]): readonly string[] {
  return STEPS.filter(([of]) => of.some((kind) => kinds.includes(kind))).map(([, step]) => step);
}
