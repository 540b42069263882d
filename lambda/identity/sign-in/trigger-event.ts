import * as z from 'zod/mini';
import { IdentityEventError } from '../errors';

/** What Cognito asks at a step of a sign-in. */
export interface TriggerEvent {
  readonly step: 'before' | 'after' | 'tokens';
  /** Whether tokens are asked for by a refresh token: nobody signs in then. */
  readonly isRefresh: boolean;
  /** `sub`; undefined when the pool has no such user. */
  readonly user: string | undefined;
}

/**
 * Trigger sources, and what is done at each. Every way to tokens passes `tokens`; not every one passes
 * `after`: the first sign-in by another identity provider does not, nor does one by the cookie of the
 * sign-in page.
 *
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
const STEPS = {
  PreAuthentication_Authentication: 'before',
  PostAuthentication_Authentication: 'after',
  TokenGeneration_HostedAuth: 'tokens',
  TokenGeneration_Authentication: 'tokens',
  TokenGeneration_NewPasswordChallenge: 'tokens',
  TokenGeneration_AuthenticateDevice: 'tokens',
  TokenGeneration_RefreshTokens: 'tokens',
} as const;

// Not strict: Cognito says that it adds fields.
const triggerEvent = z.looseObject({
  triggerSource: z.enum(Object.keys(STEPS) as (keyof typeof STEPS)[]),
  request: z.looseObject({
    userAttributes: z.optional(z.looseObject({ sub: z.optional(z.string()) })),
    userNotFound: z.optional(z.nullable(z.boolean())),
  }),
});

/**
 * Reads the event of a trigger of a user pool.
 *
 * @throws IdentityEventError for a trigger that this function has no answer to: nobody signs in
 */
export function readTriggerEvent(event: unknown): TriggerEvent {
  const { data } = triggerEvent.safeParse(event);
  if (data === undefined) {
    throw new IdentityEventError(
      'This is no event of a trigger that is expected: expected PreAuthentication, PostAuthentication or PreTokenGeneration of a user pool.',
    );
  }
  const { triggerSource, request } = data;
  const sub = request.userAttributes?.sub;
  return {
    step: STEPS[triggerSource],
    isRefresh: triggerSource === 'TokenGeneration_RefreshTokens',
    user: request.userNotFound === true || sub === '' ? undefined : sub,
  };
}
