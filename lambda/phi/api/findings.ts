import type { TextFinding } from '../../shared/http/generated/types';
import type { Finding } from '../detect/finding';
import { SENSITIVITY_OF } from '../detect/finding';

/** Texts that are looked at at a time. */
export const TEXTS_AT_A_TIME = 8;

const HUNDREDTHS = 100;

/** A finding as the answer has it: where and what, never the value. */
export function toldFinding({ identifier, start, end, confidence, label }: Finding): TextFinding {
  return {
    identifier,
    start,
    end,
    sensitivity: SENSITIVITY_OF[identifier],
    confidence: Math.round(confidence * HUNDREDTHS),
    label,
  };
}
