import type { ResourceView } from '../../../compliance/reading/zone-view';
import { idOf } from './labels';

/** What moves from one place to another. */
export type Verb =
  /** Somebody, or a service, calls a function. */
  | 'invokes'
  /** Records of a stream are handed to a function by an event source mapping. */
  | 'streams'
  /** A function may read what is in a store. */
  | 'reads'
  /** A function may write into a store, or change what is in it. */
  | 'writes'
  /** A function may encrypt or decrypt with a key itself, without a service in between. */
  | 'uses'
  /** Messages go to a topic, a queue or an address. */
  | 'tells'
  /** An AWS service delivers records into a store. */
  | 'delivers'
  /** A store is copied into another one. */
  | 'copies'
  /** A service looks at every object that comes in. */
  | 'scans';

/** A flow between two places, as a template says it. */
export interface Flow {
  /** A resource as `<stack>/<logical id>`, or a word for somebody outside of the templates. */
  readonly from: string;
  readonly to: string;
  readonly does: Verb;
  /** What of: a prefix, a rate, actions on a key. Empty where there is no more to say. */
  readonly what: string;
}

/** Place in a flow of an address that a topic mails to or calls. */
export function addressId(protocol: string, endpoint: string): string {
  return `${ADDRESS}${protocol}/${endpoint}`;
}

/** Whether a place is an address outside of the zone. */
export function isAddress(place: string): boolean {
  return place.startsWith(ADDRESS);
}

const ADDRESS = 'address/';

/** The same flows, each once, in an order that does not depend on where they stand in a template. */
export function distinct(flows: readonly Flow[]): readonly Flow[] {
  const byWords = new Map(
    flows.map((flow) => [JSON.stringify([flow.from, flow.to, flow.does, flow.what]), flow]),
  );
  return [...byWords].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, flow]) => flow);
}

/** Flow from one resource to another. */
export function between(
  from: ResourceView | string,
  to: ResourceView | string,
  does: Verb,
  what = '',
): Flow {
  const place = (end: ResourceView | string) => (typeof end === 'string' ? end : idOf(end));
  return { from: place(from), to: place(to), does, what };
}
