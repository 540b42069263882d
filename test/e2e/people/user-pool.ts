import assert from 'node:assert/strict';
import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AssociateSoftwareTokenCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Role } from '../../../lambda/identity/roles';
import type { Aws } from '../zone/aws';
import { startSrp } from './srp';
import { totp } from './totp';

/** Somebody who has an account. */
export interface Account {
  readonly username: string;
  /** The `sub`: what the directory and the ledger know him by. */
  readonly id: string;
  readonly password: string;
}

/** An account whose owner has an authenticator. */
export interface Enrolled extends Account {
  /** Secret of his authenticator, base32. */
  readonly secret: string;
}

export interface Tokens {
  readonly access: string;
  readonly id: string;
  readonly refresh: string;
}

/** The user pool, as the identity team and people see it. */
export interface UserPool {
  /** Makes an account with a password that holds once, in the group of its role. */
  signUp(username: string, role: Role): Promise<Account>;
  /** The first sign-in: a password of his own, and an authenticator. */
  enroll(account: Account, client: string): Promise<Enrolled>;
  /** @param code @default - what the authenticator shows */
  signIn(account: Enrolled, client: string, code?: string): Promise<Tokens>;
  refresh(tokens: Tokens, client: string): Promise<Pick<Tokens, 'access'>>;
}

/** Made up, and of use in an emulator alone. */
const FIRST_PASSWORD = 'Only-Once-1234!';
const OWN_PASSWORD = 'Made-Up-And-Long-5678!';

export function userPool({ cognito }: Pick<Aws, 'cognito'>, UserPoolId: string): UserPool {
  /** What the pool answers to a password: a challenge, or tokens. */
  async function initiate({ username }: Account, password: string, ClientId: string) {
    const srp = startSrp(UserPoolId, password);
    const { ChallengeName, ChallengeParameters = {} } = await cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: username, SRP_A: srp.srpA },
      }),
    );
    assert.equal(ChallengeName, 'PASSWORD_VERIFIER');
    const {
      USER_ID_FOR_SRP: userId = '',
      SALT: salt = '',
      SRP_B: srpB = '',
      SECRET_BLOCK: secretBlock = '',
    } = ChallengeParameters;
    return cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        ChallengeResponses: {
          USERNAME: userId,
          ...srp.prove({ userId, salt, srpB, secretBlock }),
        },
      }),
    );
  }

  return {
    async signUp(username, role) {
      const { User } = await cognito.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: username,
          TemporaryPassword: FIRST_PASSWORD,
          MessageAction: 'SUPPRESS',
        }),
      );
      await cognito.send(
        new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName: role }),
      );
      const id = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
      assert.ok(id);
      return { username, id, password: OWN_PASSWORD };
    },

    async enroll(account, ClientId) {
      const { username, password } = account;
      const first = await initiate(account, FIRST_PASSWORD, ClientId);
      assert.equal(first.ChallengeName, 'NEW_PASSWORD_REQUIRED');
      const { AuthenticationResult } = await cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: first.Session,
          ChallengeResponses: { USERNAME: username, NEW_PASSWORD: password },
        }),
      );
      // AWS asks for the authenticator first (MFA_SETUP), and gives no token before.
      const { access } = tokensFrom(AuthenticationResult);
      const { SecretCode: secret } = await cognito.send(
        new AssociateSoftwareTokenCommand({ AccessToken: access }),
      );
      assert.ok(secret);
      await cognito.send(
        new VerifySoftwareTokenCommand({ AccessToken: access, UserCode: totp(secret) }),
      );
      const preferred = { Enabled: true, PreferredMfa: true };
      await cognito.send(
        new SetUserMFAPreferenceCommand({
          AccessToken: access,
          SoftwareTokenMfaSettings: preferred,
        }),
      );
      return { ...account, secret };
    },

    async signIn(account, ClientId, code = totp(account.secret)) {
      const challenge = await initiate(account, account.password, ClientId);
      assert.equal(challenge.ChallengeName, 'SOFTWARE_TOKEN_MFA', 'a password alone lets in');
      const { AuthenticationResult } = await cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session: challenge.Session,
          ChallengeResponses: { USERNAME: account.username, SOFTWARE_TOKEN_MFA_CODE: code },
        }),
      );
      return tokensFrom(AuthenticationResult);
    },

    async refresh({ refresh }, ClientId) {
      const { AuthenticationResult } = await cognito.send(
        new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: refresh }),
      );
      assert.ok(AuthenticationResult?.AccessToken);
      return { access: AuthenticationResult.AccessToken };
    },
  };
}

function tokensFrom(result: AuthenticationResultType | undefined): Tokens {
  assert.ok(result?.AccessToken);
  assert.ok(result.IdToken);
  assert.ok(result.RefreshToken);
  return { access: result.AccessToken, id: result.IdToken, refresh: result.RefreshToken };
}
