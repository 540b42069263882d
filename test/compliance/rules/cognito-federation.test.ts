import { cognitoFederation } from '../../../lib/compliance/rules/cognito-federation';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const find = (type: string, details: unknown) =>
  findIn(cognitoFederation, {
    Subject: {
      Type: 'AWS::Cognito::UserPoolIdentityProvider',
      Properties: { ProviderType: type, ProviderDetails: details },
    },
  });

const OIDC: JsonObject = {
  oidc_issuer: 'https://login.hospital.example',
  client_id: 'hlz',
  client_secret: '{{resolve:secretsmanager:hlz/login:SecretString:clientSecret}}',
};
const SAML: JsonObject = { MetadataURL: 'https://login.hospital.example/metadata' };

it('takes providers of the organization', () => {
  expect(find('OIDC', OIDC)).toEqual([]);
  expect(find('SAML', SAML)).toEqual([]);
  expect(find('SAML', { ...SAML, IDPInit: 'false' })).toEqual([]);
});

it.each<[string, unknown, string]>([
  ['OIDC', { ...OIDC, client_secret: 'not-a-real-secret' }, 'client_secret'],
  ['OIDC', { ...OIDC, client_secret: { Ref: 'Parameter' } }, 'client_secret'],
  ['OIDC', { ...OIDC, client_secret: undefined }, 'client_secret'],
  ['OIDC', { ...OIDC, oidc_issuer: 'http://login.hospital.example' }, 'oidc_issuer'],
  ['OIDC', { ...OIDC, token_url: { Ref: 'Parameter' } }, 'token_url'],
  ['SAML', { MetadataURL: 'http://login.hospital.example/metadata' }, 'MetadataURL'],
  ['SAML', { ...SAML, IDPInit: 'true' }, 'IDPInit'],
  ['SAML', { Ref: 'Parameter' }, 'ProviderDetails'],
  ['Google', OIDC, 'ProviderType'],
])('refuses %s %j', (type, details, named) => {
  expect(find(type, details)).toEqual([expect.stringContaining(named)]);
});

it('does not print a secret', () => {
  expect(find('OIDC', { ...OIDC, client_secret: 'not-a-real-secret' })?.join()).not.toContain(
    'not-a-real-secret',
  );
});
