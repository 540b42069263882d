import type { Access } from '../../access/create-access';
import type { Door } from '../../access/api/door';
import { createDoor } from '../../access/api/door';
import { guarded, reaching } from '../../access/guarded-table';
import { ledgerApi } from '../../shared/http/generated/validators';
import type { Table } from '../../shared/table';
import { NoSuchObjectError } from '../errors';
import type { VerifierKey } from '../note/signed-note';
import type { LedgerStore } from '../store';
import { createReservations } from './append/idempotency';
import { ledgerOperations } from './operations';

export interface LedgerApiDependencies {
  readonly store: LedgerStore;
  /** The public key of the ledger; kept by who gives it. */
  readonly verifier: () => Promise<VerifierKey>;
  readonly tables: { readonly index: Table; readonly idempotency: Table };
  /** Days that disclosures are kept in the index. */
  readonly auditDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers the operations of the audit ledger. What does not answer is 503 from here on. */
export function createHandler(
  access: Access,
  { store, verifier, tables, auditDays, now }: LedgerApiDependencies,
): Door {
  const { identity, desk, rates, pseudonyms, trail, log } = access;
  const { index, idempotency } = guarded(tables);
  return createDoor<'ledger-api'>({
    operations: ledgerOperations({
      store: guardedStore(store),
      verifier: async () => reaching('The public key of the ledger', verifier),
      index,
      reservations: createReservations({ table: idempotency, now, log }),
      pseudonyms,
      trail,
      auditDays,
      now,
      log,
    }),
    validators: ledgerApi,
    authenticate: identity.authenticate,
    desk,
    rates,
    trail,
    log,
  });
}

const LEDGER = 'The ledger';

/** A store that says 503 when it does not answer. That something is not there is an answer. */
function guardedStore(store: LedgerStore): LedgerStore {
  return {
    async *keys(prefix, options) {
      try {
        yield* store.keys(prefix, options);
      } catch (error) {
        await reaching(LEDGER, async () => Promise.reject(error));
      }
    },
    folders: async (prefix) => reaching(LEDGER, async () => store.folders(prefix)),
    async read(key, options) {
      try {
        return await store.read(key, options);
      } catch (error) {
        if (error instanceof NoSuchObjectError) throw error;
        return reaching(LEDGER, async () => Promise.reject(error));
      }
    },
    create: async (key, bytes) => reaching(LEDGER, async () => store.create(key, bytes)),
  };
}
