import type { NoticeInput } from './draft';
import { contentBlocks } from './content';
import { says } from './missing';
import type { Block } from './prose';
import { lines, text } from './prose';
import { dayInWords, informationAbout, informationIn } from './words';

/**
 * Letter to a person, by first-class mail: 45 CFR 164.404(c), (d)(1). The zone knows no names: where they
 * belong, it has what a mail merge looks for.
 */
export const MERGE_NAME = '{{name}}';
export const MERGE_ADDRESS = '{{address}}';

export function letterSubject({
  incident,
  contacts,
}: Pick<NoticeInput, 'incident' | 'contacts'>): string {
  return oneLine(
    `Notice about your ${informationIn(incident.facts)} from ${contacts.organization}`,
  );
}

/** The letter with its head. */
export function letterBlocks(input: NoticeInput): readonly Block[] {
  const { contacts, today } = input;
  return [
    lines(contacts.organization, ...(says(contacts.postalAddress) ? [contacts.postalAddress] : [])),
    lines(dayInWords(today)),
    lines(MERGE_NAME, MERGE_ADDRESS),
    ...messageBlocks(input, `Dear ${MERGE_NAME}:`),
  ];
}

/** What the letter says: also by e-mail. */
export function messageBlocks(
  input: Pick<NoticeInput, 'incident' | 'contacts'>,
  greeting: string,
): readonly Block[] {
  const { organization, privacyOfficial } = input.contacts;
  return [
    text(greeting),
    text(
      `We are writing about something that happened to ${informationAbout(input.incident.facts, 'you')}. We are sorry that it happened.`,
      'This notice says what happened and what you can do.',
    ),
    ...contentBlocks(input, 'person'),
    text('Federal law requires us to send you this notice (45 CFR 164.404).'),
    lines('Sincerely,', privacyOfficial.name, 'Privacy Official', organization),
  ];
}

/** A line of subject is one line. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
