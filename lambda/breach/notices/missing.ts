import type { Facts } from '../register/incident';
import type { Contacts } from '../settings';
import type { Missing, NoticeInput } from './draft';
import { suggestedSteps } from './steps';

/** The content that each notice must have: 45 CFR 164.404(c)(1), which 164.406(c) takes over for the media. */

/** Parts of 45 CFR 164.404(c)(1). */
export type ContentPart = 'A' | 'B' | 'C' | 'D' | 'E';

interface Requirement {
  readonly what: string;
  readonly where: string;
  readonly isThere: (facts: Facts, contacts: Contacts) => boolean;
}

const CONTENT: Readonly<Record<ContentPart, Requirement>> = {
  A: {
    what: 'what happened, in a few sentences',
    where: 'describeIncident: description',
    isThere: ({ description }) => says(description),
  },
  B: {
    what: 'which kinds of information were involved',
    where: 'describeIncident: phiKinds',
    isThere: ({ phiKinds = [] }) => phiKinds.length > 0,
  },
  C: {
    what: 'what people should do to protect themselves',
    where: 'describeIncident: steps',
    isThere: ({ steps }) => says(steps),
  },
  D: {
    what: 'what is done to investigate, to limit harm, and against the next time',
    where: 'describeIncident: mitigation',
    isThere: ({ mitigation }) => says(mitigation),
  },
  E: {
    what: 'how to reach you: one of toll-free number, e-mail, website, postal address',
    where: 'config: organization.contact',
    isThere: (_, { tollFree, email, website, postalAddress }) =>
      [tollFree, email, website, postalAddress].some(says),
  },
};

/** What of the content is missing. */
export function missingContent({
  incident: { facts },
  contacts,
}: Pick<NoticeInput, 'incident' | 'contacts'>): readonly Missing[] {
  return (Object.keys(CONTENT) as ContentPart[])
    .filter((part) => !CONTENT[part].isThere(facts, contacts))
    .map((part) => missingPart(part, facts));
}

/** One part of the content, as missing. */
export function missingPart(part: ContentPart, facts: Facts): Missing {
  const { what, where } = CONTENT[part];
  const suggestion = part === 'C' ? suggestedSteps(facts.phiKinds ?? []) : [];
  return {
    what,
    where,
    citation: `45 CFR 164.404(c)(1)(${part})`,
    ...(suggestion.length === 0 ? {} : { suggestion: suggestion.join(' ') }),
  };
}

export const MISSING_COUNTS: Missing = {
  what: 'how many persons it concerns, in which States, and how many have no good address',
  where: 'setIncidentCounts',
  citation: '45 CFR 164.404(d)(2), 164.406(a), 164.408',
};

export const MISSING_STATES: Missing = {
  what: 'where so many persons live that a State may have more than 500 of them; who lives in none, or is not found after a search, is counted as ZZ',
  where: 'setIncidentCounts: byState',
  citation: '45 CFR 164.406(a)',
};

export const MISSING_TOLL_FREE: Missing = {
  what: 'a toll-free number that answers for at least 90 days',
  where: 'config: organization.contact.tollFree',
  citation: '45 CFR 164.404(d)(2)(ii)',
};

/** Whether a text says anything: space, signs and invisible characters do not. */
export function says(text: string | undefined): text is string {
  return text !== undefined && /[\p{L}\p{N}]/u.test(text);
}
