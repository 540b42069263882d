import type { Weakening } from '../support/weaken';
import { BREACH } from './breach';
import { DETECTION } from './detection';
import { LEDGER } from './ledger';
import { NETWORK_AND_DATABASE } from './network-and-database';
import { PEOPLE } from './people';
import { PHI } from './phi';
import { STORES } from './stores';

/** Together, since a zone takes as many as do not meddle with one another, from whichever room. */
export const ROOMS: Readonly<Record<string, readonly Weakening[]>> = {
  breach: BREACH,
  detection: DETECTION,
  ledger: LEDGER,
  'network and database': NETWORK_AND_DATABASE,
  people: PEOPLE,
  phi: PHI,
  stores: STORES,
};
