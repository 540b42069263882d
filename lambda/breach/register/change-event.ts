import type { Outcome } from '../../access/recorded';
import { withoutUndefined } from '../../shared/json';
import type { AuditDraft } from '../../shared/audit/event';
import type { Change, ChangeKind } from './incident';
import type { Authorship } from './register';

const ACTIONS: Readonly<Record<ChangeKind, string>> = {
  opened: 'open-incident',
  hit: 'attach-hit',
  facts: 'describe-incident',
  discovery: 'move-discovery',
  counts: 'set-counts',
  'safe-harbor': 'record-safe-harbor',
  exclusion: 'record-exclusion',
  assessment: 'assess-incident',
  approval: 'approve-finding',
  hold: 'record-hold',
  associate: 'record-associate',
  notice: 'record-notice',
  withdraw: 'withdraw-entry',
  state: 'change-state',
  reminder: 'send-reminder',
};

/** The audit event of a change: which incident, what was done, and names of fields. What it says stays in the register. */
export function changeEvent(
  id: string,
  change: Change,
  author: Authorship,
  outcome: Outcome,
): AuditDraft {
  const fields = fieldsOf(withoutUndefined(change));
  return {
    ...author,
    type: 'breach-register-change',
    action: ACTIONS[change.kind],
    resource: { type: 'incident', ref: id },
    ...(fields.length === 0 ? {} : { fields: [...fields] }),
    phiAccessed: false,
    breakGlass: false,
    ...outcome,
  };
}

function fieldsOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'opened':
      return Object.keys(change.facts ?? {});
    case 'facts':
      return Object.keys(change.facts);
    case 'counts':
      return Object.keys(change.counts);
    case 'discovery':
      return ['discoveredOn'];
    case 'approval':
      return [change.of];
    default:
      return [change.kind];
  }
}
