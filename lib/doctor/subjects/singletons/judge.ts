import type { Choice, Finding } from '../../finding';
import { teller } from '../../finding';

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
  /** In which it is less than what the zone would make: `no ...`, `not ...`. */
  readonly lacks: readonly string[];
  /** Why it is left as it is, for `reasons`. */
  readonly reason: string;
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

/** One finding about such a thing: what is there, what the mode of config makes of it, what to choose. */
export function judge(thing: Thing): Finding {
  const { setting, mode, name, isOurs, there, lacks } = thing;
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
  const missing = lacks.length === 0 ? '' : ` Less than the zone would make: ${lacks.join(', ')}.`;
  if (mode === 'create') {
    const { found, mend } = thing.ifCreated ?? {
      found: 'A second one fails the deploy.',
      mend: 'Set it to existing.',
    };
    const verdict = thing.ifCreated === undefined ? tell.breaks : tell.look;
    const add = lacks.length === 0 ? '' : ' Have whoever runs it mend what is less.';
    return verdict(`${there} ${found}${missing}`, `${mend}${add}`, existing(thing));
  }
  if (mode === 'off') {
    return tell.look(
      `${there} Config says off, as if there were none.${missing}`,
      'Set it to existing, so that the check ledger tells the truth.',
      existing(thing),
    );
  }
  if (lacks.length === 0) return tell.fine(`${there} It stays as it is (existing).`);
  return tell.look(
    `${there} It stays as it is (existing).${missing}`,
    'Have whoever runs it mend what is less.',
  );
}

/** The choice to leave a thing as it is. */
export function existing({ setting, reason, values }: Thing): Choice {
  return {
    section: 'singletons',
    setting,
    value: values?.existing ?? 'existing',
    reason: shortReason(reason),
  };
}

/** Longest reason that the schema takes. */
const LONGEST_REASON = 500;

/** A reason as long as the schema takes it; names of an account can be long. */
export function shortReason(reason: string): string {
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON - 3)}...` : reason;
}

/** Who runs a service, as the sentence of a reason. */
export function runBy(service: string, administrator: string | undefined): string {
  return administrator === undefined
    ? `${service} was on in this account before the zone.`
    : `Account ${administrator} runs ${service} for the whole organization.`;
}
