import { ZoneError } from '../shared/errors';
import { ProblemError } from '../shared/http/problem';
import type { FieldProblem } from '../shared/http/generated/types';

/** Each says what a caller is told. None repeats what a person wrote. */

/** An id of no incident that the caller may know of. */
export class NoSuchIncidentError extends ProblemError {
  override readonly name = 'NoSuchIncidentError';

  constructor() {
    super(404, {
      code: 'no-such-incident',
      detail: 'There is no such incident in this tenant: take the id from the list of incidents.',
    });
  }
}

/** An id of no duty. */
export class NoSuchDutyError extends ProblemError {
  override readonly name = 'NoSuchDutyError';

  constructor() {
    super(404, {
      code: 'no-such-duty',
      detail: 'There is no such duty: take the id from the list of duties.',
    });
  }
}

/** What is wrong in itself, whatever the incident is: the others depend on its state. */
const WRONG_IN_ITSELF = [
  /** A field is not what it has to be. */
  'malformed',
  /** A text has what looks like an identifier of a person. */
  'phi-in-text',
  /** A finding in words that says nothing. */
  'finding-too-short',
  /** A day that has not come yet. */
  'future-day',
  /** Days in an order in which they cannot have been. */
  'days-crossed',
  /** Parts that are more than the whole. */
  'counts-crossed',
  /** A hold that is longer than the law lets it be, or has no end. */
  'hold-end',
  /** A notice that does not say whom it told, or a way that the law does not know for it. */
  'notice-incomplete',
] as const;

const NOT_NOW = [
  /** It is closed, and takes nothing more. */
  'closed',
  /** It is decided what it was, or everybody was told of it: what happens anew is another incident. */
  'over',
  'opened-already',
  /** The states have no such way. */
  'no-such-transition',
  'finding-missing',
  'finding-unapproved',
  /** The last assessment concludes that it was a breach. */
  'finding-says-breach',
  'nothing-to-approve',
  'approved-already',
  /** Who wrote a finding does not approve it. */
  'own-finding',
  'person-needed',
  /** What the state rests on cannot be written anew in it. */
  'reopen-first',
  'counts-missing',
  'notices-missing',
  'no-such-associate',
  /** The same notice stands there. */
  'noticed-already',
  /** An entry that is nothing to take back, or was taken back. */
  'nothing-to-withdraw',
  /** Something else in the record names it. */
  'still-named',
  /** The state rests on the notices. */
  'notified',
  'reminded-already',
  'not-due',
  /** The record is as long as it can be. */
  'incident-full',
] as const;

export type RefusalCode = (typeof WRONG_IN_ITSELF)[number] | (typeof NOT_NOW)[number];
const WRONG: ReadonlySet<string> = new Set(WRONG_IN_ITSELF);

/** A change that the register does not take. Nothing was changed. */
export class ChangeRefusedError extends ProblemError {
  override readonly name = 'ChangeRefusedError';

  /**
   * @param refusal why; 400 where the change is wrong whatever the incident is, 409 where its state does not allow it
   * @param detail what is missing, and how to mend it
   */
  constructor(
    readonly refusal: RefusalCode,
    detail: string,
    errors: readonly FieldProblem[] = [],
  ) {
    super(WRONG.has(refusal) ? 400 : 409, {
      code: refusal,
      title: 'The change is not made.',
      detail,
      errors,
    });
  }
}

/** Somebody changed the incident since the caller read it. */
export class VersionError extends ProblemError {
  override readonly name = 'VersionError';

  /** @param found the version that it has */
  constructor(
    readonly found: number,
    expected: number,
  ) {
    super(409, {
      code: 'other-version',
      title: 'The incident was changed meanwhile.',
      detail: `The incident is at version ${String(found)}, and the change was made for ${String(expected)}: read it again, and send the version that you have seen.`,
    });
  }
}

/** Others change the incident all the time: each try met another change. */
export class IncidentBusyError extends ProblemError {
  override readonly name = 'IncidentBusyError';

  constructor(options?: ErrorOptions) {
    super(
      503,
      {
        code: 'incident-busy',
        detail:
          'Others are changing the incident at this moment, and nothing was changed: try again.',
      },
      options,
    );
  }
}

/** An item of the table `register` that no code of ours wrote, or entries that do not follow each other. */
export class RegisterItemError extends ZoneError {
  override readonly name = 'RegisterItemError';

  /** @param problem what is wrong with which item: ids and names of fields, never what stands there */
  constructor(problem: string, options?: ErrorOptions) {
    super(
      `${problem}. The register takes no change of it. See docs/runbooks/breach.md, "register-unreadable".`,
      options,
    );
  }
}

/** An event of Lambda that is none of those which the function takes. */
export class ClockEventError extends ZoneError {
  override readonly name = 'ClockEventError';
}

/** A run of the clock in which something could not be reminded of. */
export class ClockRunError extends ZoneError {
  override readonly name = 'ClockRunError';
}
