import type { FieldProblem } from './generated/types';

/**
 * A part of a body as the API document describes it: the keywords of its JSON Schema. Objects take no
 * field that is not described.
 */
export type Shape =
  | ObjectShape
  | ({ readonly type: 'array'; readonly items: Shape } & Bounds<'minItems' | 'maxItems'>)
  | TextShape
  | ({ readonly type: 'integer' } & Bounds<'minimum' | 'maximum'>)
  | { readonly type: 'boolean' };

type Bounds<Name extends string> = { readonly [N in Name]?: number };

interface ObjectShape {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Shape>>;
  /** @default - none of them */
  readonly required?: readonly string[];
}

interface TextShape extends Bounds<'minLength' | 'maxLength'> {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly pattern?: RegExp;
  /** What follows the pattern, in words. */
  readonly expected?: string;
}

/** What checks the body of an operation. */
export interface Validator<B> {
  readonly shape: Shape;
  /** Never there: says of which type a body is that has the shape. */
  readonly body?: B;
}

/**
 * Everything that is wrong with a value: where, and what is expected there; one thing for each place.
 * Never what stands there, nor a name that the caller chose.
 */
export function problemsIn(shape: Shape, value: unknown): readonly FieldProblem[] {
  return [...walk(shape, value, '#')];
}

function* walk(shape: Shape, value: unknown, pointer: string): Generator<FieldProblem> {
  const detail = problemOf(shape, value);
  if (detail !== undefined) yield { pointer, detail };
  if (shape.type === 'object' && isObject(value)) yield* walkObject(shape, value, pointer);
  if (shape.type === 'array' && Array.isArray(value)) {
    // What is beyond the longest list is refused as a whole.
    for (const [at, item] of value.slice(0, shape.maxItems).entries()) {
      yield* walk(shape.items, item, `${pointer}/${String(at)}`);
    }
  }
}

function* walkObject(
  { properties, required = [] }: ObjectShape,
  value: Readonly<Record<string, unknown>>,
  pointer: string,
): Generator<FieldProblem> {
  for (const name of required) {
    if (value[name] === undefined) yield { pointer: `${pointer}/${name}`, detail: 'is missing.' };
  }
  for (const [name, property] of Object.entries(properties)) {
    const part = value[name];
    if (part !== undefined) yield* walk(property, part, `${pointer}/${name}`);
  }
}

/** What is wrong with a value itself, apart from what it holds. */
function problemOf(shape: Shape, value: unknown): string | undefined {
  if (shape.type === 'object') {
    return isObject(value) ? unknownFields(shape, value) : 'expected an object.';
  }
  if (shape.type === 'array') {
    return Array.isArray(value)
      ? outside(value.length, shape.minItems, shape.maxItems, ' entries')
      : 'expected a list.';
  }
  if (shape.type === 'string') {
    return typeof value === 'string' ? problemOfText(shape, value) : 'expected a text.';
  }
  if (shape.type === 'integer') {
    return Number.isInteger(value)
      ? outside(Number(value), shape.minimum, shape.maximum, '')
      : 'expected a whole number.';
  }
  return typeof value === 'boolean' ? undefined : 'expected true or false.';
}

function problemOfText(
  { enum: words, pattern, expected, minLength, maxLength }: TextShape,
  text: string,
): string | undefined {
  if (words !== undefined) {
    return words.includes(text) ? undefined : `expected one of ${words.join(', ')}.`;
  }
  // Its length first: a pattern is not tried on more than it is for.
  return (
    outside(text.length, minLength, maxLength, ' characters') ??
    (pattern?.test(text) === false ? `expected ${expected ?? 'another form'}.` : undefined)
  );
}

function outside(
  size: number,
  least = -Infinity,
  most = Infinity,
  unit: string,
): string | undefined {
  if (size < least) return `expected at least ${String(least)}${unit}.`;
  return size > most ? `expected at most ${String(most)}${unit}.` : undefined;
}

function unknownFields({ properties }: ObjectShape, value: object): string | undefined {
  const count = Object.keys(value).filter((name) => !Object.hasOwn(properties, name)).length;
  if (count === 0) return undefined;
  const fields = count === 1 ? 'a field' : `${String(count)} fields`;
  return `has ${fields} that api/openapi.yaml does not have.`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
