import type { Rule } from '../rule';
import type { JsonObject } from '../reading/zone-view';
import { isObject } from '../reading/zone-view';

/** What CloudFormation reads at deploy: the template holds the name of the secret. */
const IN_SECRETS_MANAGER = /^\{\{resolve:secretsmanager:[^{}]+\}\}$/;
/** Details that name an address with which the pool speaks, or whose word it takes. */
const ADDRESS = /(?:^|_)(?:url|issuer)$|URL$/;

export const cognitoFederation: Rule = {
  name: 'CognitoFederation',
  asks: 'An identity provider is spoken to over TLS, with a secret that no template holds, and signs in only whom an application sent there.',
  citations: ['164.312(d)', '164.312(e)(1)'],
  types: ['AWS::Cognito::UserPoolIdentityProvider'],
  find: ({ properties: { ProviderType: type, ProviderDetails: details } }) => {
    if (type !== 'SAML' && type !== 'OIDC') {
      return [
        'ProviderType is neither SAML nor OIDC: a public provider knows nothing of who works here. Use that of the organization.',
      ];
    }
    const known = isObject(details) ? details : {};
    const metadata = ['MetadataURL', 'MetadataFile'].some((name) => name in known);
    return [
      ...(type === 'SAML' && !metadata
        ? ['ProviderDetails has no metadata that can be read. Write MetadataURL or MetadataFile.']
        : []),
      ...(type === 'OIDC' && !('oidc_issuer' in known)
        ? ['ProviderDetails.oidc_issuer is missing. Write it.']
        : []),
      ...plainAddresses(known),
      ...(type === 'OIDC' ? plainSecret(known) : []),
      ...(type === 'SAML' && known['IDPInit'] === 'true'
        ? ['IDPInit is true: an answer that nobody asked for would be taken. Leave it out.']
        : []),
    ];
  },
};

function plainAddresses(details: JsonObject): readonly string[] {
  return Object.entries(details)
    .filter(([name, value]) => ADDRESS.test(name) && !String(value).startsWith('https://'))
    .map(
      ([name]) =>
        `ProviderDetails.${name} is no literal address that begins with https://. Write one.`,
    );
}

function plainSecret({ client_secret: secret }: JsonObject): readonly string[] {
  return typeof secret === 'string' && IN_SECRETS_MANAGER.test(secret)
    ? []
    : [
        'ProviderDetails.client_secret is no reference to Secrets Manager. Write {{resolve:secretsmanager:<name>:SecretString:<key>}}.',
      ];
}
