import { ourDiscovery, ourKnowledge } from '../clocks/discovery';
import type { Facts, Incident } from '../register/incident';
import type { Contacts } from '../settings';
import type { NoticeInput } from './draft';
import type { ContentPart } from './missing';
import { missingContent, missingPart, says } from './missing';
import type { Block } from './prose';
import { gap, heading, lines, list, text } from './prose';
import { dayInWords, PHI_KIND_WORDS } from './words';

/** Who reads it: a person whom it concerns, or the public. */
export type Reader = 'person' | 'public';

const HEADINGS: Readonly<Record<Reader, Readonly<Record<ContentPart, string>>>> = {
  person: {
    A: 'What happened',
    B: 'What information was involved',
    C: 'What you can do',
    D: 'What we are doing',
    E: 'How to reach us',
  },
  public: {
    A: 'What happened',
    B: 'What information was involved',
    C: 'What people can do',
    D: 'What we are doing',
    E: 'How to reach us',
  },
};

/** The content of 45 CFR 164.404(c)(1), each part under its heading; what is missing stands there as a gap. */
export function contentBlocks(
  input: Pick<NoticeInput, 'incident' | 'contacts'>,
  reader: Reader,
): readonly Block[] {
  const missing = new Set(missingContent(input).map(({ citation }) => citation));
  const { facts } = input.incident;
  const parts: Readonly<Record<ContentPart, readonly Block[]>> = {
    A: whatHappened(input.incident),
    B: whichInformation(facts, reader),
    C: [text(facts.steps ?? '')],
    D: [text(facts.mitigation ?? '')],
    E: howToReach(input.contacts),
  };
  return (Object.keys(parts) as ContentPart[]).flatMap((part) => {
    const lack = missingPart(part, facts);
    // When it happened is told also while nobody has written down what.
    const body = missing.has(lack.citation)
      ? [gap(lack), ...(part === 'A' ? [datesText(input.incident)] : [])]
      : parts[part];
    return [heading(HEADINGS[reader][part]), ...body];
  });
}

function whatHappened(incident: Incident): readonly Block[] {
  return [text(incident.facts.description ?? ''), datesText(incident)];
}

/** Days of the breach and of its discovery, "if known": 45 CFR 164.404(c)(1)(A). */
function datesText(incident: Incident): Block {
  const { breachFrom, breachTo } = incident.facts;
  return text(
    breachFrom === undefined
      ? 'We do not know yet on which day this happened.'
      : breachTo === undefined || breachTo === breachFrom
        ? `This happened on ${dayInWords(breachFrom)}.`
        : `This happened between ${dayInWords(breachFrom)} and ${dayInWords(breachTo)}.`,
    ...discoveryText(incident),
  );
}

/** What an agent knew counts as known by us, though we did not know it: 45 CFR 164.404(a)(2). */
function discoveryText(incident: Incident): readonly string[] {
  const [counts, knew] = [ourDiscovery(incident), ourKnowledge(incident)];
  if (counts === knew) return [`We discovered it on ${dayInWords(counts)}.`];
  return [
    `We learned of it on ${dayInWords(knew)}.`,
    `Somebody who works for us knew of it on ${dayInWords(counts)}. That day counts as the day of discovery.`,
  ];
}

function whichInformation({ phiKinds = [] }: Facts, reader: Reader): readonly Block[] {
  return [
    text(
      reader === 'person'
        ? 'The information about you may include:'
        : 'The information may include, of the people concerned:',
    ),
    list(phiKinds.map((kind) => PHI_KIND_WORDS[kind])),
  ];
}

/** Ways to reach the organization: each that there is. */
export function howToReach({
  tollFree,
  email,
  website,
  postalAddress,
}: Contacts): readonly Block[] {
  const ways = [
    says(tollFree) ? [`Call us for free: ${tollFree}`] : [],
    says(email) ? [`E-mail: ${email}`] : [],
    says(website) ? [`Website: ${website}`] : [],
    says(postalAddress) ? [`Write to: ${postalAddress}`] : [],
  ].flat();
  return [lines('If you have questions, please ask us.', ...ways)];
}
