import { isDeepStrictEqual } from 'node:util';
import { onlyOtherEntries, setOnceOf } from './set-once';
import { lossOf } from './stateful';
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
  /** Attributes and properties that are other than before, each in the order of their names. */
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
      const attributes = differing(was, is).filter((name) => !NO_ATTRIBUTE.has(name));
      const properties = differing(was.Properties, is.Properties);
      const parts = [...attributes, ...properties];
      if (parts.length === 0) return [];
      const change = isReplaced(was, is) ? 'replaced' : 'changed';
      return [{ stack, id, type: is.Type, change, parts }];
    });
  });
}

function isReplaced(was: TemplateResource, is: TemplateResource): boolean {
  if (was.Type !== is.Type) return true;
  const [before, after] = [new Map(setOnceOf(was)), new Map(setOnceOf(is))];
  return [...new Set([...before.keys(), ...after.keys()])].some((name) => {
    const [old = '', now = ''] = [before.get(name), after.get(name)];
    return old !== now && !onlyOtherEntries(is.Type, name, old, now);
  });
}

/** Those of them that touch something that can be lost. */
export function touchesStateful(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ type }) => lossOf(type) !== undefined);
}

/** Looked at on their own, and nothing to CloudFormation. */
const NO_ATTRIBUTE: ReadonlySet<string> = new Set(['Properties', 'Metadata']);

/** Names under which two things have not the same. */
function differing(
  a: Readonly<Record<string, unknown>> = {},
  b: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return names.filter((name) => !isDeepStrictEqual(a[name], b[name]));
}
