import { commandGroup } from './group';
import { ledgerExportCommand } from './ledger-export';
import { ledgerKeyCommand } from './ledger-key';
import { ledgerProveCommand, ledgerVerifyProofCommand } from './ledger-prove';
import { ledgerVerifyCommand } from './ledger-verify';

/** `hlz ledger` */
export const ledgerCommand = commandGroup({
  name: 'ledger',
  summary: 'Export, check and prove the audit ledger.',
  moment: 'Prove',
  about: `For the operator and the auditor of the audit ledger. docs/ledger.md says what it proves.`,
  subcommands: [
    ledgerKeyCommand,
    ledgerExportCommand,
    ledgerVerifyCommand,
    ledgerProveCommand,
    ledgerVerifyProofCommand,
  ],
});
