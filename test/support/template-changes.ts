import { isDeepStrictEqual } from 'node:util';
import { lossOf, SET_ONCE } from './stateful';
import type { TemplateJson, TemplateResource } from './templates';

type Templates = ReadonlyMap<string, TemplateJson>;

/** What an update does to a resource. */
export interface Change {
  readonly stack: string;
  /** Logical id. */
  readonly id: string;
  readonly type: string;
  /** `replaced`: under its logical id stands another resource. `changed`: in place. */
  readonly change: 'added' | 'removed' | 'replaced' | 'changed';
  /** Properties and attributes that are other than before, in the order of their names. */
  readonly parts: readonly string[];
}

/**
 * What CloudFormation has to do to get from one version to the next, as far as templates say: what follows from a
 * reference to something that is replaced is not in it. `Metadata` is nothing to CloudFormation.
 */
export function templateChanges(before: Templates, after: Templates): readonly Change[] {
  const stacks = [...new Set([...before.keys(), ...after.keys()])];
  return stacks.flatMap((stack) => {
    const old = before.get(stack)?.Resources ?? {};
    const now = after.get(stack)?.Resources ?? {};
    const ids = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return ids.flatMap((id): readonly Change[] => {
      const [was, is] = [old[id], now[id]];
      if (is === undefined) {
        return was === undefined
          ? []
          : [{ stack, id, type: was.Type, change: 'removed', parts: [] }];
      }
      if (was === undefined) return [{ stack, id, type: is.Type, change: 'added', parts: [] }];
      const parts = partsOf(was, is);
      if (parts.length === 0) return [];
      const once = new Set(['Type', ...(SET_ONCE[is.Type] ?? [])]);
      const change = parts.some((part) => once.has(part)) ? 'replaced' : 'changed';
      return [{ stack, id, type: is.Type, change, parts }];
    });
  });
}

/** Those of them that touch something that can be lost. */
export function touchesStateful(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ type }) => lossOf(type) !== undefined);
}

function partsOf(was: TemplateResource, is: TemplateResource): readonly string[] {
  const flat = ({ Properties, Metadata: _, ...attributes }: TemplateResource): object => ({
    ...attributes,
    ...Properties,
  });
  const [a, b] = [flat(was), flat(is)].map((parts) => new Map(Object.entries(parts)));
  const names = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])].toSorted();
  return names.filter((name) => !isDeepStrictEqual(a?.get(name), b?.get(name)));
}
