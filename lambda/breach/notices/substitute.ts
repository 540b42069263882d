import { addDays } from '../clocks/day';
import type { SubstituteRoute } from '../clocks/done';
import { MANY_UNREACHABLE, POSTING_DAYS, substituteRoute } from '../clocks/done';
import { contentBlocks } from './content';
import type { Missing, NoticeInput, NoticeText } from './draft';
import { MISSING_COUNTS, MISSING_TOLL_FREE, missingContent, says } from './missing';
import type { Block } from './prose';
import { gap, heading, list, text } from './prose';
import { dayInWords, informationAbout, informationIn, numberInWords } from './words';

/**
 * In place of letters to people whose address is missing or out of date: 45 CFR 164.404(d)(2). Fewer than 10: some
 * other written form, telephone, or other means. 10 or more: the home page for 90 days or major print or
 * broadcast media, and a toll-free number that answers for at least 90 days.
 */
export interface Substitute {
  readonly needed: boolean;
  readonly missing: readonly Missing[];
  readonly texts: readonly NoticeText[];
  /** What somebody should know who uses it. */
  readonly notes: readonly string[];
}

export function substitute(input: NoticeInput): Substitute {
  const { counts } = input.incident;
  if (counts === undefined) {
    return {
      needed: false,
      missing: [MISSING_COUNTS, ...missingContent(input)],
      texts: [],
      notes: [],
    };
  }
  const route = substituteRoute(counts);
  return route === undefined
    ? {
        needed: false,
        missing: [],
        texts: [],
        notes: ['No address is known to be missing or out of date: no substitute notice is due.'],
      }
    : ROUTES[route](
        input,
        `Addresses of ${numberInWords(counts.unreachable)} persons are missing or out of date`,
      );
}

const ROUTES: Readonly<
  Record<SubstituteRoute, (input: NoticeInput, people: string) => Substitute>
> = {
  'other-means': (input, people) => ({
    needed: true,
    missing: missingContent(input),
    texts: [
      {
        name: 'telephone-script',
        subject: `What to say by telephone: notice of ${input.contacts.organization}`,
        blocks: telephoneScript(input),
      },
    ],
    notes: [
      `${people}, fewer than ${String(MANY_UNREACHABLE)}: another written form, the telephone or other means will do (45 CFR 164.404(d)(2)(i)).`,
    ],
  }),
  posting: (input, people) => ({
    needed: true,
    missing: [
      ...missingContent(input),
      ...(says(input.contacts.tollFree) ? [] : [MISSING_TOLL_FREE]),
    ],
    texts: [
      {
        name: 'posting',
        subject: `Notice about ${informationIn(input.incident.facts)} from ${input.contacts.organization}`,
        blocks: publicNotice(input),
      },
    ],
    notes: [
      `${people}, ${String(MANY_UNREACHABLE)} or more: post it on the home page for ${String(POSTING_DAYS)} days, or in major print or broadcast media where these people likely live; and have the toll-free number answered for at least ${String(POSTING_DAYS)} days (45 CFR 164.404(d)(2)(ii)).`,
      `Posted on ${dayInWords(input.today)}, it stands until ${dayInWords(addDays(input.today, POSTING_DAYS))}. Record it with that day: recordNotice, until.`,
      'On the home page itself or behind a link there that says what it is, such as "Notice of a health information breach".',
    ],
  }),
};

/** Also to be sent in another written form, such as a mail to an address that may be out of date. */
function telephoneScript(input: NoticeInput): readonly Block[] {
  const { organization, privacyOfficial } = input.contacts;
  return [
    heading('Before you speak'),
    list([
      'Speak with the person alone, or with the personal representative. Ask for two things that only he or she knows.',
      'Leave nothing about health on an answering machine: only your name, the name of the organization, and a number to call back.',
      'Write down when you called, who called and how it ended, outside of the zone. Then record it: recordNotice, kind substitute, way telephone.',
    ]),
    heading('What to say'),
    text(
      `Hello. I am calling from ${organization}. We could not reach you by mail.`,
      `Something happened to ${informationAbout(input.incident.facts, 'you')}. We are sorry that it happened. I will tell you what happened and what you can do.`,
    ),
    ...contentBlocks(input, 'person'),
    text('May we send you this in writing? Please tell me the right address.'),
    text(`Do you want to speak with our privacy official? It is ${privacyOfficial.name}.`),
  ];
}

/** For a home page, a newspaper or a broadcast. */
function publicNotice(input: NoticeInput): readonly Block[] {
  return [
    text(
      `${input.contacts.organization} is telling people about something that happened to ${informationAbout(input.incident.facts, 'them')}.`,
      'We could not reach all of them by mail. We are sorry that it happened.',
    ),
    ...contentBlocks(input, 'public'),
    heading('Was your information involved?'),
    tollFreeBlock(input),
  ];
}

function tollFreeBlock({ contacts: { tollFree }, today }: NoticeInput): Block {
  if (!says(tollFree)) return gap(MISSING_TOLL_FREE);
  return text(
    `Call us for free at ${tollFree}. We will tell you if your information was involved.`,
    `You can call until ${dayInWords(addDays(today, POSTING_DAYS))}, or later.`,
  );
}
