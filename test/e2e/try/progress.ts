import type { Report } from '../report';
import { createReport } from '../report';

/** What is said while the zone is deployed: for a terminal, for a file, for a program. */
export type Style = 'display' | 'lines' | 'json';

export function styleOf(json: boolean, isTerminal: boolean): Style {
  if (json) return 'json';
  return isTerminal ? 'display' : 'lines';
}

/** Clears the line and goes to its beginning (ECMA-48). */
const CLEAR = '\r\u001B[K';
const EVERY = 1000;

/**
 * @param write takes text as it is, line ends included
 * @param columns of the terminal, as wide as it is now
 * @param interrupted ends a display where it is: what is said after it has a line of its own
 */
export function progress(
  style: Style,
  write: (text: string) => void,
  interrupted?: AbortSignal,
  columns: () => number = () => 80,
): Report {
  if (style === 'json') return asJson((entry) => write(`${JSON.stringify(entry)}\n`));
  if (style === 'lines') return createReport((line) => write(`${line}\n`));
  return asDisplay(write, columns, interrupted);
}

function asJson(tell: (entry: object) => void): Report {
  return {
    async step(what, work) {
      const began = Date.now();
      tell({ event: 'step', state: 'started', what });
      const result = await work();
      tell({ event: 'step', state: 'done', what, seconds: (Date.now() - began) / 1000 });
      return result;
    },
    fact: (text) => tell({ event: 'fact', text }),
  };
}

/** One line a step: it counts the seconds while it is done, and stays when it is. */
function asDisplay(
  write: (text: string) => void,
  columns: () => number,
  interrupted?: AbortSignal,
): Report {
  return {
    async step(what, work) {
      const began = Date.now();
      const seconds = (): string => `  ${String(Math.round((Date.now() - began) / 1000))} s`;
      const line = (mark: string): string => `${CLEAR}${mark} ${what}${seconds()}`;
      // What does not fit into one row is not cleared by the next picture.
      const drawn = (): string => {
        const room = Math.max(0, columns() - 3 - seconds().length);
        const text = what.length > room ? `${what.slice(0, Math.max(0, room - 1))}…` : what;
        return `${CLEAR}· ${text}${seconds()}`;
      };
      write(drawn());
      const timer = setInterval(() => write(drawn()), EVERY);
      const end = (): void => {
        clearInterval(timer);
        write('\n');
      };
      interrupted?.addEventListener('abort', end);
      try {
        const result = await work();
        write(`${line('✓')}\n`);
        return result;
      } catch (error) {
        write(`${line('✗')}\n`);
        throw error;
      } finally {
        clearInterval(timer);
        interrupted?.removeEventListener('abort', end);
      }
    },
    fact: () => undefined,
  };
}
