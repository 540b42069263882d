import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import type { Flow } from './flow';
import { isAddress } from './flow';
import { flowsOf } from './flows';
import { functionName, idOf, labelOf, stackId } from './labels';

/** The flows of a zone, and what stands at their ends. */
export interface Places {
  readonly zone: EvidenceZone;
  readonly flows: readonly Flow[];
  readonly resourceOf: (id: string) => ResourceView | undefined;
  readonly typeOf: (id: string) => string;
  /** What a place is called; a function by the name of its workload. */
  readonly nameOf: (id: string) => string;
  /** Id of the stack that a place is in, empty outside of the zone. */
  readonly stackOf: (id: string) => string;
}

export function placesOf(zone: EvidenceZone): Places {
  const byId = new Map(zone.resources.map((resource) => [idOf(resource), resource]));
  return {
    zone,
    flows: flowsOf(zone),
    resourceOf: (id) => byId.get(id),
    typeOf: (id) => byId.get(id)?.type ?? '',
    nameOf: (id) => {
      const resource = byId.get(id);
      if (resource === undefined)
        return id
          .split('/')
          .slice(isAddress(id) ? 2 : 1)
          .join('/');
      if (resource.type === 'AWS::Lambda::Function') return functionName(zone, resource);
      const label = labelOf(resource);
      const kind = KINDS[resource.type];
      return kind === undefined || kind.end.test(label) ? label : `${label} ${kind.word}`;
    },
    stackOf: (id) => {
      const resource = byId.get(id);
      return resource === undefined ? '' : stackId(zone, resource);
    },
  };
}

/** Types whose names mean little without the word for what they are. */
const KINDS: Readonly<Record<string, { readonly word: string; readonly end: RegExp }>> = {
  'AWS::Logs::LogGroup': { word: 'log', end: /logs?$/i },
  'AWS::SNS::Topic': { word: 'topic', end: /topic$/i },
};

export function isFunction(places: Places, id: string): boolean {
  return places.typeOf(id) === 'AWS::Lambda::Function';
}

/** Items by a word of each, stacks in the order of their deployment, the rest after them. */
export function byStack<T>(
  { zone }: Places,
  items: readonly T[],
  stackOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const order = [...zone.stacks.map(({ id }) => id), ...items.map(stackOf)];
  return [...new Set(order)].flatMap((stack) => {
    const inside = items.filter((item) => stackOf(item) === stack);
    return inside.length === 0 ? [] : [[stack, inside] as const];
  });
}

/** Resources of some types, in the order of their ids. */
export function resourcesOf(
  { zone }: Places,
  ...types: readonly string[]
): readonly ResourceView[] {
  return types
    .flatMap((type) => zone.ofType(type))
    .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}
