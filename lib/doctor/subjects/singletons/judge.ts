import type { Choice, Finding } from '../../finding';
import { teller } from '../../finding';
import type { Look } from '../../look';
import { reasonFor } from './reason';

/** A thing of which an account has one, as it was found. */
export interface Thing {
  /** Setting below `singletons`, such as `guardDuty`. */
  readonly setting: string;
  readonly mode: string;
  /** What the thing is called in a sentence, such as `GuardDuty detector`. */
  readonly name: string;
  /** Whether the deployed stacks of this zone made it. */
  readonly isOurs: boolean;
  /** What is there, as a sentence; undefined when nothing is. */
  readonly there: string | undefined;
  readonly work: Work;
  /** In which it is less than what the zone would make: `no ...`, `not ...`. */
  readonly lacks: readonly string[];
  /** What was seen of it, as a sentence for `reasons`; {@link reasonFor} adds what it lacks. */
  readonly seenAs: string;
  /** Why config already leaves it as it is; undefined when config does not say. */
  readonly reason: string | undefined;
  /**
   * What a deploy does with mode `create` though one is there.
   *
   * @default - it fails
   */
  readonly ifCreated?: { readonly found: string; readonly mend: string };
  /**
   * What config writes for `existing` and `create`, where that is more than the word.
   *
   * @default - the word
   */
  readonly values?: { readonly existing: unknown; readonly create: unknown };
}

/**
 * Whether a thing does its work: undefined when it does, otherwise how it does not, such as
 * `not running (suspended)`.
 */
export type Work = Look<string | undefined>;

/** Things of which nothing can be switched off. */
export const WORKS: Work = { seen: true, value: undefined };

/** Whether it was seen to do its work. */
export function works(work: Work): boolean {
  return work.seen && work.value === undefined;
}

/** All in which a thing is less than what the zone would make, or may be. */
export function lacksOf({ work, lacks }: Pick<Thing, 'work' | 'lacks'>): readonly string[] {
  if (!work.seen) return ['perhaps not running or recording (could not be looked at)', ...lacks];
  return work.value === undefined ? lacks : [work.value, ...lacks];
}

/** The same as a sentence after another; empty when it is not less. */
export function lessThan(lacks: readonly string[]): string {
  return lacks.length === 0 ? '' : ` Less than the zone would make: ${lacks.join(', ')}.`;
}

/** One finding about such a thing: what is there, what the mode of config makes of it, what to choose. */
export function judge(thing: Thing): Finding {
  const { setting, mode, name, isOurs, there } = thing;
  const tell = teller('singletons', `singletons.${setting}`);
  if (there === undefined) {
    if (mode === 'create') return tell.fine(`No ${name} yet. The deploy makes it.`);
    if (mode === 'off') return tell.fine(`No ${name}, and config wants none (off).`);
    return tell.look(
      `No ${name} is there, though config says existing: nobody makes one.`,
      'Set it to create, or have whoever should run it do so before the deploy.',
      { section: 'singletons', setting, value: thing.values?.create ?? 'create' },
    );
  }
  if (isOurs) return tell.fine(`${there} This zone made it.`);
  const missing = lessThan(lacksOf(thing));
  if (mode === 'create') {
    const { found, mend } = thing.ifCreated ?? {
      found: 'A second one fails the deploy.',
      mend: 'Set it to existing.',
    };
    const verdict = thing.ifCreated === undefined ? tell.breaks : tell.look;
    return verdict(`${there} ${found}${missing}`, mendOf(thing, mend), existing(thing));
  }
  if (mode === 'off') {
    return tell.look(
      `${there} Config says off, as if there were none.${missing}`,
      mendOf(thing, 'Set it to existing, so that the check ledger tells the truth.'),
      existing(thing),
    );
  }
  return kept(thing, there);
}

/** What config says to leave as it is: no longer fine once it does not do what it is kept for. */
function kept(thing: Thing, there: string): Finding {
  const { setting, work, reason = '' } = thing;
  const tell = teller('singletons', `singletons.${setting}`);
  const lacks = lacksOf(thing);
  const found = `${there} It stays as it is (existing).${lessThan(lacks)}`;
  if (!work.seen) return tell.unknown(work, found);
  if (lacks.length === 0) return tell.fine(found);
  if (work.value !== undefined && !reason.includes(work.value)) {
    return tell.breaks(`${found} The reason in config does not say so.`, mendOf(thing, ''));
  }
  return tell.look(
    found,
    `Have whoever runs it mend what is less, or say it in singletons.reasons.${setting}.`,
  );
}

/** What to do about a thing: only what does its work is left as it is without a thought. */
export function mendOf(thing: Thing, ifItWorks: string): string {
  const { work } = thing;
  if (!work.seen) {
    return `See first whether it is running: give ${work.action} to who asks, and ask again.`;
  }
  if (work.value !== undefined) {
    return `Have it mended or switched on, and ask again; or delete it, and let the zone make its own (create); or write existing with this reason: \`${reasonOf(thing)}\``;
  }
  return thing.lacks.length === 0
    ? ifItWorks
    : `${ifItWorks} Have whoever runs it mend what is less.`;
}

/** The choice to leave a thing as it is; none for a thing that was not seen to do its work. */
export function existing(thing: Thing): Choice | undefined {
  const { setting, values, work } = thing;
  if (!works(work)) return undefined;
  const value = values?.existing ?? 'existing';
  return { section: 'singletons', setting, value, reason: reasonOf(thing) };
}

function reasonOf(thing: Thing): string {
  return reasonFor(thing.seenAs, lacksOf(thing));
}
