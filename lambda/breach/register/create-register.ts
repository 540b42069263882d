import { allItems } from '../../access/all-items';
import { guarded, reaching } from '../../access/guarded-table';
import { pageOf } from '../../access/page';
import { recordThenChange } from '../../access/recorded';
import type { AuditTrail } from '../../shared/audit/audit-trail';
import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import type { Logger } from '../../shared/log';
import type { Item, Table } from '../../shared/table';
import type { Transact } from '../../shared/transaction';
import { TransactionRefusedError } from '../../shared/transaction';
import { duesOf } from '../clocks/dues';
import { IncidentBusyError, NoSuchIncidentError, RegisterItemError, VersionError } from '../errors';
import type { BreachSettings } from '../settings';
import { authorOf } from './author';
import { changeEvent } from './change-event';
import type { Change, Incident } from './incident';
import { entryIn, HEAD, incidentIn, OPEN, placeOf, tenantStateOf, writesOf } from './items';
import { madeChange } from './made-change';
import type { Authorship, Register } from './register';

export interface RegisterDependencies {
  readonly register: Table;
  readonly transact: Transact<'register'>;
  readonly trail: AuditTrail;
  readonly settings: Pick<BreachSettings, 'timeZone' | 'targetDays' | 'secondApprover'>;
  readonly now: () => number;
  readonly log: Logger;
}

/** So often a change is tried while others change the same incident. */
const TRIES = 6;

export function createRegister(dependencies: RegisterDependencies): Register {
  const { transact, trail, settings, now, log } = dependencies;
  const { register } = guarded({ register: dependencies.register });

  async function head(id: string): Promise<Incident | undefined> {
    const item = await register.get({ record: id, entry: HEAD });
    return item === undefined ? undefined : incidentIn(item);
  }

  async function find(tenant: string, id: string): Promise<Incident | undefined> {
    const incident = await head(id);
    return incident !== undefined && isOf(tenant, incident) ? incident : undefined;
  }

  /** What is to be changed, as it is now: nothing for what is to be opened. */
  async function found(
    tenant: string,
    id: string,
    change: Change,
    expected: number | undefined,
  ): Promise<Incident | undefined> {
    const incident = await (change.kind === 'opened' ? head(id) : find(tenant, id));
    if (incident === undefined && change.kind !== 'opened') throw new NoSuchIncidentError();
    const version = incident?.version ?? 0;
    if (expected !== undefined && expected !== version) throw new VersionError(version, expected);
    return incident;
  }

  const prepare: Register['prepare'] = (incident, id, change, author) => {
    const made = madeChange(incident, id, change, {
      by: authorOf(author),
      at: now(),
      settings,
      duesOf,
    });
    return { writes: writesOf(made.incident, made.entry), incident: made.incident };
  };

  /** Undefined when somebody was faster. */
  async function attempt(
    incident: Incident | undefined,
    id: string,
    change: Change,
    author: Authorship,
  ): Promise<Incident | undefined> {
    const { writes, incident: changed } = prepare(incident, id, change, author);
    return reaching('The table register', async () => {
      try {
        await transact(writes);
        return changed;
      } catch (error) {
        if (error instanceof TransactionRefusedError) return undefined;
        throw error;
      }
    });
  }

  function readHead(item: Item): Incident | undefined {
    try {
      return incidentIn(item);
    } catch (error) {
      if (!(error instanceof RegisterItemError)) throw error;
      log.error('incident-unreadable', { incident: placeOf(item) });
      return undefined;
    }
  }

  return {
    find,
    prepare,
    async history(id) {
      const entries = (await allItems(register, id))
        .filter((item) => item['entry'] !== HEAD)
        .map(entryIn);
      const missing = entries.findIndex(({ n }, index) => n !== index + 1);
      if (missing !== -1) {
        throw new RegisterItemError(`The incident ${id} lacks its entry ${String(missing + 1)}`);
      }
      return entries;
    },
    async list(tenant, which, page) {
      return pageOf(
        {
          table: register,
          index: 'byTenant',
          partition: tenantStateOf(tenant, which),
          sortKey: 'openedAt',
          descending: true,
          read: readHead,
        },
        page,
      );
    },
    async open(page) {
      return pageOf(
        { table: register, index: 'byOpen', partition: OPEN, sortKey: 'openedAt', read: readHead },
        page,
      );
    },
    async change(tenant, id, change, author, expected) {
      if (change.kind === 'opened' && change.tenant !== tenant) {
        throw new TypeError('an incident is opened in the tenant whose it is');
      }
      const first = await found(tenant, id, change, expected);
      // What is refused is not written down as done.
      prepare(first, id, change, author);
      return recordThenChange(
        { trail, log },
        {
          event: (outcome) => changeEvent(id, change, author, outcome),
          change: async () => {
            let incident = first;
            for (let tries = 1; tries <= TRIES; tries += 1) {
              const changed = await attempt(incident, id, change, author);
              if (changed !== undefined) return changed;
              incident = await found(tenant, id, change, expected);
            }
            throw new IncidentBusyError();
          },
        },
      );
    },
  };
}

/** Incidents of the zone itself are everybody's. */
function isOf(tenant: string, incident: Incident): boolean {
  return incident.tenant === tenant || incident.tenant === ZONE_TENANT;
}
