import type { Command, Offer } from '../command';
import { wordsOf } from '../group';

/** What may come next on a command line after some words. */
export interface Place {
  /** The words behind `hlz`: none, a command, or a group and its command. */
  readonly at: string;
  /** Words that may come next, and what they stand for. */
  readonly words: readonly (readonly [word: string, summary: string])[];
  readonly options: readonly PlacedOption[];
  /** What else may come next. */
  readonly operands: Offer;
}

export interface PlacedOption {
  /** With its dashes. */
  readonly name: string;
  /** What its value is; undefined when it takes none. */
  readonly value: Offer | undefined;
}

const HELP: PlacedOption = { name: '--help', value: undefined };

/** Every place of the command line of `hlz`. */
export function placesOf(commands: readonly Command[]): readonly Place[] {
  const words = commands.map(({ name, summary }) => [name, summary] as const);
  const helpWord = ['help', 'Say how a command is called.'] as const;
  const version: PlacedOption = { name: '--version', value: undefined };
  const groups = commands.filter(({ subcommands }) => subcommands !== undefined);
  return [
    place('', { words: [...words, helpWord], options: [HELP, version] }),
    place('help', { words }),
    ...groups.map((group) => place(`help ${group.name}`, { words: wordsBelow(group) })),
    ...commands.flatMap((command) => [
      placeOf(command),
      ...(command.subcommands ?? []).map(placeOf),
    ]),
  ];
}

/** First words behind which another word belongs to the name of the place. */
export function prefixesOf(places: readonly Place[]): readonly string[] {
  return [
    ...new Set(places.flatMap(({ at }) => (at.includes(' ') ? [at.split(' ')[0] ?? ''] : []))),
  ];
}

function placeOf(command: Command): Place {
  const options = Object.entries(command.options ?? {}).flatMap(([name, option]) => {
    const value = option.type === 'boolean' ? undefined : (option.offer ?? 'nothing');
    const short = option.short === undefined ? [] : [`-${option.short}`];
    return [`--${name}`, ...short].map((written) => ({ name: written, value }));
  });
  const { name, operands = 'nothing' } = command;
  return { at: name, words: wordsBelow(command), options: [...options, HELP], operands };
}

function wordsBelow(group: Command): Place['words'] {
  const summaries = (group.subcommands ?? []).map(({ summary }) => summary);
  return wordsOf(group).map((word, at) => [word, summaries[at] ?? ''] as const);
}

function place(at: string, { words, options = [] }: Pick<Place, 'words'> & Partial<Place>): Place {
  return { at, words, options, operands: 'nothing' };
}
