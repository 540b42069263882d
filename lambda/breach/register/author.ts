import type { Author } from './incident';
import type { Authorship } from './register';

/** Who makes a change, as an entry keeps him. */
export function authorOf({ actor }: Authorship): Author {
  return actor.kind === 'person'
    ? { kind: 'person', id: actor.id, role: actor.role }
    : { kind: 'service', id: actor.id };
}
