import type { Questions } from './question-types';
import { SETTING_QUESTIONS } from './setting-questions';
import { WATCH_QUESTIONS } from './watch-questions';
import { ZONE_QUESTIONS } from './zone-questions';

/** How each question is asked. */
export const QUESTIONS: Questions = {
  ...WATCH_QUESTIONS,
  ...SETTING_QUESTIONS,
  ...ZONE_QUESTIONS,
};
