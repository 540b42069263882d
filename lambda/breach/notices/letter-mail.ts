import { heldUntil } from '../clocks/holds';
import type { Mail } from '../mail/mailer';
import { ProblemError } from '../../shared/http/problem';
import type { State } from '../vocabulary';
import type { NoticeInput } from './draft';
import { letterSubject, messageBlocks } from './letter';
import { missingContent } from './missing';
import { page } from './page';
import { proseMarkup, proseText } from './prose';
import { markup } from '../../shared/markup';

/** The letter is not one that may be sent. Nothing was sent. */
export class LetterNotReadyError extends ProblemError {
  override readonly name = 'LetterNotReadyError';

  constructor(reasons: readonly string[]) {
    super(409, {
      code: 'letter-not-ready',
      title: 'The letter may not be sent yet.',
      detail: reasons.join(' '),
    });
  }
}

/**
 * The letter as an e-mail, for who agreed to be told so (45 CFR 164.404(d)(1)(i)): whole, and no draft any more.
 * It names nobody, since the zone knows nobody's name.
 *
 * @throws LetterNotReadyError with everything that stands against sending it
 */
export function letterMail(input: NoticeInput): Omit<Mail, 'to'> {
  const reasons = hindrances(input);
  if (reasons.length > 0) throw new LetterNotReadyError(reasons);
  const subject = letterSubject(input);
  const blocks = messageBlocks(input, 'To the person whom this concerns:');
  return {
    subject,
    text: proseText(blocks),
    html: page({ title: subject }, markup`<h1>${subject}</h1>\n${proseMarkup(blocks)}`),
  };
}

/** While others may still be found whom it concerns, also after all were told who were known. */
const TOLD_IN: ReadonlySet<State> = new Set(['confirmed', 'contained', 'notified']);

function hindrances(input: NoticeInput): readonly string[] {
  const { incident, today } = input;
  const end = heldUntil(today, incident.holds);
  return [
    ...(incident.drill ? ['The incident is a drill: nobody is told of it.'] : []),
    ...(TOLD_IN.has(incident.state)
      ? []
      : [`In state ${incident.state} no letter goes out: confirm the breach first.`]),
    ...(end === undefined
      ? []
      : [`Law enforcement asked for a delay until ${end}: send it on that day (45 CFR 164.412).`]),
    ...missingContent(input).map(
      ({ what, where, citation }) => `Missing: ${what} (${where}; ${citation}).`,
    ),
  ];
}
