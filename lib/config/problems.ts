/** One thing that is wrong with a config. */
export interface Problem {
  /** Dotted path of the value, such as `network.connectedCidrs.0`. Empty: the whole file. */
  readonly path: string;
  /** Line of the file, from 1, where there is one. */
  readonly line?: number | undefined;
  /** What was found and what was expected: a sentence. */
  readonly message: string;
  /** What to do about it: a sentence. */
  readonly mend: string;
}

/** A config that cannot be used, with everything that is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** In the order of the file; what has no line comes last. */
  readonly problems: readonly Problem[];

  constructor(
    readonly file: string,
    problems: readonly Problem[],
  ) {
    const sorted = problems.toSorted((a, b) => (a.line ?? LAST) - (b.line ?? LAST));
    super(renderProblems(file, sorted));
    this.problems = sorted;
  }
}

const LAST = Number.MAX_SAFE_INTEGER;

/** A path into a config: keys, and positions in lists. */
export type Path = readonly (string | number)[];

/** A path as people read it. A key that is no plain word is quoted. */
export function pathText(path: Path): string {
  return path
    .map((step) => (/^[\w-]+$/.test(String(step)) ? String(step) : quoted(String(step))))
    .join('.');
}

const LONGEST_QUOTE = 60;

/** A text of the user in quotes: not too long, and with nothing in it that a terminal would obey. */
export function quoted(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 3)}...` : text;
  return JSON.stringify(short).replace(/\p{C}/gu, (control) => `\\u{${hex(control)}}`);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

function renderProblems(file: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ line }) => (line === undefined ? '' : `line ${line}`));
  const width = Math.max(...lines.map((line) => line.length));
  const margin = width === 0 ? '' : '  ';
  return [
    `${file}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
    ...problems.map(({ path, message, mend }, index) => {
      const where = `${(lines[index] ?? '').padEnd(width)}${margin}`;
      return `  ${where}${path === '' ? '' : `${path}: `}${message} ${mend}`;
    }),
  ].join('\n');
}
