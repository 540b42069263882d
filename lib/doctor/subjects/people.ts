import type { ZoneConfig } from '../../config/schema';
import type { Finding } from '../finding';

/** What no call of AWS tells: a person answers yes or no. */
export interface OpenQuestion {
  readonly id: QuestionId;
  readonly about: string;
  readonly question: string;
  /** What to do when the answer is no, or nobody gives one. */
  readonly mend: string;
}

export const QUESTION_IDS = ['baa', 'alerts', 'organization', 'own-account', 'support'] as const;
export type QuestionId = (typeof QUESTION_IDS)[number];

/** Answers of a person, as far as there are any. */
export type Said = Readonly<Partial<Record<QuestionId, boolean>>>;

export function openQuestions({ alerts, profile }: ZoneConfig): readonly OpenQuestion[] {
  const addresses = [...new Set([...alerts.security, ...alerts.operations, ...alerts.privacy])];
  const questions: readonly OpenQuestion[] = [
    {
      id: 'baa',
      about: 'Business associate agreement',
      question:
        'Is the AWS Business Associate Addendum accepted for this account or its organization?',
      mend: 'Accept it in AWS Artifact, Agreements, before anything of a patient is stored: 45 CFR 164.308(b)(1), 164.502(e).',
    },
    {
      id: 'alerts',
      about: 'Addresses of alerts',
      question:
        addresses.length === 0
          ? 'Config names no address for alerts. Is somebody told in another way?'
          : `Does somebody read ${addresses.join(', ')}, and confirm the mail that Amazon SNS sends at the first deploy?`,
      mend:
        addresses.length === 0
          ? 'Write addresses under `alerts`: an alarm that nobody hears is none.'
          : 'Name addresses that somebody reads. A subscription that nobody confirms gets no alarm.',
    },
    {
      id: 'organization',
      about: 'Organization policies',
      question:
        'Do you know that no policy of your organization denies the services of the zone, or is there no organization?',
      mend: 'Ask who runs the organization for its service control policies; this account cannot read them.',
    },
    {
      id: 'own-account',
      about: 'Account for itself',
      question: 'Is this account for the zone alone?',
      mend: 'Give the zone an account of its own: the rights to deploy it cover all of the account (docs/bootstrap.md).',
    },
    {
      id: 'support',
      about: 'Support plan',
      question:
        'Does the account have a support plan that answers within the hour when a system is down?',
      mend: 'Choose one in the console of AWS Support, or write down what you do without.',
    },
  ];
  // Of an account that never holds PHI the rest is nobody's business.
  return profile === 'production' ? questions : questions.filter(({ id }) => id === 'alerts');
}

/** What is open: answered with no, or not at all. */
export function people(zone: ZoneConfig, said: Said): readonly Finding[] {
  return openQuestions(zone).map(({ id, about, question, mend }) => {
    const told = { subject: 'people', about } as const;
    if (said[id] === true) return { ...told, verdict: 'fine', found: `${question} Yes.` };
    const found = said[id] === false ? `${question} No.` : question;
    return { ...told, verdict: 'ask', found, mend, blocks: false };
  });
}
