import type { CommandIo } from '../../lib/cli/command';

/** An io that remembers what was printed. */
export function fakeIo(io: Partial<CommandIo> = {}) {
  const printed = { stdout: '', stderr: '' };
  const fake: CommandIo = {
    stdout: (text) => void (printed.stdout += text),
    stderr: (text) => void (printed.stderr += text),
    isTTY: false,
    ask: async () => '',
    env: {},
    cwd: process.cwd(),
    ...io,
  };
  return { io: fake, printed };
}
