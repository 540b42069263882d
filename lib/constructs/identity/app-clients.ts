import { CfnManagedLoginBranding, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { SessionKind } from '../../../lambda/identity/principal';
import { SESSION_KINDS } from '../../../lambda/identity/principal';
import type { ZoneConfig } from '../../config/schema';
import { API_SCOPE } from '../../names';

export interface AppClientsProps {
  readonly config: ZoneConfig;
  readonly userPoolId: string;
}

/** One app client for each place where a person can sit: the client of a token says which idle limit holds. */
export class AppClients extends Construct {
  /** The clients by place. */
  readonly clients: Readonly<Record<SessionKind, CfnUserPoolClient>>;
  /** JSON object of session kinds by client id, for the environment of functions. */
  readonly kinds: string;

  constructor(scope: Construct, id: string, { config, userPoolId }: AppClientsProps) {
    super(scope, id);
    const client = (kind: SessionKind): CfnUserPoolClient =>
      new CfnUserPoolClient(this, kind, {
        userPoolId,
        clientName: `hlz-${config.name}-${kind}`,
        // What runs on a phone or in a browser keeps no secret.
        generateSecret: false,
        explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'],
        preventUserExistenceErrors: 'ENABLED',
        enableTokenRevocation: true,
        // A refresh token is used once; no grace in which a stolen one would do.
        refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 0 },
        ...lives(config),
        ...signInPages(config, kind),
      });
    this.clients = {
      'public-terminal': client('public-terminal'),
      mobile: client('mobile'),
      console: client('console'),
      workstation: client('workstation'),
    };
    for (const kind of SESSION_KINDS) {
      if (config.identity.callbackUrls[kind].length === 0) continue;
      // Without a style a client has no sign-in pages.
      new CfnManagedLoginBranding(this, `${kind}-pages`, {
        userPoolId,
        clientId: this.clients[kind].ref,
        useCognitoProvidedValues: true,
      });
    }
    // By hand: the ids are keys, and known at deploy only. They are letters and digits.
    const entries = SESSION_KINDS.map((kind) => `"${this.clients[kind].ref}":"${kind}"`);
    this.kinds = `{${entries.join(',')}}`;
  }
}

/** Caps above the idle limits, which the session table keeps. */
function lives({
  identity,
}: ZoneConfig): Pick<
  CfnUserPoolClient,
  'accessTokenValidity' | 'idTokenValidity' | 'refreshTokenValidity' | 'tokenValidityUnits'
> {
  return {
    accessTokenValidity: identity.accessTokenMinutes,
    idTokenValidity: identity.accessTokenMinutes,
    refreshTokenValidity: identity.absoluteSessionHours,
    tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'hours' },
  };
}

/** With an address to return to, the sign-in pages of Cognito; code flow only, since tokens in a URL are read. */
function signInPages({ identity }: ZoneConfig, kind: SessionKind) {
  const callbackUrLs = [...identity.callbackUrls[kind]];
  const logoutUrLs = [...identity.logoutUrls[kind]];
  if (callbackUrLs.length === 0) return { supportedIdentityProviders: ['COGNITO'] };
  return {
    callbackUrLs,
    logoutUrLs,
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: ['openid', API_SCOPE],
    supportedIdentityProviders: ['COGNITO', ...identity.federation.map(({ name }) => name)],
  };
}
