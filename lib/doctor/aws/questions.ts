import type { ZoneConfig } from '../../config/schema';
import type { Answers, Question } from '../answers';
import type { AwsClients } from './clients';
import { SETTING_QUESTIONS } from './setting-questions';
import { WATCH_QUESTIONS } from './watch-questions';
import { ZONE_QUESTIONS } from './zone-questions';

/** What a question is asked with. */
export interface Asking {
  readonly zone: ZoneConfig;
  readonly clients: AwsClients;
  /** The answer to another question, which is asked once however many want it. */
  readonly ask: <Q extends Question>(question: Q) => Promise<Answers[Q]>;
}

export type Questions = { readonly [Q in Question]: (asking: Asking) => Promise<Answers[Q]> };

/** How each question is asked. */
export const QUESTIONS: Questions = {
  ...WATCH_QUESTIONS,
  ...SETTING_QUESTIONS,
  ...ZONE_QUESTIONS,
};
