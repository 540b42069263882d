import type { ZoneConfig } from '../../config/schema';
import { accessAlarms } from './access-alarm-table';
import { CIS_ALARMS } from './cis-alarm-table';
import { dataAlarms } from './data-alarm-table';
import type { TrailAlarm } from './trail-alarm';
import { watchAlarms } from './watch-alarm-table';

/** What the alarms of a zone watch for: what the CIS benchmark asks for, then what would break a promise of this zone. */
export function trailAlarms(config: ZoneConfig): readonly TrailAlarm[] {
  return [...CIS_ALARMS, ...accessAlarms(config), ...dataAlarms(config), ...watchAlarms(config)];
}
