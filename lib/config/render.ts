import { stringify } from 'yaml';
import type { Path } from './problems';
import { pathText } from './problems';
import type { ZoneConfig } from './schema';
import type { Origin } from './sourced';

/**
 * A config as YAML in which each value stands on one line, and behind it where it comes from.
 * Read again, the YAML gives the same config.
 */
export function renderConfig(config: ZoneConfig, origins: ReadonlyMap<string, Origin>): string {
  const lines = [...linesOf(config, [], '')];
  const valueLines = lines.filter(({ path }) => path !== undefined);
  const widths = valueLines.map(({ text }) => text.length).filter((width) => width <= WIDEST);
  const column = Math.max(0, ...widths);
  const rendered = lines.map(({ text, path }) => {
    const origin = path === undefined ? undefined : origins.get(path);
    return origin === undefined ? text : `${text.padEnd(column)}  # ${originText(origin)}`;
  });
  return `${rendered.join('\n')}\n`;
}

/** A line that is longer does not push the column of the others. */
const WIDEST = 48;

function originText(origin: Origin): string {
  return origin.kind === 'file' ? `line ${origin.line}` : `${origin.profile} profile`;
}

interface Line {
  readonly text: string;
  /** Of the value on this line; none on the line of a heading. */
  readonly path?: string;
}

function* linesOf(value: object, path: Path, indent: string): Generator<Line> {
  for (const [key, entry] of Object.entries(value) as [string, unknown][]) {
    const here = [...path, key];
    const start = `${indent}${Array.isArray(value) ? '-' : `${key}:`}`;
    if (isFull(entry)) {
      yield { text: start };
      yield* linesOf(entry, here, `${indent}  `);
    } else {
      yield { text: `${start} ${onOneLine(entry)}`, path: pathText(here) };
    }
  }
}

/** Whether a value has values of its own. */
function isFull(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function onOneLine(value: unknown): string {
  const text = stringify(value, { lineWidth: 0, blockQuote: false }).replace(/\n$/, '');
  return text.includes('\n') ? JSON.stringify(value) : text;
}
