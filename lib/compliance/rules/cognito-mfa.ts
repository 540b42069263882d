import { said, stringsIn, unmet } from '../reading/literals';
import type { Rule } from '../rule';
import type { JsonObject } from '../reading/zone-view';
import { at } from '../reading/zone-view';

/** NIST restricts text messages and refuses mail: https://pages.nist.gov/800-63-4/sp800-63b.html */
const SECOND_FACTOR = 'SOFTWARE_TOKEN_MFA';
const PASSKEY_AS_BOTH = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
const FIRST_FACTORS: readonly string[] = ['PASSWORD', 'WEB_AUTHN'];
const MINIMUM_LENGTH = 12;

export const cognitoMfa: Rule = {
  name: 'CognitoMfa',
  asks: 'Who signs in has a strong password and a second factor that is no message: an authenticator app or a passkey. Nobody is let in unknown.',
  citations: ['164.312(d)', '164.308(a)(5)(ii)(D)'],
  types: ['AWS::Cognito::UserPool', 'AWS::Cognito::IdentityPool'],
  find: ({ type, properties }) =>
    type === 'AWS::Cognito::IdentityPool'
      ? unmet(properties, { AllowUnauthenticatedIdentities: false })
      : [
          ...unmet(properties, { MfaConfiguration: 'ON' }),
          ...factorProblems(properties),
          ...passwordProblems(properties),
        ],
};

function factorProblems(properties: JsonObject): readonly string[] {
  const { EnabledMfas: enabled = [], WebAuthnFactorConfiguration: passkey } = properties;
  const seconds = stringsIn(enabled);
  const firsts = stringsIn(
    at(properties, 'Policies', 'SignInPolicy', 'AllowedFirstAuthFactors') ?? [],
  );
  const hasOne = seconds?.includes(SECOND_FACTOR) === true || passkey === PASSKEY_AS_BOTH;
  return [
    ...(seconds?.every((factor) => factor === SECOND_FACTOR) === true && hasOne
      ? []
      : [
          `EnabledMfas is ${seconds === undefined ? said(enabled) : `[${seconds.join(', ')}]`}, expected [${SECOND_FACTOR}], or none beside WebAuthnFactorConfiguration ${PASSKEY_AS_BOTH}. Leave out text messages and mail.`,
        ]),
    ...(firsts?.every((factor) => FIRST_FACTORS.includes(factor)) === true
      ? []
      : [
          `Policies.SignInPolicy.AllowedFirstAuthFactors has more than ${FIRST_FACTORS.join(' and ')}. Leave out one-time passwords by text message and mail.`,
        ]),
  ];
}

function passwordProblems(properties: JsonObject): readonly string[] {
  const policy = 'Policies.PasswordPolicy';
  const length = at(properties, 'Policies', 'PasswordPolicy', 'MinimumLength');
  return [
    ...(typeof length === 'number' && length >= MINIMUM_LENGTH
      ? []
      : [
          `${policy}.MinimumLength is ${said(length)}, expected at least ${MINIMUM_LENGTH}. Raise it.`,
        ]),
    ...unmet(properties, {
      [`${policy}.RequireUppercase`]: true,
      [`${policy}.RequireLowercase`]: true,
      [`${policy}.RequireNumbers`]: true,
      [`${policy}.RequireSymbols`]: true,
    }),
  ];
}
