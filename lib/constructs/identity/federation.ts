import { CfnUserPoolDomain, CfnUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';

export interface FederationProps {
  readonly config: ZoneConfig;
  readonly userPoolId: string;
}

type Provider = ZoneConfig['identity']['federation'][number];

/** Sign-in pages, and sign-in by the identity providers that config names. They ask for the second factor. */
export class Federation extends Construct {
  /** What app clients wait for: a client that names a provider fails before it is there. */
  readonly providers: readonly CfnUserPoolIdentityProvider[];

  constructor(scope: Construct, id: string, { config, userPoolId }: FederationProps) {
    super(scope, id);
    const { domainPrefix, federation } = config.identity;
    if (domainPrefix !== undefined) {
      new CfnUserPoolDomain(this, 'Domain', {
        userPoolId,
        domain: domainPrefix,
        // Managed login: the classic pages know no passkey.
        managedLoginVersion: 2,
      });
    }
    this.providers = federation.map(
      (provider) =>
        new CfnUserPoolIdentityProvider(this, provider.name, {
          userPoolId,
          providerName: provider.name,
          providerType: provider.kind === 'saml' ? 'SAML' : 'OIDC',
          providerDetails: detailsOf(provider),
          ...(provider.attributes === undefined ? {} : { attributeMapping: provider.attributes }),
        }),
    );
  }
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
function detailsOf(provider: Provider): Readonly<Record<string, string | undefined>> {
  return provider.kind === 'saml'
    ? {
        MetadataURL: provider.metadataUrl,
        // Whoever signs out here signs out there.
        IDPSignout: 'true',
        RequestSigningAlgorithm: 'rsa-sha256',
        // Only what the provider was asked for: an answer that nobody asked for could be a stolen one.
        IDPInit: 'false',
      }
    : {
        oidc_issuer: provider.issuer,
        client_id: provider.clientId,
        // CloudFormation reads it at deploy; the template has its name only.
        client_secret: `{{resolve:secretsmanager:${provider.clientSecretName}:SecretString:clientSecret}}`,
        authorize_scopes: 'openid email profile',
        attributes_request_method: 'GET',
      };
}
