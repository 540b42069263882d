import { createInterface } from 'node:readline';
import type { CommandIo } from './command';
import { EXIT } from './command';

/** The real thing: streams and environment of this process. */
export function processIo(): CommandIo {
  const { stdin, stdout, stderr } = process;
  stdout.on('error', (error) => cannotWrite('stdout', error));
  stderr.on('error', (error) => cannotWrite('stderr', error));
  return {
    stdout: (text) => stdout.write(text),
    stderr: (text) => stderr.write(text),
    isTTY: [stdin, stdout, stderr].every(({ isTTY }) => isTTY),
    ask,
    env: process.env,
    cwd: process.cwd(),
  };
}

/** Asks on stderr, so that stdout stays what it is. An input that ends answers with nothing. */
async function ask(question: string): Promise<string> {
  const reader = createInterface({
    input: process.stdin,
    output: process.stderr,
    prompt: question,
  });
  return new Promise((resolve) => {
    // Not reader.question: it does not hear a last line without a line end.
    reader.once('line', (line) => {
      resolve(line);
      reader.close();
    });
    reader.once('close', () => resolve(''));
    reader.prompt();
  });
}

/** What is not printed is not said: such as a full disk behind `hlz ledger verify > report`. */
function cannotWrite(name: 'stdout' | 'stderr', { code }: NodeJS.ErrnoException): void {
  // `hlz config | head` closes the pipe early: nobody reads on, and nothing is wrong.
  if (code === 'EPIPE') return;
  if (name === 'stdout') {
    process.stderr.write(
      `hlz: what was found cannot be written to stdout (${code ?? 'unknown'}).\n`,
    );
  }
  process.exit(EXIT.usage);
}
