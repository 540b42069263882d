import { didYouMean } from '../config/nearest';
import { breachCheckCommand } from './breach-check';
import { breachClocksCommand } from './breach-clocks';
import { breachDrillCommand } from './breach-drill';
import type { Command } from './command';
import { UsageError } from './command';

const SUBCOMMANDS = [breachClocksCommand, breachDrillCommand, breachCheckCommand];

const WIDTH = Math.max(...SUBCOMMANDS.map(({ name }) => name.length));

/** `hlz breach` */
export const breachCommand: Command = {
  name: 'breach',
  summary: 'Reckon the deadlines of a breach, and practise what is done after one.',
  usage: `hlz breach <command> [arguments]

For the privacy officer, and whoever has to show that the response to incidents is practised.
docs/breach-desk.md is the runbook.

${SUBCOMMANDS.map(({ name, summary }) => `  ${name.padEnd(WIDTH)}   ${summary}`).join('\n')}

hlz breach <command> --help says more about one, its exit codes included.
`,
  subcommands: SUBCOMMANDS,
  run: async ([word]) => {
    const names = SUBCOMMANDS.map(({ name }) => name.slice('breach '.length));
    throw new UsageError(
      word === undefined
        ? `a command is missing. The commands are ${names.join(', ')}.`
        : `unknown command ${JSON.stringify(word)}. ${didYouMean(word, names, `The commands are ${names.join(', ')}.`)}`,
    );
  },
};
