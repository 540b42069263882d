import type { Written } from '../../access/act';
import type { Listed, PageAsk } from '../../access/page';
import type { AuditDraft } from '../../shared/audit/event';
import type { Write } from '../../shared/transaction';
import type { Change, Entry, Incident } from './incident';

/**
 * The register of incidents: append-only (45 CFR 164.308(a)(6)(ii), 164.414(b), 164.530(j)). What cannot be read is a
 * RegisterItemError; lists leave it out, and log `incident-unreadable` as an error.
 */
export interface Register {
  /** Undefined when there is none, or it is of another tenant (incidents of the zone itself are everybody's). */
  find(tenant: string, id: string): Promise<Incident | undefined>;
  /** Every entry, in their order. Whose it is, `find` says. */
  history(id: string): Promise<readonly Entry[]>;
  /** Newest first. */
  list(tenant: string, which: 'open' | 'closed', page: PageAsk): Promise<Listed<Incident>>;
  /** Every incident of every tenant that is not closed, page by page. */
  open(page: PageAsk): Promise<Listed<Incident>>;
  /**
   * Makes a change, recorded first: an audit event `breach-register-change`, then the entry and the head in one
   * transaction. Tried again with what the incident is then when somebody else was faster.
   *
   * @param expected version that the caller has seen; another one is refused. @default - whichever it is
   * @throws NoSuchIncidentError 404
   * @throws ChangeRefusedError with a code: 409 when the state of the incident does not allow it, 400 when the change
   * is wrong in itself
   * @throws VersionError 409 when the caller has seen another version
   * @throws AuditUnavailableError 503; nothing was changed
   * @throws IncidentBusyError 503 when others change it all the time; nothing was changed
   * @throws UnavailableError 503 when the table does not answer; the change may have been made
   */
  change(
    tenant: string,
    id: string,
    change: Change,
    author: Authorship,
    expected?: number,
  ): Promise<Incident>;
  /**
   * The writes of a change, to be made together with others. Nothing is written or recorded by it: the caller
   * appends `changeEvent()` to the trail first.
   *
   * @param incident as it was read; undefined for `opened`
   * @throws ChangeRefusedError
   */
  prepare(
    incident: Incident | undefined,
    id: string,
    change: Change,
    author: Authorship,
  ): { readonly writes: readonly Write<'register'>[]; readonly incident: Incident };
}

/** Who makes a change, and in which call: the fields that its audit event has. `Author` follows from the actor. */
export type Authorship = Written<RegisterActor>;

/** Whoever changes the register, as an event names him. */
export type RegisterActor = OfType<AuditDraft, 'breach-register-change'>['actor'];

/** Events that may be of a type, among others that have the same fields. */
type OfType<E, T> = E extends { readonly type: infer Types }
  ? T extends Types
    ? E
    : never
  : never;
