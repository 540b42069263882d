import { couldBeMore, MEDIA_ABOVE, mediaStates } from '../clocks/residents';
import type { Jurisdiction } from '../vocabulary';
import { contentBlocks } from './content';
import type { Missing, NoticeInput } from './draft';
import { MISSING_COUNTS, MISSING_STATES, missingContent } from './missing';
import type { Block } from './prose';
import { lines, text } from './prose';
import {
  dayInWords,
  informationAbout,
  informationIn,
  JURISDICTION_NAMES,
  numberInWords,
} from './words';

export function mediaMissing(input: NoticeInput): readonly Missing[] {
  const { counts } = input.incident;
  if (counts === undefined) return [MISSING_COUNTS, ...missingContent(input)];
  const open = couldBeMore(counts);
  return [
    ...(open ? [MISSING_STATES] : []),
    ...(open || mediaStates(counts).length > 0 ? missingContent(input) : []),
  ];
}

export function mediaSubject({
  incident,
  contacts,
}: Pick<NoticeInput, 'incident' | 'contacts'>): string {
  return `${contacts.organization} tells people about an incident with ${informationIn(incident.facts)}`;
}

/** A release for the media of one State. */
export function releaseBlocks(input: NoticeInput, state: Jurisdiction): readonly Block[] {
  const { incident, contacts, today } = input;
  const { organization, privacyOfficial } = contacts;
  const residents = numberInWords(incident.counts?.byState[state] ?? 0);
  return [
    lines('FOR IMMEDIATE RELEASE', dayInWords(today)),
    text(
      `${organization} is telling people about something that happened to ${informationAbout(incident.facts, 'them')}.`,
      `${residents} of them live in ${JURISDICTION_NAMES[state]}. We are sorry that it happened.`,
      'We also write to each person whose address we know.',
    ),
    ...contentBlocks(input, 'public'),
    lines(
      'For the media:',
      `${privacyOfficial.name}, Privacy Official, ${organization}`,
      privacyOfficial.email,
    ),
  ];
}

/** What somebody should know who sends it. */
export function mediaNotes({ incident: { counts } }: NoticeInput): readonly string[] {
  if (counts === undefined) return [];
  const open = couldBeMore(counts);
  return [
    ...(mediaStates(counts).length > 0
      ? [
          'Send each release to prominent media outlets of its State. A posting on your own website is not enough (78 FR 5653).',
        ]
      : []),
    ...(open
      ? [
          `Of some persons no State is known, so many that another State may have more than ${String(MEDIA_ABOVE)}. Count again before you rely on this list.`,
        ]
      : []),
    ...(open || mediaStates(counts).length > 0
      ? []
      : [
          `No State has more than ${String(MEDIA_ABOVE)} residents among those concerned: no notice to the media is due (45 CFR 164.406).`,
        ]),
  ];
}
