import type { Look, Unseen } from './look';
import { isDenied, isNotActivated } from './look';

/** What `hlz doctor` looks at, in the order in which it tells of it. */
export const SUBJECTS = {
  account: 'The account and its Region',
  bootstrap: 'Bootstrap',
  leftovers: 'Left from an earlier zone of this name',
  singletons: 'Things of which an account has one',
  settings: 'Account settings',
  quotas: 'Quotas',
  network: 'Network',
  people: 'What no call tells',
} as const;

export type Subject = keyof typeof SUBJECTS;

/**
 * What a finding means for the next deploy.
 *
 * - `fine`: nothing to do.
 * - `look`: the deploy goes through; a person should know, or decide.
 * - `breaks`: the deploy would fail, or do what nobody asked for.
 * - `unknown`: could not be looked at.
 * - `ask`: only a person can tell.
 */
export type Verdict = 'fine' | 'look' | 'breaks' | 'unknown' | 'ask';

/** Settings of the config for which an account can decide. */
export type ChoiceSection = 'accountSettings' | 'singletons' | 'functions' | 'network';

/** What to write into the config. It replaces the setting of that name, and nothing beside it. */
export interface Choice {
  readonly section: ChoiceSection;
  readonly setting: string;
  readonly value: unknown;
  /** Why, where the config asks for a reason. 20 to 500 characters. */
  readonly reason?: string;
}

interface Told {
  readonly subject: Subject;
  /** What it is about: a setting of the config, or a thing by its name. */
  readonly about: string;
  /** What is there: one or more sentences. */
  readonly found: string;
}

export type Finding = Told &
  (
    | { readonly verdict: 'fine' }
    | {
        readonly verdict: Exclude<Verdict, 'fine'>;
        /** What to do about it: one or more sentences. */
        readonly mend: string;
        /** Whether a deploy should wait for it. */
        readonly blocks: boolean;
        readonly choice?: Choice;
      }
  );

/** Whether a deploy should wait for it. */
export function blocks(finding: Finding): boolean {
  return finding.verdict !== 'fine' && finding.blocks;
}

/** Makes the findings about one thing. */
export interface Teller {
  readonly fine: (found: string) => Finding;
  readonly look: (found: string, mend: string, choice?: Choice) => Finding;
  readonly breaks: (found: string, mend: string, choice?: Choice) => Finding;
  /**
   * It could not be looked at, and could break the deploy.
   *
   * @param there what was seen of it all the same, as sentences
   */
  readonly unknown: (unseen: Unseen, there?: string) => Finding;
  /** It could not be looked at, and cannot break the deploy. */
  readonly unseen: (unseen: Unseen) => Finding;
  /** It was looked at in part, and what was not cannot break the deploy. */
  readonly partly: (found: string, mend: string) => Finding;
}

export function teller(subject: Subject, about: string): Teller {
  const told = { subject, about };
  const flawed = (
    verdict: 'look' | 'breaks',
    found: string,
    mend: string,
    choice?: Choice,
  ): Finding => ({
    ...told,
    verdict,
    found,
    mend,
    blocks: verdict === 'breaks',
    ...(choice === undefined ? {} : { choice }),
  });
  return {
    fine: (found) => ({ ...told, verdict: 'fine', found }),
    look: (found, mend, choice) => flawed('look', found, mend, choice),
    breaks: (found, mend, choice) => flawed('breaks', found, mend, choice),
    unknown: (unseen, there) => {
      const { found, mend } = inWords(unseen);
      const whole = there === undefined ? found : `${there} ${found}`;
      return { ...told, verdict: 'unknown', found: whole, mend, blocks: true };
    },
    unseen: (unseen) => ({ ...told, verdict: 'unknown', ...inWords(unseen), blocks: false }),
    partly: (found, mend) => ({ ...told, verdict: 'unknown', found, mend, blocks: false }),
  };
}

/** The findings about what could be looked at, or the one that it could not. */
export function ifSeen<T>(
  look: Look<T>,
  unseen: (unseen: Unseen) => Finding,
  found: (value: T) => readonly Finding[] | Finding,
): readonly Finding[] {
  return [look.seen ? found(look.value) : unseen(look)].flat();
}

function inWords(unseen: Unseen): { readonly found: string; readonly mend: string } {
  const { action, code, detail } = unseen;
  if (isDenied(unseen)) {
    const found = `Could not look: needs ${action}.`;
    return /service control policy/i.test(detail)
      ? {
          found: `${found} A service control policy of the organization denies it.`,
          mend: 'Ask who runs the organization to let the account be read, and whether the deploy is let.',
        }
      : { found, mend: 'Give it to who asks (docs/doctor.md has the policy), and ask again.' };
  }
  if (isNotActivated(unseen)) {
    return {
      found: `Could not look: AWS has not opened the service to this account yet (${code}).`,
      mend: 'Finish the sign-up of the account (payment, phone), wait a day, and ask again.',
    };
  }
  return {
    found: `Could not look: ${action} was answered with ${code}.`,
    mend: 'Ask again. If it stays so, look at the network between here and AWS, and at the health page of AWS.',
  };
}

/** Up to three of a list, and how many more there are. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
