import type { Directory } from '../../identity/directory';
import type { LedgerStore } from '../../ledger/store';
import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { Logger } from '../../shared/log';
import type { Table } from '../../shared/table';
import type { Transact } from '../../shared/transaction';
import type { IsWatched, Watch } from '../detect/detector';
import type { Register } from '../register/register';
import type { BreachSettings } from '../settings';
import type { BreachTableName } from '../tables';
import type { StateForm } from './watch-item';

/** The rules, as the detector uses them. */
export interface Engine {
  readonly watch: Watch;
  readonly isWatched: IsWatched;
  readonly form: StateForm;
}

/** What it takes to look at acts of people, and to make incidents of them. */
export interface WatchDependencies {
  readonly engine: Engine;
  readonly settings: BreachSettings;
  readonly directory: Pick<Directory, 'get'>;
  readonly watches: Table;
  readonly register: Pick<Register, 'find' | 'prepare'>;
  readonly transact: Transact<BreachTableName>;
  readonly trail: AuditTrail;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What it takes to read what is not on the stream. */
export interface DetectorDependencies extends WatchDependencies {
  readonly store: LedgerStore;
  /** Origin of the ledger; a log's own is below it. */
  readonly prefix: string;
  /** The index of the ledger. */
  readonly index: Table;
  /** Events of a sweep that are looked at before what was found is written. @default 2000 */
  readonly eventsAtOnce?: number;
}
