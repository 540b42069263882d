import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import type { Plugin } from 'esbuild';

/**
 * Build time only: leaves out of a client of the SDK the endpoints that no function of ours can come to.
 *
 * A client decides on its endpoint by a diagram of conditions: whether it is asked for FIPS or dual stack, whether a
 * bucket is given by an ARN, is one of S3 Express or of an Outpost, and so on. Nobody asks functions for any of
 * this: their clients are made without, their environment does not say so, and their buckets have names. What
 * is left of 36 kB for five services is one: a region, or an endpoint of the environment.
 */
const DIAGRAM_FILE = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]endpoint[\\/]bdd\.js$/;

export const slimEndpoints: Plugin = {
  name: 'slim-endpoints',
  setup(build) {
    build.onLoad({ filter: DIAGRAM_FILE }, async ({ path }) => ({
      contents: sourceOf(slim(diagramIn(await readFile(path, 'utf8')))),
      loader: 'js',
    }));
  },
};

/** Parameters of an endpoint that no client of a function has. */
const UNSET: ReadonlySet<string> = new Set([
  'UseFIPS',
  'UseDualStack',
  // S3.
  'Accelerate',
  'UseGlobalEndpoint',
  'UseObjectLambdaEndpoint',
  'UseS3ExpressControlEndpoint',
  'DisableS3ExpressSessionAuth',
  // DynamoDB and Kinesis: tables and streams have names.
  'AccountId',
  'AccountIdEndpointMode',
  'ResourceArn',
  'ResourceArnList',
  'StreamARN',
  'ConsumerARN',
  'ResourceARN',
  'StreamId',
]);

/** What only a bucket that has no plain name would be asked: is it an ARN, does it end in `--x-s3`. */
const OF_OTHER_BUCKETS: ReadonlySet<string> = new Set(['substring', 'aws.parseArn']);

/** As `@smithy/core/endpoints` has it. */
export interface Diagram {
  /** Three numbers for each node: its condition, where it goes when that holds, and where when not. */
  readonly nodes: readonly number[];
  readonly root: number;
  readonly conditions: readonly Condition[];
  readonly results: readonly unknown[];
}
type Condition = readonly [fn: string, argv: readonly unknown[], assign?: string];

/** From here on a number names a result. */
const RESULT = 100_000_000;
const NODE = 3;

/**
 * The diagram of a `bdd.js`.
 *
 * @throws Error when the file looks otherwise than it did
 */
export function diagramIn(source: string): Diagram {
  const [, body] =
    /^import \{ BinaryDecisionDiagram \} from "@smithy\/core\/endpoints";\n([^]*)\nexport const bdd = BinaryDecisionDiagram\.from\(nodes, root, _data\.conditions, _data\.results\);\n$/.exec(
      source,
    ) ?? [];
  if (body === undefined)
    throw new Error(`The endpoints of a client are written otherwise: ${HELP}`);
  const text = `${body}\nJSON.stringify({ nodes: [...nodes], root, conditions: _data.conditions, results: _data.results })`;
  return JSON.parse(String(runInNewContext(text))) as Diagram;
}

const HELP = 'check lib/bundle/slim-endpoints.ts.';

/** The part of a diagram that can be reached while everything in `UNSET` is not set, and buckets have plain names. */
export function slim({ nodes, root, conditions, results }: Diagram): Diagram {
  const kept = new Map<number, number>();
  const keptConditions = new Map<number, number>();
  const keptResults = new Map<number, number>();
  const rows: number[][] = [];
  const decided = conditions.map(isNever);
  const numberOf = (known: Map<number, number>, at: number): number => {
    const number = known.get(at) ?? known.size;
    known.set(at, number);
    return number;
  };

  /** Where it goes in the end. A negative number names a node that is asked the other way round. */
  const place = (ref: number): number => {
    if (ref >= RESULT) return RESULT + numberOf(keptResults, ref - RESULT);
    if (Math.abs(ref) === 1) return ref;
    const at = Math.abs(ref) - 1;
    const [condition = 0, high = 0, low = 0] = nodes.slice(NODE * at, NODE * (at + 1));
    if (decided[condition] === true) return place(ref > 0 ? low : high);
    const known = kept.get(at);
    if (known !== undefined) return Math.sign(ref) * known;
    const row: number[] = [];
    rows.push(row);
    // Node 1 is the end without a result.
    const number = rows.length + 1;
    kept.set(at, number);
    row.push(numberOf(keptConditions, condition), place(high), place(low));
    return Math.sign(ref) * number;
  };

  const newRoot = place(root);
  const pick = <T>(known: Map<number, number>, all: readonly T[]): readonly T[] =>
    [...known.keys()].flatMap((at) => all.slice(at, at + 1));
  return {
    nodes: [-1, 1, -1, ...rows.flat()],
    root: newRoot,
    conditions: pick(keptConditions, conditions),
    results: pick(keptResults, results),
  };
}

/** Whether a condition never holds for a function. */
function isNever(condition: Condition): boolean {
  const [fn, argv] = condition;
  const text = JSON.stringify(argv);
  const asksOther = [
    fn,
    ...[...text.matchAll(/"fn":"([^"]+)"/g)].map(([, name = '']) => name),
  ].some((name) => OF_OTHER_BUCKETS.has(name));
  if (asksOther && text.includes('{"ref":"Bucket"}')) return true;
  const refs = [...text.matchAll(/"ref":"([^"]+)"/g)].map(([, name = '']) => name);
  if (!refs.some((name) => UNSET.has(name))) return false;
  if (fn === 'isSet' || (fn === 'booleanEquals' && argv[1] === true) || fn === 'stringEquals') {
    return true;
  }
  // Such as `ite`, which gives a value: whoever comes to it decides.
  return false;
}

function sourceOf({ nodes, root, conditions, results }: Diagram): string {
  return [
    'import { BinaryDecisionDiagram } from "@smithy/core/endpoints";',
    `export const bdd = /* @__PURE__ */ BinaryDecisionDiagram.from(${JSON.stringify(nodes)}, ${String(root)}, ${JSON.stringify(conditions)}, ${JSON.stringify(results)});`,
    '',
  ].join('\n');
}
