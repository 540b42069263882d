import type { OpenApiDocument, ApiOperation } from '../../../../../lib/api/document';
import { apiOf } from '../../../../../lib/api/document';
import { createRandom } from '../../../../support/random';
import { BLANK, canaryOf, stamped } from './canary';
import { pointerOf, partAt, withRaw } from './edit';
import { hostileTexts } from './hostile-texts';
import { isTaken } from './sample';
import { placesIn } from './violations';

/**
 * A call whose body the document takes, odd as it is: a hostile text where any text may stand, or good JSON that is
 * written strangely. It is answered as any other.
 */
export interface OddCall {
  readonly number: number;
  readonly operation: ApiOperation;
  readonly kind: string;
  /** Where the odd text stands. @default - it is the JSON that is odd */
  readonly pointer?: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Operations that need nothing, change nothing, and whose every field may be left out. */
const NEED_NOTHING = new Set(['listDuties', 'listIncidents', 'listApprovals', 'reviewAccess']);

export interface OddChoice {
  readonly seed: number;
  /** Texts of an operation. */
  readonly texts: number;
  /** Number of the first. */
  readonly from: number;
}

/** Odd calls of people, at places and with texts that the seed chooses. */
export function oddCalls(
  document: OpenApiDocument,
  { seed, texts, from }: OddChoice,
): readonly OddCall[] {
  const random = createRandom(seed);
  const api = apiOf(document);
  const own = api.operations.filter(
    ({ root, request }) => root === 'people' && request !== undefined,
  );
  const withTexts = own.flatMap((operation) => {
    const drafts = [...oddTexts(document, operation)];
    return Array.from({ length: Math.min(texts, drafts.length) }, () => {
      const [draft] = drafts.splice(random.below(drafts.length), 1);
      return draft === undefined ? [] : [{ operation, headers: JSON_TYPE, ...draft }];
    }).flat();
  });
  const withJson = own
    .filter(({ operation }) => NEED_NOTHING.has(operation))
    .flatMap((operation) => ODD_JSON.map((odd) => ({ operation, headers: JSON_TYPE, ...odd })));
  return [...withTexts, ...withJson].map((draft, index) => {
    const number = from + index;
    return { ...draft, number, text: stamped(draft.text, canaryOf(number)) };
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The example of the document, with a hostile text at each place that takes it. */
export function oddTexts(
  { components }: OpenApiDocument,
  { request = '' }: ApiOperation,
): readonly { readonly kind: string; readonly pointer: string; readonly text: string }[] {
  const example = components.examples[request]?.value;
  const { schemas } = components;
  return placesIn(schemas[request] ?? {}, { schemas })
    .filter(
      ({ path, schema }) => schema.type === 'string' && typeof partAt(example, path) === 'string',
    )
    .flatMap(({ path, schema }) =>
      Object.entries(hostileTexts(BLANK))
        .filter(([, text]) => isTaken(schema, text))
        .map(([kind, text]) => ({
          kind,
          pointer: pointerOf(path),
          text: withRaw(example, path, JSON.stringify(text)),
        })),
    );
}

const ODD_JSON: readonly (Pick<OddCall, 'kind' | 'text'> & Partial<Pick<OddCall, 'headers'>>)[] = [
  { kind: 'a BOM in front', text: '\ufeff{}' },
  { kind: 'blanks around it', text: `\r\n\t ${' '.repeat(10_000)}{ \n}\n` },
  {
    kind: 'a type in capitals',
    text: '{}',
    headers: { 'content-type': 'APPLICATION/JSON;CHARSET=UTF-8' },
  },
  {
    kind: 'other media wanted',
    text: '{}',
    headers: { ...JSON_TYPE, accept: `text/html, ${BLANK}/*;q=0.1` },
  },
];
