import { stringsIn, unmet } from '../reading/literals';
import type { Rule } from '../rule';
import { isSame } from '../reading/value-text';
import type { JsonObject, ResourceView, ZoneView } from '../reading/zone-view';
import { at } from '../reading/zone-view';

/** Where a password is given that a breach elsewhere may have told. */
const EVENTS = ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'] as const;

export const cognitoUserPool: Rule = {
  name: 'CognitoUserPool',
  asks: 'A user pool refuses passwords that are known from breaches, records how people sign in, and is not deleted by mistake.',
  citations: ['164.308(a)(5)(ii)(C)', '164.308(a)(5)(ii)(D)', '164.308(a)(7)(i)'],
  types: ['AWS::Cognito::UserPool'],
  reads: ['AWS::Cognito::UserPoolRiskConfigurationAttachment'],
  find: (pool, zone) => [
    // Without it there is neither a check of passwords nor the log of sign-ins that audit reads:
    // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
    ...unmet(pool.properties, {
      UserPoolTier: 'PLUS',
      'UserPoolAddOns.AdvancedSecurityMode': 'ENFORCED',
      ...(zone.expectations.permanent ? { DeletionProtection: 'ACTIVE' } : {}),
    }),
    ...(blocksKnownPasswords(pool, zone)
      ? []
      : [
          'No AWS::Cognito::UserPoolRiskConfigurationAttachment of this pool, for ClientId ALL, blocks compromised credentials. Add one with CompromisedCredentialsRiskConfiguration.Actions.EventAction BLOCK, for every event.',
        ]),
  ],
};

function blocksKnownPasswords(pool: ResourceView, zone: ZoneView): boolean {
  return zone
    .ofType('AWS::Cognito::UserPoolRiskConfigurationAttachment')
    .some(
      (attachment) =>
        isSame(zone.follow(attachment, attachment.properties['UserPoolId']), pool) &&
        blocks(attachment.properties),
    );
}

function blocks(properties: JsonObject): boolean {
  const { ClientId: client, CompromisedCredentialsRiskConfiguration: risk } = properties;
  const events = stringsIn(at(risk, 'EventFilter') ?? EVENTS) ?? [];
  return (
    client === 'ALL' &&
    at(risk, 'Actions', 'EventAction') === 'BLOCK' &&
    EVENTS.every((event) => events.includes(event))
  );
}
