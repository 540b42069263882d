import type { UserPool } from '../people/user-pool';
import type { PeopleUnderTest } from '../zone/people';
import type { Player } from './on-stage';
import { headersFor } from './on-stage';
import type { Shelf } from './shelf';

/**
 * Milliseconds after which everybody signs in again. A token lasts 15 minutes, and a session that nobody uses 10
 * (`identity.accessTokenMinutes`, `identity.idleSeconds`).
 */
const AGE = 4 * 60_000;
/** Milliseconds between two looks at the clock: a machine that slept has no old tokens for long. */
const LOOK = 15_000;

export interface FreshTokensProps {
  readonly players: readonly Player[];
  readonly pool: UserPool;
  readonly people: PeopleUnderTest;
  readonly shelf: Shelf;
  /** Told when somebody could not sign in; it is tried again. */
  readonly failed: (error: unknown) => void;
}

/**
 * Writes the header files and keeps the tokens in them good. Each is of a new sign-in and not a refreshed one: so
 * they are good also after a session that was ended, and after twelve hours, when a session is over.
 *
 * @returns ends it
 */
export function keepTokensFresh(props: FreshTokensProps): () => void {
  const { players, pool, people, shelf, failed } = props;
  for (const { file, member } of players) shelf.put(file, headersFor(member.tokens.access));
  let since = Date.now();
  let busy = false;
  const renew = async (): Promise<void> => {
    for (const { file, member } of players) {
      const { access } = await pool.signIn(member, people.clients[member.kind]);
      shelf.put(file, headersFor(access));
    }
    since = Date.now();
  };
  const timer = setInterval(() => {
    if (busy || Date.now() - since < AGE) return;
    busy = true;
    void renew()
      .catch(failed)
      .finally(() => {
        busy = false;
      });
  }, LOOK);
  return () => clearInterval(timer);
}
