import { didYouMean } from '../config/nearest';
import type { Command } from './command';
import { UsageError } from './command';
import { phiBackfillCommand } from './phi-backfill';
import { phiRestoreKeysCommand } from './phi-restore-keys';
import { phiScanCommand } from './phi-scan';

const SUBCOMMANDS = [phiScanCommand, phiBackfillCommand, phiRestoreKeysCommand];

const WIDTH = Math.max(...SUBCOMMANDS.map(({ name }) => name.length));

/** `hlz phi` */
export const phiCommand: Command = {
  name: 'phi',
  summary: 'Look after encrypted fields and their keys.',
  usage: `hlz phi <command> [arguments]

For the operator of a zone that encrypts fields.

${SUBCOMMANDS.map(({ name, summary }) => `  ${name.padEnd(WIDTH)}   ${summary}`).join('\n')}

hlz phi <command> --help says more about one, its exit codes included. Each exits with 70 on a mistake
of hlz itself: please report it.
`,
  subcommands: SUBCOMMANDS,
  run: async ([word]) => {
    const names = SUBCOMMANDS.map(({ name }) => name.slice('phi '.length));
    throw new UsageError(
      word === undefined
        ? `a command is missing. The commands are ${names.join(', ')}.`
        : `unknown command ${JSON.stringify(word)}. ${didYouMean(word, names, `The commands are ${names.join(', ')}.`)}`,
    );
  },
};
