import * as z from 'zod/mini';
import { readJsonSetting } from '../shared/settings';
import { IDENTIFIERS } from './detect/finding';

/** Who looks for what identifies a person: our own recognizers alone, or Comprehend Medical beside them. */
export const DETECTORS = ['local', 'comprehend-medical'] as const;

const settings = z.strictObject({
  /** Days for which a data key encrypts. */
  epochDays: z.int().check(z.minimum(1), z.maximum(90)),
  /** Minutes for which a container holds an unwrapped key. */
  keyCacheMinutes: z.int().check(z.minimum(5), z.maximum(60)),
  detector: z.enum(DETECTORS),
  /** Forms of numbers of the hospital's own. */
  patterns: z.array(
    z.strictObject({
      identifier: z.enum(IDENTIFIERS),
      form: z.string().check(z.minLength(4), z.maxLength(32)),
    }),
  ),
});
export type PhiSettings = z.infer<typeof settings>;

/**
 * Reads PHI_SETTINGS: `{"epochDays":30,"keyCacheMinutes":60,"detector":"local","patterns":[]}`.
 *
 * @throws SettingError
 */
export function readPhiSettings(text: string): PhiSettings {
  return readJsonSetting('PHI_SETTINGS', text, settings);
}
