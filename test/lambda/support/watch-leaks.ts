import { overheardConsole, takeLeaks } from './leak-watch';

/** Fails every test during which something of a person was logged or printed. */

globalThis.console = overheardConsole(globalThis.console);

function failOnLeaks(): void {
  const leaks = takeLeaks();
  if (leaks.length > 0) {
    throw new Error(
      `Logged or printed, and must not be (see test/lambda/support/leak-watch.ts):\n  ${leaks.join('\n  ')}`,
    );
  }
}

afterEach(failOnLeaks);
afterAll(failOnLeaks);
