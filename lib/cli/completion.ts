import { didYouMean } from '../config/nearest';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';
import { bashScript } from './completion/bash';
import { fishScript } from './completion/fish';
import type { Place } from './completion/places';
import { placesOf } from './completion/places';
import { zshScript } from './completion/zsh';

const SCRIPTS: Readonly<Record<string, (places: readonly Place[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};
const SHELLS = Object.keys(SCRIPTS);

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/**
 * `hlz completion`
 *
 * @param commands all commands, this one among them
 */
export function createCompletionCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    moment: 'This command',
    summary: 'Print a script by which a shell completes hlz.',
    usage: `hlz completion <shell> [--json]

Prints a script by which a shell completes commands, options, and those values that are known.

  <shell>   ${SHELLS.join(', ')}
  --json    {places} as JSON: what may come after which words; without a shell too

For example, in ~/.bashrc, in ~/.zshrc after compinit, and in config.fish:

  source <(hlz completion bash)
  source <(hlz completion zsh)
  hlz completion fish | source

Exits with 0.
`,
    options: OPTIONS,
    operands: SHELLS,
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      const places = placesOf(commands());
      const shell = shellIn(positionals, values.json);
      if (values.json) io.stdout(`${JSON.stringify({ places }, null, 2)}\n`);
      else io.stdout(SCRIPTS[shell]?.(places) ?? '');
      return EXIT.ok;
    },
  };
}

function shellIn([shell, ...others]: readonly string[], json: boolean): string {
  const all = `The shells are ${SHELLS.join(', ')}.`;
  if (others.length > 0)
    throw new UsageError(`found ${String(others.length + 1)} shells, expected one.`);
  if (shell === undefined) {
    if (json) return '';
    throw new UsageError(`the name of a shell is missing. ${all}`);
  }
  if (SHELLS.includes(shell)) return shell;
  throw new UsageError(`unknown shell ${JSON.stringify(shell)}. ${didYouMean(shell, SHELLS, all)}`);
}
