import type { Finding, Identifier } from './finding';
import { resolve } from './resolve';

/** What stands in the place of each identifier. Nothing of the value is kept, neither its length nor its end. */
export const PLACEHOLDERS: Readonly<Record<Identifier, string>> = {
  name: '[NAME]',
  geographic: '[LOCATION]',
  date: '[DATE]',
  telephone: '[PHONE]',
  fax: '[FAX]',
  email: '[EMAIL]',
  ssn: '[SSN]',
  'medical-record-number': '[MRN]',
  'health-plan-number': '[HEALTH-PLAN-NUMBER]',
  'account-number': '[ACCOUNT]',
  'license-number': '[LICENSE]',
  vehicle: '[VEHICLE]',
  device: '[DEVICE]',
  url: '[URL]',
  'ip-address': '[IP-ADDRESS]',
  biometric: '[BIOMETRIC]',
  photograph: '[PHOTOGRAPH]',
  other: '[ID]',
};

/**
 * A text with every finding replaced by a placeholder. What nobody found is still in it: redacted text
 * is not de-identified (45 CFR 164.514(b)).
 *
 * @param findings of this very text; they may overlap
 * @throws RangeError when a finding is not within the text, so of another one
 */
export function redact(text: string, findings: readonly Finding[]): string {
  let redacted = '';
  let from = 0;
  for (const { identifier, start, end } of resolve(text, findings)) {
    if (!(start >= from && start < end && end <= text.length)) {
      throw new RangeError(
        'A finding is not within the text: give the findings of this very text.',
      );
    }
    redacted += text.slice(from, start) + PLACEHOLDERS[identifier];
    from = end;
  }
  return redacted + text.slice(from);
}
