import type { ParseArgsConfig } from 'node:util';

/** Everything that a command may touch of the process, so that a test can hand it something else. */
export interface CommandIo {
  /** Prints the text as it is: line ends are the caller's. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether a person sits there: sees what is printed, and can be asked. */
  readonly isTTY: boolean;
  /** Asks one question and resolves with the answer, without its line end. */
  readonly ask: (question: string) => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths of the arguments start. */
  readonly cwd: string;
}

/** When one needs a command: the headings of `hlz --help`, in this order. */
export const MOMENTS = [
  'Before a deploy',
  'Deploy',
  'Operate',
  'Prove',
  'After a breach',
  'This command',
] as const;

export type Moment = (typeof MOMENTS)[number];

/** What a shell completes a value with. Nothing: it is free text, or is not known here. */
export type Offer = 'files' | 'directories' | 'nothing' | readonly string[];

/** An option as `node:util` parses it. */
type ParsedOption = NonNullable<ParseArgsConfig['options']>[string];

export interface CommandOption extends ParsedOption {
  /**
   * What a shell offers as its value.
   *
   * @default 'nothing'
   */
  readonly offer?: Offer;
}

export type CommandOptions = Readonly<Record<string, CommandOption>>;

/** One word after `hlz`, or two. */
export interface Command {
  readonly name: string;
  /**
   * The heading under which `hlz --help` lists it. A command below another has none.
   *
   * @default - at the end of the list, without a heading
   */
  readonly moment?: Moment;
  /** One line, shown by `hlz --help`. */
  readonly summary: string;
  /** The whole help of the command, shown by `hlz <name> --help`. */
  readonly usage: string;
  /**
   * The options that `run` parses: the same object, so that completion knows what there is.
   *
   * @default - none
   */
  readonly options?: CommandOptions;
  /**
   * What a shell offers where no option stands.
   *
   * @default 'nothing'
   */
  readonly operands?: Offer;
  /**
   * Commands below this one; the name of each begins with the name of this one.
   *
   * @default - none
   */
  readonly subcommands?: readonly Command[];
  /** Resolves with the exit code; throws {@link UsageError} for arguments that make no sense. */
  readonly run: (args: readonly string[], io: CommandIo) => Promise<number>;
}

/** What `hlz` exits with. */
export const EXIT = {
  ok: 0,
  /** Problems were found, and named. */
  problems: 1,
  /** The command line makes no sense, or the command cannot do its work at all. */
  usage: 2,
  /** An operation stopped half-way and can be repeated. */
  unfinished: 3,
  /** A mistake of `hlz` itself: EX_SOFTWARE of BSD's sysexits. */
  bug: 70,
} as const;

/** The person called a command in a wrong way. The message says what is wrong with the call. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
