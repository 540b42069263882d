import * as z from 'zod/mini';
import { code, ref } from './fields';

/**
 * Who acted. When a service acts for a person, the act is the person's, and `via` names the service.
 */

const role = code('Role in which it was done, such as `attending-physician`.');
const via = z.optional(ref('Service that acted for the person.'));
const person = {
  kind: z.literal('person'),
  id: ref('The person: the `sub` of the token.'),
  role,
  via,
};
const session = ref('Session of the person: the `origin_jti` of the token.');

const personInSession = z.strictObject({ ...person, session });
const personMaybeInSession = z.strictObject({ ...person, session: z.optional(session) });
const service = z.strictObject({
  kind: z.literal('service'),
  id: ref('A service that acts for nobody else: the name or ARN of its role.'),
  role,
});
const unknown = z.strictObject({ kind: z.literal('unknown') });

const expected = (kinds: string): string => `expected an actor of kind ${kinds}`;

/** Whoever is signed in: a person with a session, or a service. */
export const signedIn = z.discriminatedUnion(
  'kind',
  [personInSession, service],
  expected('person (with a session) or service'),
);
/** The same, or nobody that we know: for what was refused. */
export const signedInOrUnknown = z.discriminatedUnion(
  'kind',
  [personInSession, service, unknown],
  expected('person (with a session), service or unknown'),
);
/** For what is reported by others, who do not know the session. */
export const reported = z.discriminatedUnion(
  'kind',
  [personMaybeInSession, service],
  expected('person or service'),
);
/**
 * For a sign-in that failed: there is no session yet, and perhaps no such person. A service, where it brought a
 * token of which nobody can say whose it is.
 */
export const signingIn = z.discriminatedUnion(
  'kind',
  [personMaybeInSession, service, unknown],
  expected('person, service or unknown'),
);
/** A person alone. */
export const someone = z.discriminatedUnion('kind', [personMaybeInSession], expected('person'));
export const someoneInSession = z.discriminatedUnion(
  'kind',
  [personInSession],
  expected('person (with a session)'),
);
