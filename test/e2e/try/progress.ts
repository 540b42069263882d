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

/** @param write takes text as it is, line ends included */
export function progress(style: Style, write: (text: string) => void): Report {
  if (style === 'json') return asJson((entry) => write(`${JSON.stringify(entry)}\n`));
  if (style === 'lines') return createReport((line) => write(`${line}\n`));
  return asDisplay(write);
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
function asDisplay(write: (text: string) => void): Report {
  return {
    async step(what, work) {
      const began = Date.now();
      const line = (mark: string): string =>
        `${CLEAR}${mark} ${what}  ${String(Math.round((Date.now() - began) / 1000))} s`;
      write(line('·'));
      const timer = setInterval(() => write(line('·')), EVERY);
      try {
        const result = await work();
        write(`${line('✓')}\n`);
        return result;
      } catch (error) {
        write(`${line('✗')}\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
    fact: () => undefined,
  };
}
