import { randomUUID } from 'node:crypto';
import type {
  Answers,
  AuditEventDraft,
  Bodies,
  ClassifyResult,
  DecryptFields,
  DecryptResult,
  DeidentifiedRecords,
  DeidentifyRecords,
  EncryptedItem,
  EncryptResult,
  PlainItem,
  RedactResult,
  ReencryptResult,
  RotatedKey,
  AppendedAuditEvents,
  TextItem,
} from '../lambda/shared/http/generated/types';
import { ROUTES } from '../lambda/shared/http/generated/routes';
import { batchesOf } from './batches';
import type { Caller } from './credentials';
import { FieldFailedError, NoAnswerError, NotPermittedError } from './errors';
import type { Repeatable } from './repeat';
import type { Clock } from './transport';
import { createTransport } from './transport';

export interface PhiClientProps {
  /** Address of the API with its stage, such as `https://abc123.execute-api.us-east-1.amazonaws.com/live`: an output of the Api stack. */
  readonly endpoint: string;
  /** Who calls: `personByToken(…)` or `serviceByRole(…)`. */
  readonly caller: Caller;
  /** Tries of a call in all, where more than one does no harm. @default 4 */
  readonly attempts?: number;
  /** Milliseconds from the first try of a call to the end of its last pause. @default 60000 */
  readonly totalMs?: number;
  /** Milliseconds that one try may take; API Gateway gives up after 29 seconds. @default 30000 */
  readonly tryMs?: number;
  /** @default - the global `fetch` */
  readonly fetch?: typeof fetch;
  /** @default - the clock of this machine */
  readonly clock?: Clock;
}

/** Why it is done, for the ledger: a code of HL7 v3 PurposeOfUse, such as `TREAT`. */
export type Reason = Pick<DecryptFields, 'purpose' | 'clinicalReason'>;

/** What became of an item: what was asked for, or why it failed. In the order of the items. */
export type Result<T> =
  | ({ readonly ok: true } & T)
  | {
      readonly ok: false;
      /** Such as `not-decryptable`. */
      readonly code: string;
      readonly detail: string;
    };

/** Whose field it is, of what, and its name for the ledger. Decrypting takes the same patient and data type. */
export type FieldContext = Omit<PlainItem, 'text' | 'bytes'>;
/** A text of whole Unicode, or bytes. At most 262,144 bytes. */
export type FieldValue = { readonly text: string } | { readonly bytes: Uint8Array };
export type PlainField = FieldContext & FieldValue;
export type EncryptedField = EncryptedItem;
export type Release = NonNullable<DecryptFields['release']>;

/** A result as the API gives it. */
interface Given {
  readonly status: string;
  readonly code?: string;
  readonly detail?: string;
}
/** What stands in a result that did not fail. */
type Whole<R extends Given, K extends keyof R> = { readonly [N in K]-?: NonNullable<R[N]> };

/**
 * The encryption API and the audit ledger of a zone.
 *
 * Lists may be of any length: they are sent in calls of at most 500 items and 4 MiB, one after another.
 * When a later call fails its error is thrown, and what earlier ones answered is lost, which harms
 * nothing: nothing is stored by encrypting.
 *
 * Calls are repeated by themselves after 429, 5xx and lost answers, but for those of which a second
 * one would count twice: what is shared, exported or de-identified takes from an approval.
 */
export class PhiClient {
  private readonly send: ReturnType<typeof createTransport>;

  /** @throws ClientSetupError when the endpoint is none */
  constructor({
    attempts = 4,
    totalMs = 60_000,
    tryMs = 30_000,
    fetch = globalThis.fetch,
    clock = MACHINE_CLOCK,
    ...props
  }: PhiClientProps) {
    this.send = createTransport({ ...props, limits: { attempts, totalMs }, tryMs, fetch, clock });
  }

  /** Encrypts fields: a JWE for each, to be stored in place of the value. */
  async encrypt(
    fields: readonly PlainField[],
    reason: Reason,
  ): Promise<readonly Result<Whole<EncryptResult, 'jwe'>>[]> {
    return this.inBatches(
      fields.map(plainItem),
      async (items) => this.call('encryptFields', { ...reason, items }, 'any'),
      ({ jwe }) => (jwe === undefined ? undefined : { jwe }),
    );
  }

  /** Encrypts one field. @throws FieldFailedError when it failed */
  async encryptField(field: PlainField, reason: Reason): Promise<string> {
    return the(await this.encrypt([field], reason)).jwe;
  }

  /** Decrypts fields, for who may see them. */
  async decrypt(
    fields: readonly EncryptedField[],
    reason: Reason,
  ): Promise<readonly Result<{ readonly value: FieldValue }>[]> {
    return this.inBatches(
      fields,
      async (items) => this.call('decryptFields', { ...reason, items }, 'any'),
      valueIn,
    );
  }

  /** Decrypts one field. @throws FieldFailedError when it failed */
  async decryptField(field: EncryptedField, reason: Reason): Promise<FieldValue> {
    return the(await this.decrypt([field], reason)).value;
  }

  /**
   * Decrypts fields that are printed, shared or exported: one call of at most 500 fields of one data
   * type. What is shared or exported takes from an approval, and is never repeated by itself.
   */
  async release(
    fields: readonly EncryptedField[],
    release: Release,
    reason: Reason,
  ): Promise<readonly Result<{ readonly value: FieldValue }>[]> {
    const body = { ...reason, release, items: fields };
    const repeatable = release.as === 'print' ? 'any' : 'unless-done';
    const { results } = await this.call('decryptFields', body, repeatable);
    return resultsOf(results, fields.length, valueIn);
  }

  /** Moves fields to the data key of now. Shows nothing of them. */
  async reencrypt(
    fields: readonly EncryptedField[],
    reason: Reason,
  ): Promise<readonly Result<Whole<ReencryptResult, 'jwe' | 'renewed'>>[]> {
    return this.inBatches(
      fields,
      async (items) => this.call('reencryptFields', { ...reason, items }, 'any'),
      ({ jwe, renewed }) =>
        jwe === undefined || renewed === undefined ? undefined : { jwe, renewed },
    );
  }

  /** Says of texts what in them identifies somebody, where, and what to do about it. */
  async classify(
    texts: readonly TextItem[],
    reason: Reason,
  ): Promise<readonly Result<Whole<ClassifyResult, 'sensitivity' | 'findings' | 'actions'>>[]> {
    return this.inBatches(
      texts,
      async (items) => this.call('classifyText', { ...reason, items }, 'any'),
      ({ sensitivity, findings, actions }) =>
        sensitivity === undefined || findings === undefined || actions === undefined
          ? undefined
          : { sensitivity, findings, actions },
    );
  }

  /** Takes out of texts what is found in them. That is no de-identification. */
  async redact(
    texts: readonly TextItem[],
    reason: Reason,
  ): Promise<readonly Result<Whole<RedactResult, 'text' | 'findings'>>[]> {
    return this.inBatches(
      texts,
      async (items) => this.call('redactText', { ...reason, items }, 'any'),
      ({ text, findings }) =>
        text === undefined || findings === undefined ? undefined : { text, findings },
    );
  }

  /** De-identifies records under an approval: one call, never repeated by itself. */
  async deidentify(request: DeidentifyRecords): Promise<DeidentifiedRecords> {
    return this.call('deidentifyRecords', request, 'unless-done');
  }

  /** Makes the next data key of the tenant. One that is less than a minute old stays. */
  async rotateKey(): Promise<RotatedKey> {
    return this.call('rotateKey', {}, 'any');
  }

  /**
   * Writes down what was done with PHI in the application itself: at most 500 events.
   *
   * @param idempotencyKey for repeating a call after a restart, such as the id of the job. @default - a new one
   */
  async appendAuditEvents(
    events: readonly AuditEventDraft[],
    idempotencyKey: string = randomUUID(),
  ): Promise<AppendedAuditEvents> {
    return this.call('appendAuditEvents', { idempotencyKey, events }, 'any');
  }

  private async inBatches<I extends object, R extends Given, T extends object>(
    items: readonly I[],
    send: (batch: readonly I[]) => Promise<{ readonly results: readonly R[] }>,
    read: (result: R) => T | undefined,
  ): Promise<readonly Result<T>[]> {
    const all: Result<T>[] = [];
    let refused: NotPermittedError | undefined;
    let answered = false;
    for (const batch of batchesOf(items)) {
      try {
        const { results } = await send(batch);
        all.push(...resultsOf(results, batch.length, read));
        answered = true;
      } catch (error) {
        if (!(error instanceof NotPermittedError)) throw error;
        // Where a list was cut is nobody's concern: what is refused with others fails alone too.
        refused ??= error;
        const { code, message: detail } = error;
        all.push(...batch.map(() => ({ ok: false, code, detail }) as const));
      }
    }
    if (refused !== undefined && !answered) throw refused;
    return all;
  }

  private async call<Id extends keyof Bodies & keyof Answers>(
    operation: Id,
    body: Bodies[Id] & object,
    repeatable: Repeatable,
  ): Promise<Answers[Id]> {
    // Made from one document: what the operation answers has the type that stands there.
    return (await this.send(pathOf(operation), body, repeatable)) as Answers[Id];
  }
}

const MACHINE_CLOCK: Clock = {
  now: () => performance.now(),
  pause: async (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** Path of an operation below the root of the caller. */
function pathOf(operation: string): string {
  const route = ROUTES.find((at) => at.operation === operation && at.root === 'people');
  if (route === undefined) throw new TypeError(`there is no operation ${operation}`);
  return route.path.replace(/^\/v1/, '');
}

function plainItem(field: PlainField): PlainItem {
  if ('text' in field) return field;
  return { ...field, bytes: Buffer.from(field.bytes).toString('base64') };
}

function valueIn({ text, bytes }: DecryptResult): { readonly value: FieldValue } | undefined {
  if (text !== undefined) return { value: { text } };
  return bytes === undefined
    ? undefined
    : { value: { bytes: new Uint8Array(Buffer.from(bytes, 'base64')) } };
}

/** @throws NoAnswerError when the answer is not one to so many items */
function resultsOf<R extends Given, T extends object>(
  results: readonly R[] | undefined,
  count: number,
  read: (result: R) => T | undefined,
): readonly Result<T>[] {
  if (results?.length !== count) {
    throw new NoAnswerError('The answer has not one result for each item: nothing of it is used.');
  }
  return results.map((result): Result<T> => {
    const found = result.status === 'ok' ? read(result) : undefined;
    if (found !== undefined) return { ok: true, ...found };
    const { code = 'unreadable', detail = 'The result cannot be read.' } = result;
    return { ok: false, code, detail };
  });
}

function the<T extends object>([result]: readonly Result<T>[]): T {
  if (result === undefined) throw new NoAnswerError('The answer has no result.');
  if (!result.ok) throw new FieldFailedError(result.code, result.detail);
  return result;
}
