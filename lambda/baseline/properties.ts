import { cut } from './bounded-text';
import { PropertyError } from './errors';
import { MODES } from './setting';
import type { Mode } from './setting';

/** Properties of one custom resource. CloudFormation passes every value as a string. */
export interface Properties {
  readonly mode: Mode;
  text(name: string, pattern: RegExp, expected: string): string;
  wholeNumber(name: string, minimum: number, maximum: number): number;
}

const ADDED_BY_CLOUDFORMATION = new Set(['ServiceToken', 'ServiceTimeout']);

/** Opens `ResourceProperties`; a property that is not in `names` is an error, not ignored. */
export function readProperties(raw: unknown, names: readonly string[]): Properties {
  const values = new Map<string, unknown>(
    typeof raw === 'object' && raw !== null ? Object.entries(raw) : [],
  );
  const known = ['Mode', ...names];
  const unknown = [...values.keys()].filter(
    (name) => !known.includes(name) && !ADDED_BY_CLOUDFORMATION.has(name),
  );
  if (unknown.length > 0) {
    throw new PropertyError(
      `Unknown property ${unknown.join(', ')}: expected only ${known.join(', ')}; remove or rename it in the template.`,
    );
  }

  const text = (name: string, pattern: RegExp, expected: string) => {
    const value = values.get(name);
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new PropertyError(
        `Property ${name} is ${show(value)}: expected ${expected}; correct it in the template.`,
      );
    }
    return value;
  };
  const wholeNumber = (name: string, minimum: number, maximum: number) => {
    const expected = `a whole number from ${minimum} to ${maximum}`;
    const value = Number(text(name, /^\d{1,9}$/, expected));
    if (value < minimum || value > maximum) {
      throw new PropertyError(
        `Property ${name} is ${value}: expected ${expected}; correct it in the template.`,
      );
    }
    return value;
  };
  const mode = MODES.find((candidate) => candidate === values.get('Mode'));
  if (mode === undefined) {
    throw new PropertyError(
      `Property Mode is ${show(values.get('Mode'))}: expected ${MODES.join(' or ')}; correct it in the template.`,
    );
  }
  return { mode, text, wholeNumber };
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : cut(JSON.stringify(value), 200);
}
