import type { Finding, Identifier } from './finding';
import { resolve } from './resolve';

/** What stands in the place of an identifier, such as `[NAME]`. Nothing of the value is kept, neither its length nor its end. */
export function placeholderOf(identifier: Identifier): string {
  return `[${identifier.toUpperCase()}]`;
}

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
    redacted += text.slice(from, start) + placeholderOf(identifier);
    from = end;
  }
  return redacted + text.slice(from);
}
