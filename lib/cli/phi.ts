import { commandGroup } from './group';
import { phiBackfillCommand } from './phi-backfill';
import { phiRestoreKeysCommand } from './phi-restore-keys';
import { phiScanCommand } from './phi-scan';

/** `hlz phi` */
export const phiCommand = commandGroup({
  name: 'phi',
  summary: 'Look after encrypted fields and their keys.',
  moment: 'Operate',
  about: `For the operator of a zone that encrypts fields. docs/encrypt-a-column.md is the guide.`,
  subcommands: [phiScanCommand, phiBackfillCommand, phiRestoreKeysCommand],
});
