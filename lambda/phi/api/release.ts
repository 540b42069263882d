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
  const { approval } = release;
  checkOpaque({ '/release/approval': approval, '/release/recipient': release.recipient });
  const read = useOf(release);
  const problems = 'problems' in read ? read.problems : [];
  const claims = release.as !== 'print';
  const mixed = claims ? mixedTypes(items) : [];
  if ('problems' in read || mixed.length > 0) throw invalidBody([...problems, ...mixed]);
  return {
    action: release.as,
    use: read.use,
    ...(approval === undefined ? {} : { approval }),
    claims,
  };
}

/** Fields of a release beside what it is for. */
type Said = Exclude<keyof Release, 'as'>;

function useOf(release: Release): { readonly use: Use } | { readonly problems: FieldProblem[] } {
  const { as, recipient, format, destination } = release;
  const problems: FieldProblem[] = [];
  const refuse = (...names: readonly Said[]): void => {
    for (const name of names) {
      if (release[name] === undefined) continue;
      problems.push({ pointer: `#/release/${name}`, detail: `does not go with ${as}.` });
    }
  };
  const ask = (...names: readonly Said[]): void => {
    for (const name of names) {
      if (release[name] !== undefined) continue;
      problems.push({ pointer: `#/release/${name}`, detail: 'is missing.' });
    }
  };
  switch (as) {
    case 'print':
      refuse('approval', 'recipient', 'format', 'destination');
      return problems.length > 0 ? { problems } : { use: { type: 'phi-print' } };
    case 'share':
      refuse('format', 'destination');
      ask('recipient');
      return problems.length > 0 || recipient === undefined
        ? { problems }
        : { use: { type: 'phi-share', recipient } };
    case 'export': {
      ask('format', 'destination');
      if (format === undefined || destination === undefined) return { problems };
      const exported = { type: 'phi-export', exportFormat: format } as const;
      if (isInside(destination)) {
        refuse('recipient');
        return problems.length > 0
          ? { problems }
          : { use: { ...exported, exportDestination: destination } };
      }
      ask('recipient');
      return recipient === undefined
        ? { problems }
        : { use: { ...exported, exportDestination: destination, recipient } };
    }
  }
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
