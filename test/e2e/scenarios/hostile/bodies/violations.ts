import type { Schema, Schemas } from '../../../../../lib/api/schema';
import { BLANK, CANARY_NUMBER } from './canary';
import type { Path } from './edit';
import { partAt, pointerOf, withField, withoutField, withRaw } from './edit';
import { hostileTexts } from './hostile-texts';
import { isTaken, resolved } from './sample';

/** JSON that breaks the document in one way at one place. */
export interface Violation {
  /** In which way. */
  readonly kind: string;
  /** Where the answer must find it, as a JSON Pointer, and nowhere else. */
  readonly pointer: string;
  /** Made when it is wanted: there are thousands. */
  readonly text: () => string;
}

/** A body that the document takes, and what is made of it. */
export interface Material {
  readonly schema: Schema;
  readonly schemas: Schemas;
  readonly sample: unknown;
}

/** Longer ones make the whole body too long: that is another violation. */
const LONGEST_TEXT = 100_000;
const DEEP = 10_000;

/** Every way in which each place of a body can break its schema. */
export function violationsOf(material: Material): readonly Violation[] {
  return placesIn(material.schema, material).flatMap(({ path, schema }) => {
    const { sample } = material;
    const pointer = pointerOf(path);
    const instead = ([kind, raw]: readonly [string, string]): Violation => ({
      kind,
      pointer,
      text: () => withRaw(sample, path, raw),
    });
    const others = [...otherTypes(schema), ...outOfBounds(schema, path, material)];
    return schema.type === 'object'
      ? [...others.map(instead), ...fieldsOf(schema, path, material)]
      : others.map(instead);
  });
}

interface Place {
  readonly path: Path;
  readonly schema: Schema;
}

/** Every place at which a schema says something, the root first. */
export function placesIn(
  reference: Schema,
  { schemas }: Pick<Material, 'schemas'>,
  path: Path = [],
): readonly Place[] {
  const schema = resolved(reference, schemas);
  const below =
    schema.type === 'array'
      ? [[0, schema.items ?? {}] as const]
      : Object.entries(schema.properties ?? {});
  return [
    { path, schema },
    ...below.flatMap(([step, part]) => placesIn(part, { schemas }, [...path, step])),
  ];
}

type Instead = readonly (readonly [kind: string, raw: string])[];

/** What is of none of the types that the place takes. */
function otherTypes({ type }: Schema): Instead {
  const text = JSON.stringify(BLANK);
  const all: readonly (readonly [string | undefined, string, string])[] = [
    [undefined, 'null', 'null'],
    ['object', 'an object instead', `{${text}:${text}}`],
    ['object', 'what looks like a list instead', `{"0":${text},"length":1}`],
    ['object', 'a prototype instead', `{"__proto__":{"isAdmin":true},"toString":${text}}`],
    ['array', 'a list instead', `[${text}]`],
    ['array', 'lists 10,000 deep instead', `${'['.repeat(DEEP)}${text}${']'.repeat(DEEP)}`],
    ['object', 'objects 10,000 deep instead', `${'{"a":'.repeat(DEEP)}${text}${'}'.repeat(DEEP)}`],
    ['string', 'a text instead', text],
    ['integer', 'a number instead', String(CANARY_NUMBER)],
    ['boolean', 'true instead', 'true'],
  ];
  return all.flatMap(([of, kind, raw]) => (of === type ? [] : [[kind, raw] as const]));
}

function outOfBounds(schema: Schema, path: Path, material: Material): Instead {
  if (schema.type === 'array') return wrongLengths(schema, path, material);
  if (schema.type === 'integer') return wrongNumbers(schema);
  if (schema.type === 'string') return wrongTexts(schema, path, material);
  if (schema.type === 'boolean') return [['a word for a truth', '"false"']];
  return [];
}

function wrongLengths(
  { minItems = 0, maxItems = Infinity }: Schema,
  path: Path,
  { sample }: Material,
): Instead {
  const [item] = partAt(sample, path) as readonly unknown[];
  const list = (length: number): string => `[${Array(length).fill(JSON.stringify(item)).join()}]`;
  return [
    ...(maxItems === Infinity ? [] : ([['one item too many', list(maxItems + 1)]] as const)),
    ...(minItems === 0 ? [] : ([['one item too few', list(minItems - 1)]] as const)),
  ];
}

function wrongNumbers({ minimum = -Infinity, maximum = Infinity }: Schema): Instead {
  return [
    ['a number in a text', '"1"'],
    ['a fraction', '1.5'],
    ['more than any number', '1e999'],
    ['less than any number', '-1e999'],
    ['a number of 400 digits', '9'.repeat(400)],
    ['below the range', String(minimum - 1)],
    ['above the range', String(maximum + 1)],
    ['beyond exact numbers', '9007199254740993'],
    ...(minimum > 0 ? ([['minus zero', '-0']] as const) : []),
  ];
}

function wrongTexts(schema: Schema, path: Path, { sample }: Material): Instead {
  const { enum: words, minLength = 0, maxLength = Infinity } = schema;
  const good = String(partAt(sample, path));
  const spelled: readonly (readonly [string, string])[] = [
    ['another case', good === good.toUpperCase() ? good.toLowerCase() : good.toUpperCase()],
    ['a blank behind', `${good} `],
    ['a NUL behind', `${good}\u0000`],
    ['a letter that looks alike', good.replace(/[aeo]/, (letter) => ALIKE[letter] ?? letter)],
    ['a word that there is not', BLANK],
  ];
  const texts = [
    ...(maxLength > LONGEST_TEXT
      ? []
      : ([['one character too long', BLANK.repeat(maxLength).slice(0, maxLength + 1)]] as const)),
    ['one character too short', BLANK.repeat(minLength).slice(0, Math.max(minLength - 1, 0))],
    ['nothing', ''],
    ...(words === undefined ? [] : spelled),
    ...Object.entries(hostileTexts(BLANK)),
  ] as const;
  return texts
    .filter(([, text]) => !isTaken(schema, text))
    .map(([kind, text]) => [kind, JSON.stringify(text)]);
}

const ALIKE: Readonly<Record<string, string>> = { a: '\u0430', e: '\u0435', o: '\u043e' };

/** Names that mean something to JavaScript, or to who reads another document. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$ref', ''];

/** Fields that are missing, and fields that nobody knows. */
function fieldsOf(
  { required = [] }: Schema,
  path: Path,
  { sample }: Material,
): readonly Violation[] {
  const pointer = pointerOf(path);
  const more = (kind: string, name: string, raw: string): Violation => ({
    kind,
    pointer,
    text: () => withField(sample, path, JSON.stringify(name), raw),
  });
  const value = JSON.stringify(BLANK);
  return [
    ...required.map((name) => ({
      kind: 'a field is missing',
      pointer: pointerOf([...path, name]),
      text: () => withoutField(sample, path, name),
    })),
    ...required.map((name) => ({
      kind: 'a field twice, and the last one is null',
      pointer: pointerOf([...path, name]),
      text: () =>
        withField(
          JSON.parse(withRaw(sample, [...path, name], 'null')),
          path,
          JSON.stringify(name),
          JSON.stringify(partAt(sample, [...path, name])),
        ),
    })),
    ...NAMES.map((name) =>
      more(`a field ${JSON.stringify(name)}`, name, `{"isAdmin":true,${value}:${value}}`),
    ),
    more('a field that nobody knows', BLANK, value),
    more('a field with a hostile name', `${BLANK}\r\n<script>${'x'.repeat(5000)}`, value),
    more('an unknown field, 10,000 deep', BLANK, `${'['.repeat(DEEP)}1${']'.repeat(DEEP)}`),
    {
      kind: 'a thousand unknown fields',
      pointer,
      text: () => withField(sample, path, [...thousand(), value].join(), value),
    },
  ];
}

function thousand(): readonly string[] {
  return Array.from({ length: 1000 }, (_, at) => `"${BLANK}${String(at)}":${String(at)}`);
}
