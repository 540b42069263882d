import type { AuditTrail } from '../shared/audit/audit-trail';
import type { Logger } from '../shared/log';
import type { Item, Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';
import type { PersonAct } from './act';
import { allItems } from './all-items';
import { GlassReviewedError, JustificationError, OwnGlassError, UnavailableError } from './errors';
import type { EmergencyPurpose, Glass, ReviewResult, ReviewState } from './glass';
import {
  GLASS_MS,
  glassId,
  glassIn,
  holderOf,
  isDecided,
  isOpen,
  itemOf,
  justificationIn,
  reviewPartition,
} from './glass';
import { glassBroken, glassReviewed } from './glass-events';
import type { Listed, PageAsk } from './page';
import { pageOf } from './page';
import { recordThenChange } from './recorded';

/** Encrypts short texts, bound to what they belong to. */
export interface Sealer {
  /** @returns base64 */
  seal(text: string, context: SealContext): Promise<string>;
  /** Throws when it was sealed under another context. */
  unseal(sealed: string, context: SealContext): Promise<string>;
}

export interface SealContext {
  readonly purpose: 'break-glass';
  readonly glass: string;
  readonly tenant: string;
}

/** What somebody says who breaks a glass. Whether he may, was decided before. */
export interface Emergency {
  /** Pseudonym. */
  readonly patient: string;
  readonly purpose: EmergencyPurpose;
  readonly justification: string;
  readonly clinicalReason?: string;
}

/** The register of broken glasses. */
export interface BrokenGlasses {
  /**
   * Breaks a glass, for an hour. While one is open, the same again.
   *
   * A glass counts from the moment its row is there, and the row is written after the audit event was
   * accepted: no record, no access.
   *
   * @throws JustificationError
   * @throws AuditUnavailableError when the event was accepted by neither stream nor spool; nothing is open
   */
  open(act: PersonAct, emergency: Emergency): Promise<Glass>;
  /** The glass that lets this person to this patient now. */
  openFor(
    person: { readonly id: string; readonly tenant: string },
    patient: string,
  ): Promise<Glass | undefined>;
  /** One of this tenant. */
  find(tenant: string, id: string): Promise<Glass | undefined>;
  /** Oldest first. */
  list(tenant: string, state: ReviewState, page: PageAsk): Promise<Listed<Glass>>;
  /** What the holder wrote. The caller writes down that it was read, before he gives it away. */
  justification(glass: Glass): Promise<string>;
  /**
   * Records what a review found. Not justified ends the glass at once. An undecided one waits on, in the
   * list and among those that are reminded of, until another review finds a result.
   *
   * @throws OwnGlassError when the reviewer broke it himself
   * @throws GlassReviewedError
   * @throws AuditUnavailableError; nothing is recorded
   */
  review(act: PersonAct, glass: Glass, result: ReviewResult): Promise<Glass>;
}

export interface BreakGlassDependencies {
  readonly brokenGlass: Table;
  readonly sealer: Sealer;
  readonly trail: AuditTrail;
  readonly now: () => number;
  readonly log: Logger;
}

/** A race has one winner, and who loses it finds the winner's glass. */
const ROUNDS = 3;

export function createBrokenGlasses(dependencies: BreakGlassDependencies): BrokenGlasses {
  const { brokenGlass, sealer, trail, now, log } = dependencies;
  const recording = { trail, log };

  function openAmong(items: readonly Item[], tenant: string): Glass | undefined {
    const time = now();
    return items
      .map(glassIn)
      .filter((glass) => glass !== undefined)
      .find((glass) => glass.tenant === tenant && isOpen(glass, time));
  }

  /** Undefined when somebody was first. */
  async function write(glass: Glass): Promise<Glass | undefined> {
    try {
      await brokenGlass.put(itemOf(glass), [{ attribute: 'glass', is: 'absent' }]);
      return glass;
    } catch (error) {
      if (error instanceof ConditionFailedError) return undefined;
      throw error;
    }
  }

  return {
    async open(act, emergency) {
      const text = justificationIn(emergency.justification);
      if (text === undefined) throw new JustificationError();
      const { id: person, tenant, role } = act.by;
      const { patient, purpose, clinicalReason } = emergency;
      const holder = holderOf(person, patient);
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = await allItems(brokenGlass, holder);
        const already = openAmong(before, tenant);
        if (already !== undefined) return already;

        const id = glassId(holder, before.length);
        const justification = await sealer.seal(text, contextOf({ tenant, id }));
        const opened = await recordThenChange(recording, {
          event: (outcome) => glassBroken(act, emergency, id, outcome),
          change: async (receipt) => {
            const openedAt = now();
            return write({
              id,
              tenant,
              person,
              role,
              patient,
              purpose,
              ...(clinicalReason === undefined ? {} : { clinicalReason }),
              justification,
              openedAt,
              until: openedAt + GLASS_MS,
              event: receipt.eventId,
            });
          },
        });
        if (opened !== undefined) return opened;
      }
      throw new UnavailableError('The register of broken glasses');
    },

    async openFor({ id, tenant }, patient) {
      return openAmong(await allItems(brokenGlass, holderOf(id, patient)), tenant);
    },

    async find(tenant, id) {
      const { items } = await brokenGlass.query({ index: 'byGlass', partition: id, limit: 1 });
      const holder = items[0]?.['holder'];
      // The index lags behind: the table knows whether it was reviewed meanwhile.
      const item =
        typeof holder === 'string' ? await brokenGlass.get({ holder, glass: id }) : undefined;
      const glass = item === undefined ? undefined : glassIn(item);
      return glass?.tenant === tenant ? glass : undefined;
    },

    async list(tenant, state, page) {
      return pageOf(
        {
          table: brokenGlass,
          index: 'byReview',
          partition: reviewPartition(tenant, state),
          sortKey: 'openedAt',
          read: (item) => {
            const glass = glassIn(item);
            if (glass === undefined) log.error('glass-unreadable');
            return glass;
          },
        },
        page,
      );
    },

    async justification(glass) {
      return sealer.unseal(glass.justification, contextOf(glass));
    },

    async review(act, glass, result) {
      if (glass.person === act.by.id) throw new OwnGlassError();
      if (isDecided(glass)) throw new GlassReviewedError();
      const by = act.by.id;
      return recordThenChange(recording, {
        event: (outcome) =>
          glassReviewed(
            act,
            glass,
            outcome.outcome === 'success' ? { ...outcome, reviewResult: result } : outcome,
          ),
        change: async () => {
          const at = now();
          const ends = result === 'not-justified' && at < glass.until;
          const decided = isDecided({ review: { result, by, at } });
          try {
            const item = await brokenGlass.update(
              { holder: holderOf(glass.person, glass.patient), glass: glass.id },
              {
                set: {
                  tenantReview: reviewPartition(glass.tenant, decided ? 'reviewed' : 'open'),
                  reviewResult: result,
                  reviewedBy: by,
                  reviewedAt: at,
                  ...(ends ? { until: at } : {}),
                },
                ...(decided ? { remove: ['unreviewed'] } : {}),
              },
              [
                { attribute: 'glass', is: 'present' },
                { attribute: 'reviewResult', is: 'equal', value: 'undecided', orAbsent: true },
              ],
            );
            return glassIn(item) ?? { ...glass, review: { result, by, at } };
          } catch (error) {
            if (!(error instanceof ConditionFailedError)) throw error;
            throw new GlassReviewedError({ cause: error });
          }
        },
      });
    },
  };
}

function contextOf({ tenant, id }: Pick<Glass, 'tenant' | 'id'>): SealContext {
  return { purpose: 'break-glass', glass: id, tenant };
}
