import * as z from 'zod/mini';
import { readJsonSetting } from '../shared/settings';
import type { AccessLimits } from './rates';

const most = z.int().check(z.minimum(1), z.maximum(10_000));
const limits = z.strictObject({ callsPerMinute: most, bulkPerHour: most });

/**
 * Reads ACCESS_LIMITS: `{"callsPerMinute":60,"bulkPerHour":2}`.
 *
 * @throws SettingError
 */
export function readAccessLimits(text: string): AccessLimits {
  return readJsonSetting('ACCESS_LIMITS', text, limits);
}
