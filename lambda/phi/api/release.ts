import { INSIDE_DESTINATIONS } from '../../shared/audit/vocabulary';
import type { PhiAction } from '../../access/vocabulary';
import type { DecryptFields, FieldProblem, Release } from '../../shared/http/generated/types';
import { checkOpaque, invalidBody } from '../../shared/http/validate';
import type { Use } from './deed';

/** What a call that decrypts does with what it decrypts. */
export interface Released {
  readonly action: PhiAction;
  readonly use: Use;
  readonly approval?: string;
  /** Whether an approval is used up by it. */
  readonly claims: boolean;
}

const VIEWED: Released = { action: 'decrypt', use: { type: 'phi-view' }, claims: false };

/** @throws RequestError 400 when what is said of the release does not go together */
export function releaseOf({ release, items }: DecryptFields): Released {
  if (release === undefined) return VIEWED;
  const { as, approval, recipient } = release;
  checkOpaque({ '/release/approval': approval, '/release/recipient': recipient });
  const claims = as !== 'print';
  const problems = [...problemsOf(release), ...(claims ? mixedTypes(items) : [])];
  const use = useOf(release);
  if (use === undefined || problems.length > 0) throw invalidBody(problems);
  return { action: as, use, ...(approval === undefined ? {} : { approval }), claims };
}

/** Fields of a release beside what it is for. */
type Said = Exclude<keyof Release, 'as'>;

interface Rule {
  readonly needs: readonly Said[];
  readonly refuses: readonly Said[];
}

/** Whether there is an approval, the desk decides: who comes without one is denied, and that is written down. */
function ruleOf({ as, destination }: Release): Rule {
  if (as === 'print') {
    return { needs: [], refuses: ['approval', 'recipient', 'format', 'destination'] };
  }
  if (as === 'share') return { needs: ['recipient'], refuses: ['format', 'destination'] };
  if (destination === undefined) return { needs: ['format', 'destination'], refuses: [] };
  return isInside(destination)
    ? { needs: ['format'], refuses: ['recipient'] }
    : { needs: ['format', 'recipient'], refuses: [] };
}

function problemsOf(release: Release): readonly FieldProblem[] {
  const { needs, refuses } = ruleOf(release);
  const tell = (names: readonly Said[], detail: string): readonly FieldProblem[] =>
    names.map((name) => ({ pointer: `#/release/${name}`, detail }));
  return [
    ...tell(
      refuses.filter((name) => release[name] !== undefined),
      `does not go with ${release.as}${release.as === 'export' ? ' inside of the organization' : ''}.`,
    ),
    ...tell(
      needs.filter((name) => release[name] === undefined),
      'is missing.',
    ),
  ];
}

/** Undefined when something is missing. */
function useOf({ as, recipient, format, destination }: Release): Use | undefined {
  if (as === 'print') return { type: 'phi-print' };
  if (as === 'share') return recipient === undefined ? undefined : { type: 'phi-share', recipient };
  if (format === undefined || destination === undefined) return undefined;
  const exported = { type: 'phi-export', exportFormat: format } as const;
  if (isInside(destination)) return { ...exported, exportDestination: destination };
  return recipient === undefined
    ? undefined
    : { ...exported, exportDestination: destination, recipient };
}

type Destination = NonNullable<Release['destination']>;
type Inside = (typeof INSIDE_DESTINATIONS)[number];

function isInside(destination: Destination): destination is Inside {
  return INSIDE_DESTINATIONS.some((inside) => inside === destination);
}

/** An approval is used by data type: where one call has two, nobody could say what was taken for which. */
function mixedTypes(items: DecryptFields['items']): readonly FieldProblem[] {
  return items.flatMap(({ dataType }, at) =>
    dataType === items[0]?.dataType
      ? []
      : [
          {
            pointer: `#/items/${String(at)}/dataType`,
            detail: 'is another than that of the first item: release one data type at a time.',
          },
        ],
  );
}
