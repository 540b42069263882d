import { didYouMean } from '../config/nearest';
import { accessExplainCommand } from './access-explain';
import { accessMatrixCommand } from './access-matrix';
import type { Command } from './command';
import { UsageError } from './command';

const SUBCOMMANDS = [accessExplainCommand, accessMatrixCommand];

const WIDTH = Math.max(...SUBCOMMANDS.map(({ name }) => name.length));

/** `hlz access` */
export const accessCommand: Command = {
  name: 'access',
  summary: 'Explain who may do what, from the access policies.',
  usage: `hlz access <command> [arguments]

For the privacy officer who signs the access matrix, and whoever wonders why something was denied.
docs/access.md says how decisions are made.

${SUBCOMMANDS.map(({ name, summary }) => `  ${name.padEnd(WIDTH)}   ${summary}`).join('\n')}

hlz access <command> --help says more about one, its exit codes included.
`,
  subcommands: SUBCOMMANDS,
  run: async ([word]) => {
    const names = SUBCOMMANDS.map(({ name }) => name.slice('access '.length));
    throw new UsageError(
      word === undefined
        ? `a command is missing. The commands are ${names.join(', ')}.`
        : `unknown command ${JSON.stringify(word)}. ${didYouMean(word, names, `The commands are ${names.join(', ')}.`)}`,
    );
  },
};
