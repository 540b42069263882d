import assert from 'node:assert/strict';
import {
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expectProblem } from '../../people/api';
import { claimsOf, signedWithPublicKey, tampered, unsigned } from '../../people/forged';
import { userPool } from '../../people/user-pool';
import type { Member, PeopleScene } from './scene';

/**
 * Tokens that nobody may be let in with. The gateway refuses most of them; the functions refuse them all,
 * when they are called past the gateway.
 */
export async function tokensRefused(scene: PeopleScene): Promise<void> {
  const { api, people, cast, report } = scene;
  const good = cast.auditor.tokens;
  const others: readonly (readonly [string, string | undefined, string])[] = [
    ['no token', undefined, 'token-missing'],
    ['what is no token', 'not.a.token', 'token-invalid'],
    ['a token without signature (alg: none)', unsigned(good.access), 'token-invalid'],
    [
      'a token with the claims of somebody else',
      tampered(good.access, { sub: cast.privacyOfficer.id }),
      'token-invalid',
    ],
    [
      'a token signed with the public key as a secret (HS256)',
      signedWithPublicKey(good.access, JSON.stringify(await publicKey(scene))),
      'token-invalid',
    ],
    ['an ID token', good.id, 'token-invalid'],
    ['a token that has expired', await expired(scene), 'token-expired'],
    ['a token of another user pool', await ofAnotherPool(scene), 'token-invalid'],
    [
      'a token of an app client that the zone does not know',
      await ofAnotherClient(scene),
      'token-invalid',
    ],
  ];
  for (const [what, token, code] of others) {
    for (const name of ['access-api', 'ledger-api'] as const) {
      const call = name === 'access-api' ? { path: '/v1/session' } : REPORT;
      const answer = await api.pastGateway(people.functions[name], token, call);
      expectProblem(answer, 401, code, `${name}, ${what}`);
    }
    const { status } = await api.asPerson(token, { path: '/v1/session' });
    assert.equal(status, 401, `the API, ${what}`);
  }
  report.fact(
    `${String(others.length)} kinds of tokens refused by both functions themselves, and by the API: ${others.map(([what]) => what).join(', ')}`,
  );
}

const REPORT = { path: '/v1/audit/proof', body: { eventId: 'AAAAAAAAAAAAAAAAAAAAAA-0' } };

async function publicKey({ aws, people }: PeopleScene): Promise<unknown> {
  const keys = await fetch(`${aws.endpoint}/${people.userPool}/.well-known/jwks.json`);
  const { keys: [first] = [] } = (await keys.json()) as { readonly keys?: readonly unknown[] };
  assert.ok(first);
  return first;
}

/** From the pool of the zone and signed by it, of an app client whose tokens are over when they are made. */
export async function expired(
  scene: PeopleScene,
  member: Member = scene.cast.auditor,
): Promise<string> {
  const token = await signInWith(scene, member, 'expired', {
    AccessTokenValidity: -60,
    TokenValidityUnits: { AccessToken: 'seconds' },
  });
  assert.ok(Number(claimsOf(token)['exp']) < Date.now() / 1000);
  return token;
}

async function ofAnotherClient(scene: PeopleScene): Promise<string> {
  return signInWith(scene, scene.cast.auditor, 'unknown', {});
}

async function signInWith(
  { aws, people, pool }: PeopleScene,
  member: Member,
  ClientName: string,
  options: object,
): Promise<string> {
  const { UserPoolClient } = await aws.cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: people.userPool, ClientName, ...options }),
  );
  assert.ok(UserPoolClient?.ClientId);
  const { access } = await pool.signIn(member, UserPoolClient.ClientId);
  return access;
}

/** Somebody else's pool, where somebody has made himself an auditor of the same name. */
async function ofAnotherPool({ aws, cast }: PeopleScene): Promise<string> {
  const { UserPool } = await aws.cognito.send(
    new CreateUserPoolCommand({ PoolName: 'elsewhere', MfaConfiguration: 'ON' }),
  );
  assert.ok(UserPool?.Id);
  const { UserPoolClient } = await aws.cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: UserPool.Id, ClientName: 'elsewhere' }),
  );
  assert.ok(UserPoolClient?.ClientId);
  const { username, role } = cast.auditor;
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId: UserPool.Id, GroupName: role }));
  const elsewhere = userPool(aws, UserPool.Id);
  const account = await elsewhere.signUp(username, role);
  const enrolled = await elsewhere.enroll(account, UserPoolClient.ClientId);
  const { access } = await elsewhere.signIn(enrolled, UserPoolClient.ClientId);
  return access;
}
