import type { YAMLError } from 'yaml';
import { LineCounter, parseDocument } from 'yaml';
import type { Problem } from './problems';
import type { Sourced } from './sourced';
import { TOO_DEEP, TreeReader } from './yaml-tree';

/** A YAML text, read: what it says as far as it can be understood, and what is wrong with it. */
export interface Reading {
  /** Missing when the text is empty, or not YAML at all. */
  readonly tree?: Sourced | undefined;
  readonly problems: readonly Problem[];
}

/** Reads one YAML 1.2 document that holds plain data: no anchors, aliases or tags, each key once. */
export function readYaml(text: string): Reading {
  const lineCounter = new LineCounter();
  const { contents, errors, warnings } = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    schema: 'core',
    // TreeReader compares keys: it knows their paths.
    uniqueKeys: false,
  });
  const flaws = [...errors, ...warnings.filter(({ code }) => code !== NAMED_BY_TREE_READER)];
  if (flaws.length > 0) {
    return { problems: distinct(flaws.map((flaw) => syntaxProblem(flaw, lineCounter))) };
  }
  const reader = new TreeReader(lineCounter);
  const tree = contents === null ? undefined : reader.read(contents);
  return { tree, problems: distinct(reader.problems) };
}

const NAMED_BY_TREE_READER = 'TAG_RESOLVE_FAILED';

/** Nested brackets make the same mistake at each level; it is said once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const keyed = problems.map((problem) => [Object.values(problem).join(' '), problem] as const);
  return [...new Map(keyed).values()];
}

function syntaxProblem(flaw: YAMLError, lines: LineCounter): Problem {
  return { path: '', line: lines.linePos(flaw.pos[0]).line, ...inWords(flaw) };
}

function inWords({ code, message }: YAMLError): Pick<Problem, 'message' | 'mend'> {
  if (code === 'MULTIPLE_DOCS') {
    const mend = 'Keep one zone in a file.';
    return { message: 'found a second YAML document, expected one.', mend };
  }
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  const text = message.replace(/[\s\p{C}]+/gu, ' ');
  return {
    message: `not valid YAML: ${text.charAt(0).toLowerCase()}${text.slice(1)}.`,
    mend: 'Indent with spaces, close each quote and bracket, and quote text that holds ": " or " #".',
  };
}
