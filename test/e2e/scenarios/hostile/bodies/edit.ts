import { fieldsOf } from '../../../../../lambda/shared/json';

/** Where in a body: names and indexes from its root. */
export type Path = readonly (string | number)[];

/** As an answer names it: a JSON Pointer in a fragment (RFC 6901). */
export function pointerOf(path: Path): string {
  return ['#', ...path.map(String)].join('/');
}

const HOLE = 'hole';

/** JSON of a value in which a text stands for one of its parts, whether that is JSON or not. */
export function withRaw(value: unknown, path: Path, raw: string): string {
  return JSON.stringify(changed(value, path, () => HOLE)).replace(`"${HOLE}"`, () => raw);
}

/** JSON of a value of which one object has one field more, before all others. */
export function withField(value: unknown, path: Path, name: string, raw: string): string {
  const holed = changed(value, path, (object) => ({ [HOLE]: 0, ...fieldsOf(object) }));
  return JSON.stringify(holed).replace(`"${HOLE}":0`, () => `${name}:${raw}`);
}

/** JSON of a value of which one object lacks a field. */
export function withoutField(value: unknown, path: Path, name: string): string {
  const holed = changed(value, path, (object) =>
    Object.fromEntries(Object.entries(fieldsOf(object)).filter(([field]) => field !== name)),
  );
  return JSON.stringify(holed);
}

/** What stands there; undefined where nothing does. */
export function partAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, step) => fieldsOf(part)[String(step)], value);
}

function changed(value: unknown, path: Path, change: (part: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item: unknown, at) => (at === step ? changed(item, rest, change) : item));
  }
  const object = fieldsOf(value);
  return { ...object, [step]: changed(object[String(step)], rest, change) };
}
