import { didYouMean } from '../config/nearest';
import type { Command } from './command';
import { UsageError } from './command';
import { ledgerExportCommand } from './ledger-export';
import { ledgerKeyCommand } from './ledger-key';
import { ledgerProveCommand, ledgerVerifyProofCommand } from './ledger-prove';
import { ledgerVerifyCommand } from './ledger-verify';

const SUBCOMMANDS = [
  ledgerKeyCommand,
  ledgerExportCommand,
  ledgerVerifyCommand,
  ledgerProveCommand,
  ledgerVerifyProofCommand,
];

const WIDTH = Math.max(...SUBCOMMANDS.map(({ name }) => name.length));

/** `hlz ledger` */
export const ledgerCommand: Command = {
  name: 'ledger',
  summary: 'Export, check and prove the audit ledger.',
  usage: `hlz ledger <command> [arguments]

For the operator and the auditor of the audit ledger. docs/ledger.md says what it proves.

${SUBCOMMANDS.map(({ name, summary }) => `  ${name.padEnd(WIDTH)}   ${summary}`).join('\n')}

hlz ledger <command> --help says more about one, its exit codes included. Each exits with 70 on a
mistake of hlz itself: please report it.
`,
  subcommands: SUBCOMMANDS,
  run: async ([word]) => {
    const names = SUBCOMMANDS.map(({ name }) => name.slice('ledger '.length));
    throw new UsageError(
      word === undefined
        ? `a command is missing. The commands are ${names.join(', ')}.`
        : `unknown command ${JSON.stringify(word)}. ${didYouMean(word, names, `The commands are ${names.join(', ')}.`)}`,
    );
  },
};
