import type { ControlStatus, JudgedControl } from '../../controls/judged';
import { STATUS_WORDS } from './words';

export interface StatusCount {
  readonly status: ControlStatus;
  readonly count: number;
}

/** How many controls are in each state, what needs somebody first. States without any are left out. */
export function statusCounts(controls: readonly JudgedControl[]): readonly StatusCount[] {
  return (Object.keys(STATUS_WORDS) as ControlStatus[])
    .map((status) => ({
      status,
      count: controls.filter((control) => control.status === status).length,
    }))
    .filter(({ count }) => count > 0);
}
