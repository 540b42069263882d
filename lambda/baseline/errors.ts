import { ZoneError, describeError } from '../shared/errors';
import { boundedList, cut } from './bounded-text';

/** Every error of this capability. The message becomes the `Reason` that CloudFormation shows. */
export abstract class BaselineError extends ZoneError {}

/** The event cannot be understood, so perhaps not even answered. */
export class MalformedEventError extends BaselineError {
  override readonly name = 'MalformedEventError';
}

/** The template asks for something that this function does not know. */
export class PropertyError extends BaselineError {
  override readonly name = 'PropertyError';
}

const LONGEST_DIFFERENCES = 900;

/** Mode `existing`: the account does not have what was wanted. Nothing was changed. */
export class WeakerSettingError extends BaselineError {
  override readonly name = 'WeakerSettingError';

  constructor(subject: string, differences: readonly string[], mend: string) {
    super(
      `${subject} is weaker than wanted (${boundedList(differences, LONGEST_DIFFERENCES, '; ')}): ${mend}, or use mode enforce.`,
    );
  }
}

/** Something that must be there is not, or something that must go stays. */
export class SettingStateError extends BaselineError {
  override readonly name = 'SettingStateError';
}

export class OutOfTimeError extends BaselineError {
  override readonly name = 'OutOfTimeError';

  constructor() {
    super(
      'The function ran out of time before the setting was done: deploy again (what is done stays done and is not repeated), and if it happens again raise the timeout of the function.',
    );
  }
}

/** CloudFormation did not take the answer. */
export class DeliveryError extends BaselineError {
  override readonly name = 'DeliveryError';
}

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
]);
const LONGEST_AWS_MESSAGE = 400;

/** A call to AWS failed, after the retries of the client. */
export class AwsCallError extends BaselineError {
  override readonly name = 'AwsCallError';
  readonly code: string;

  /** @param action as IAM spells it, such as `iam:GetAccountPasswordPolicy` */
  constructor(
    readonly action: string,
    cause: unknown,
  ) {
    const { name, message } = describeError(cause);
    const said = message === '' ? name : `${name}: ${cut(message, LONGEST_AWS_MESSAGE)}`;
    super(
      DENIED.has(name)
        ? `${action} was denied (${said}): allow it to the role of this function, or, if a policy of the organization holds this setting, use mode existing or off.`
        : `${action} failed (${said}): deploy again, and if it fails again see the log.`,
      { cause },
    );
    this.code = name;
  }
}
