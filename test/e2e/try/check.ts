import { ROOT } from '../../support/root';
import type { Processes } from '../machine/processes';
import { CommandError } from '../machine/processes';
import type { Report } from '../report';
import type { Line } from './lines';

/** Seconds in which a line must have ended; the slowest waits for a signature, or for an alert. */
const PATIENCE = 180;

/**
 * Pastes the lines into a shell, as printed, and looks whether each prints what it says.
 *
 * @param env of a person: nothing of the emulator is in it
 * @throws CommandError with all that the line printed, when it does not
 */
export async function checkLines(
  lines: readonly Line[],
  { processes, report, env }: CheckProps,
  shell = 'sh',
): Promise<void> {
  for (const [at, { title, command, prints }] of lines.entries()) {
    await report.step(`line ${String(at + 1)} in ${shell}: ${title}`, async () => {
      const options = { cwd: ROOT, env, seconds: PATIENCE };
      const ended = await processes.end(shell, ['-c', command], options);
      const missing = prints.filter((expected) => !expected.test(ended.stdout));
      if (ended.code === 0 && missing.length === 0) return;
      const why = `${ended.why}, and did not print ${missing.map(String).join(', ') || 'nothing'}`;
      throw new CommandError(command, { ...ended, why });
    });
  }
}

export interface CheckProps {
  readonly processes: Processes;
  readonly report: Report;
  readonly env: NodeJS.ProcessEnv;
}
