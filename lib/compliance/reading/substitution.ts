import type { JsonObject } from './json';
import { isObject } from './json';

/** `${Name}`, `${Name.Attribute}`, or `${!text}`, which stands for `${text}`. */
const PLACEHOLDER = /(\$\{[^}]*\})/;
const NAME = /^\$\{(?<escaped>!)?(?<name>[^}]*)\}$/;
const READABLE = /^[A-Za-z0-9]+(?:::[A-Za-z0-9]+)?(?:\.[A-Za-z0-9.]+)?$/;

/**
 * A value without `Fn::Sub`: as text, as a reference, or as an `Fn::Join` of both, so that rules need
 * to read those only. What cannot be read stays as it is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function withoutSubstitutions(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutSubstitutions);
  if (!isObject(json)) return json;
  const inner = Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, withoutSubstitutions(value)]),
  );
  return (Object.keys(inner).length === 1 ? substituted(inner['Fn::Sub']) : undefined) ?? inner;
}

function substituted(substitution: unknown): unknown {
  const [template, variables = {}, ...others]: readonly unknown[] = Array.isArray(substitution)
    ? substitution
    : [substitution];
  if (typeof template !== 'string' || !isObject(variables) || others.length > 0) return undefined;
  const parts = template
    .split(PLACEHOLDER)
    .filter((part) => part !== '')
    .map((part) => {
      const { escaped, name } = NAME.exec(part)?.groups ?? {};
      if (name === undefined) return part;
      return escaped === undefined ? referenceTo(name, variables) : `\${${name}}`;
    });
  if (parts.includes(undefined)) return undefined;
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return parts.length === 1 ? parts[0] : { 'Fn::Join': ['', parts] };
}

function referenceTo(name: string, variables: JsonObject): unknown {
  if (Object.hasOwn(variables, name)) return variables[name];
  if (!READABLE.test(name)) return undefined;
  const dot = name.indexOf('.');
  return dot < 0 ? { Ref: name } : { 'Fn::GetAtt': [name.slice(0, dot), name.slice(dot + 1)] };
}
