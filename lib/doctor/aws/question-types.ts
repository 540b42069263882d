import type { ZoneConfig } from '../../config/schema';
import type { Answers, Question } from '../answers';
import type { AwsClients } from './clients';

/** What a question is asked with. */
export interface Asking {
  readonly zone: ZoneConfig;
  readonly clients: AwsClients;
  /** The answer to another question, which is asked once however many want it. */
  readonly ask: <Q extends Question>(question: Q) => Promise<Answers[Q]>;
}

/** A way to ask each question. */
export type Questions = { readonly [Q in Question]: (asking: Asking) => Promise<Answers[Q]> };
