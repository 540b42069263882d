import type { AuditDraft } from '../../shared/audit/event';
import type { Answers, Bodies } from '../../shared/http/generated/types';
import type { ApiFunction, OperationsOf } from '../../shared/http/generated/routes';
import type { Validator } from '../../shared/http/generated/validators';
import type { Act } from '../act';
import type { Ask, Ruling } from '../desk';
import type { Denied, Failed } from '../recorded';

/**
 * What a function does for a call. It first says what the caller has to be permitted; the door asks the
 * desk, writes a refusal down, and only then lets it run.
 */
export type Operation<Body, Answer> = (
  body: Body,
  act: Act,
) => Plan<Answer> | Promise<Plan<Answer>>;

export type Plan<Answer> = OpenPlan<Answer> | GuardedPlan<Answer> | PartedPlan<Answer>;

/** For everybody who is signed in. */
export interface OpenPlan<Answer> {
  readonly needs: 'signed-in';
  readonly run: () => Promise<Reply<Answer>>;
}

/** For who is permitted to do it. */
export interface GuardedPlan<Answer> {
  readonly needs: Omit<Ask, 'principal'>;
  /** How a refusal is written down: also one that turns up while it runs, a problem of status 403. */
  readonly refused: (denied: Denied) => AuditDraft;
  readonly run: (ruling: Ruling) => Promise<Reply<Answer>>;
}

/** For a call about many records: each part of it is decided by itself. */
export interface PartedPlan<Answer> {
  readonly needs: 'each';
  readonly parts: readonly Part[];
  /**
   * Makes what is to be answered, of the parts that are permitted, and gives nothing away: the door
   * claims, writes down, and only then answers.
   *
   * @param rulings of the parts, in their order; one at least is a permission, unless there is no part
   */
  readonly run: (rulings: readonly Ruling[]) => Promise<PartedReply<Answer>>;
}

/** Something that somebody may or may not do. */
export interface Part {
  readonly ask: Omit<Ask, 'principal'>;
  /** How a refusal is written down. */
  readonly refused: (denied: Denied) => readonly AuditDraft[];
}

export interface PartedReply<Answer> {
  readonly reply: Reply<Answer>;
  /** What is taken from an approval before the answer leaves. @default - nothing */
  readonly claim?: Omit<Ask, 'principal'>;
  /**
   * What was done with the parts that were permitted.
   *
   * @param instead how all of it ended, when nothing of it is given away in the end
   */
  readonly events: (instead?: Denied | Failed) => readonly AuditDraft[];
}

/** An answer that is no problem. */
export interface Reply<Answer> {
  /** @default 200 */
  readonly status?: number;
  /** A text is of another content type than JSON. */
  readonly body: Answer | string;
  /** @default - `application/json` */
  readonly contentType?: string;
  /** @default - none beside those of every answer */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a function answers: each operation that the API document gives it, with the bodies that stand there. */
export type Operations<F extends ApiFunction> = {
  readonly [Id in OperationsOf[F]]: Operation<Bodies[Id], Answers[Id]>;
};

/** What checks the bodies: of each operation that has one. */
export type Validators<F extends ApiFunction> = {
  readonly [Id in OperationsOf[F] as Bodies[Id] extends undefined ? never : Id]: Validator<
    Bodies[Id]
  >;
};
