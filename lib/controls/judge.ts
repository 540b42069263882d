import type { CheckLedger } from '../compliance/check-ledger';
import type { ZoneView } from '../compliance/reading/zone-view';
import type { ZoneConfig } from '../config/schema';
import type { Control } from './control';
import type { JudgedControl, TestResults } from './judged';

export interface JudgeProps {
  readonly controls: readonly Control[];
  readonly config: ZoneConfig;
  readonly zone: Pick<ZoneView, 'resources'>;
  readonly ledger: CheckLedger;
  readonly tests: TestResults | undefined;
}

/** What the zone shows of each control. */
export function judgeControls(_props: JudgeProps): readonly JudgedControl[] {
  return [];
}
