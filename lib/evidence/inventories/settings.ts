import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';

const MEANS: Readonly<Record<string, string>> = {
  create: 'made by the zone',
  enforce: 'set by the zone, and again at each deploy',
  existing: 'somebody else makes it: nothing of it is shown here',
  off: 'nobody makes it',
};

/** Settings and singletons of the account, and how config treats each. */
export function settings({ ledger }: Pick<InventoryProps, 'ledger'>): EvidenceTable {
  return {
    id: 'settings',
    title: 'Settings of the account',
    explains:
      'What there is once in an account: made by the zone, left to somebody else, or off, and why. Of what somebody else makes no check has looked at anything.',
    columns: ['Setting', 'Mode', 'What that means', 'Reason'],
    rows: ledger.settings.map(({ setting, mode, reason }) => [
      setting,
      mode,
      MEANS[mode] ?? '',
      reason,
    ]),
  };
}
