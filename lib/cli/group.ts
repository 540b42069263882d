import { didYouMean } from '../config/nearest';
import type { Command, Moment } from './command';
import { UsageError } from './command';

/** A word after `hlz` that is a name for other commands. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly moment: Moment;
  /** For whom it is, and which page says more: sentences. */
  readonly about: string;
  readonly subcommands: readonly Command[];
}

export function commandGroup({ about, ...group }: CommandGroup): Command {
  const { name, subcommands } = group;
  const width = Math.max(...subcommands.map((command) => command.name.length));
  const table = subcommands.map(
    (command) => `  ${command.name.padEnd(width)}   ${command.summary}`,
  );
  return {
    ...group,
    usage: `hlz ${name} <command> [arguments]

${about}

${table.join('\n')}

hlz help ${name} <command> says more about one: options, examples, exit codes. Each exits
with 70 on a mistake of hlz itself: please report it.
`,
    run: async ([word]) => {
      throw new UsageError(
        word === undefined
          ? `a command is missing. ${commandsOf(group)}`
          : unknownWord(word, group),
      );
    },
  };
}

/** What is wrong with a word after the name of a group, and which was meant. */
export function unknownWord(word: string, group: Pick<Command, 'name' | 'subcommands'>): string {
  if (word.startsWith('-')) return `found ${word}, expected a command. ${commandsOf(group)}`;
  const mend = didYouMean(word, wordsOf(group), commandsOf(group));
  return `unknown command ${JSON.stringify(word)}. ${mend}`;
}

function commandsOf(group: Pick<Command, 'name' | 'subcommands'>): string {
  return `The commands are ${wordsOf(group).join(', ')}.`;
}

/** Words that may come after the name of a group. */
export function wordsOf({
  name,
  subcommands = [],
}: Pick<Command, 'name' | 'subcommands'>): readonly string[] {
  return subcommands.map((command) => command.name.slice(name.length + 1));
}
