import { said, stringsIn, unmet } from '../reading/literals';
import type { Rule } from '../rule';
import type { JsonObject } from '../reading/zone-view';
import { at } from '../reading/zone-view';

const MINUTES: Readonly<Record<string, number>> = {
  seconds: 1 / 60,
  minutes: 1,
  hours: 60,
  days: 24 * 60,
};

interface Token {
  readonly name: 'AccessToken' | 'IdToken' | 'RefreshToken';
  /** Unit where none is given. */
  readonly unit: string;
  readonly atMostMinutes: number;
  /** What Cognito takes where no life is given. */
  readonly otherwise: string;
}

/**
 * Idle time-outs are kept by the session record; these are the caps above it. A refresh token
 * lives no longer than a long shift: after it everybody signs in again.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
const TOKENS: readonly Token[] = [
  { name: 'AccessToken', unit: 'hours', atMostMinutes: 60, otherwise: '60 minutes' },
  { name: 'IdToken', unit: 'hours', atMostMinutes: 60, otherwise: '60 minutes' },
  { name: 'RefreshToken', unit: 'days', atMostMinutes: 12 * 60, otherwise: '30 days' },
];

/**
 * Flows in which the password itself is not sent, or the user chooses a passkey. Not
 * ALLOW_REFRESH_TOKEN_AUTH, which gives the same refresh token again and again: rotation has a call
 * of its own.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
const FLOWS: readonly string[] = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'];
const GRANTS: readonly string[] = ['code', 'client_credentials'];

export const cognitoTokens: Rule = {
  name: 'CognitoTokens',
  asks: 'A session ends: tokens live minutes, refresh tokens are used once and can be revoked, and no flow hands a password or a token to where it can be read.',
  citations: ['164.312(a)(2)(iii)', '164.312(d)'],
  types: ['AWS::Cognito::UserPoolClient'],
  find: ({ properties }) => [
    ...TOKENS.flatMap((token) => lifeProblems(properties, token)),
    ...unmet(properties, {
      PreventUserExistenceErrors: 'ENABLED',
      'RefreshTokenRotation.Feature': 'ENABLED',
    }),
    ...((properties['EnableTokenRevocation'] ?? true) === true
      ? []
      : [
          `EnableTokenRevocation is ${said(properties['EnableTokenRevocation'])}, expected true. Leave it out.`,
        ]),
    ...onlyProblems('AllowedOAuthFlows', properties['AllowedOAuthFlows'] ?? [], GRANTS),
    ...onlyProblems('ExplicitAuthFlows', properties['ExplicitAuthFlows'], FLOWS),
  ],
};

function lifeProblems(
  properties: JsonObject,
  { name, unit, atMostMinutes, otherwise }: Token,
): readonly string[] {
  const property = `${name}Validity`;
  const life = properties[property];
  const given = at(properties, 'TokenValidityUnits', name) ?? unit;
  if (life === undefined) {
    return [`${property} is missing, which means ${otherwise}. Set it, and its unit.`];
  }
  const minutes =
    typeof life === 'number' && typeof given === 'string' && Object.hasOwn(MINUTES, given)
      ? life * (MINUTES[given] ?? Number.NaN)
      : Number.NaN;
  return minutes > 0 && minutes <= atMostMinutes
    ? []
    : [
        `${property} is ${said(life)} ${said(given)}, expected at most ${atMostMinutes} minutes. Shorten it, and give its unit in TokenValidityUnits.`,
      ];
}

function onlyProblems(
  property: string,
  value: unknown,
  allowed: readonly string[],
): readonly string[] {
  const entries = stringsIn(value);
  if (entries === undefined) {
    return [`${property} is ${said(value)}, expected a list of ${allowed.join(', ')}. List them.`];
  }
  return entries
    .filter((entry) => !allowed.includes(entry))
    .map(
      (entry) => `${property} has ${said(entry)}, expected ${allowed.join(', ')} only. Remove it.`,
    );
}
