import type { LineCounter, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Path, Problem } from './problems';
import { pathText, quoted } from './problems';
import type { Scalar, Sourced, SourcedList, SourcedMap } from './sourced';

/** No config is nested deeper than five; what is deeper could exhaust the stack of what reads it. */
const DEEPEST = 20;

export const TOO_DEEP = {
  message: `nested too deep, expected at most ${DEEPEST} levels.`,
  mend: 'Start from a copy of config/sandbox.yaml.',
} as const satisfies Partial<Problem>;

/** Turns the nodes of a parsed YAML document into plain data that knows its lines. */
export class TreeReader {
  /** What {@link read} met that is not plain data. In its place in the tree stands nothing. */
  readonly problems: Problem[] = [];

  constructor(private readonly lines: LineCounter) {}

  read(contents: Node): Sourced {
    return this.value(contents, [], this.lineOf(contents) ?? 1);
  }

  private value(node: unknown, path: Path, line: number): Sourced {
    const origin = { kind: 'file', line } as const;
    if (path.length > DEEPEST) this.refuse(path.slice(0, 1), line, TOO_DEEP.message, TOO_DEEP.mend);
    else if (!this.refuseMarks(node, path, line)) {
      if (isMap(node)) return this.map(node, path, line);
      if (isSeq(node)) return this.list(node, path, line);
      if (isScalar(node) && isPlain(node.value)) {
        const text = node.source ?? String(node.value);
        return { kind: 'scalar', value: node.value, text, origin };
      }
    }
    return { kind: 'scalar', value: null, text: '', origin };
  }

  private list(node: YAMLSeq, path: Path, line: number): SourcedList {
    const items = node.items.map((item, index) =>
      this.value(item, [...path, index], this.lineOf(item) ?? line),
    );
    return { kind: 'list', items, origin: { kind: 'file', line } };
  }

  private map(node: YAMLMap, path: Path, line: number): SourcedMap {
    const entries = new Map<string, Sourced>();
    for (const pair of node.items) {
      const key = this.key(pair, path, line);
      const first = entries.get(key.name)?.origin;
      if (first?.kind === 'file') {
        const message = `found a second time, expected once; the first is on line ${first.line}.`;
        this.refuse(key.path, key.line, message, 'Keep one of them.');
      } else {
        entries.set(key.name, this.value(pair.value, key.path, key.line));
      }
    }
    return { kind: 'map', entries, origin: { kind: 'file', line } };
  }

  private key({ key }: Pair, path: Path, line: number) {
    const name = isScalar(key) ? (key.source ?? String(key.value)) : '?';
    const place = { name, path: [...path, name], line: this.lineOf(key) ?? line };
    const marked = this.refuseMarks(key, place.path, place.line);
    if (!marked && isNode(key) && !isScalar(key)) {
      this.refuse(
        place.path,
        place.line,
        'found a list or mapping as a key, expected a word.',
        'Remove it.',
      );
    }
    return place;
  }

  /** Whether the node has a mark of YAML that a config must not have. */
  private refuseMarks(node: unknown, path: Path, line: number): boolean {
    const mark = isNode(node) ? markOf(node) : undefined;
    if (mark === undefined) return false;
    this.refuse(path, line, `found ${mark}, expected a plain value.`, 'Write the value itself.');
    return true;
  }

  private refuse(path: Path, line: number, message: string, mend: string): void {
    this.problems.push({ path: pathText(path), line, message, mend });
  }

  private lineOf(node: unknown): number | undefined {
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start === undefined ? undefined : this.lines.linePos(start).line;
  }
}

function markOf(node: Node): string | undefined {
  if (isAlias(node)) return `the alias ${quoted(`*${node.source}`)}`;
  if (node.anchor !== undefined) return `the anchor ${quoted(`&${node.anchor}`)}`;
  return node.tag === undefined ? undefined : `the tag ${quoted(node.tag)}`;
}

function isPlain(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
