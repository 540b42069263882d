import assert from 'node:assert/strict';
import {
  CreateRoleCommand,
  EntityAlreadyExistsException,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { Aws } from '../../zone/aws';
import { ACCOUNT } from '../../zone/aws';
import { SERVICE } from '../../zone/service';
import { expectAnswer, expectProblem } from '../../people/api';
import type { SigningCredentials } from '../../people/sigv4';
import type { PeopleScene } from './scene';
import { RECORDS } from './scene';
import { sealedEvent } from './sealed-events';

/**
 * A service signs with the role that config names; another role of the account is nobody. For a person it
 * sends his token beside, and may what both may.
 *
 * @returns credentials of the one that config names
 */
export async function services(scene: PeopleScene): Promise<SigningCredentials> {
  const { api, aws, cast, report } = scene;
  const known = await roleCredentials(aws, '/records/', 'records-office');
  const unknown = await roleCredentials(aws, '/records/', 'somebody-else');
  const act = (action: string) => ({
    path: '/service/v1/audit/events',
    body: {
      idempotencyKey: `records-office-${action}`,
      events: [
        {
          type: 'phi-view',
          action,
          outcome: 'success',
          patientId: RECORDS.own,
          purpose: 'TREAT',
          resource: { type: 'vitals', ref: 'ward-round' },
          fields: ['pulse'],
          recordCount: 1,
          phiAccessed: true,
        },
      ],
    },
  });

  const alone = await api.asService(known, act('read'));
  expectAnswer(alone, 200, 'a service that config names');
  const { access } = cast.nurse.tokens;
  expectAnswer(await api.asService(known, act('decrypt'), access), 200, 'a service for a nurse');
  const both = await sealedEvent(
    scene,
    'what a service did for a nurse',
    ({ type, action, actor }) =>
      type === 'phi-view' &&
      action === 'decrypt' &&
      actor.kind === 'person' &&
      actor.id === cast.nurse.id,
  );
  assert.match(JSON.stringify(both.actor), new RegExp(SERVICE.name), 'the event names both');

  expectProblem(
    await api.asService(unknown, act('print')),
    403,
    'unknown-service',
    'another role of the account',
  );
  const wrong = { ...known, secretAccessKey: unknown.secretAccessKey };
  assert.equal((await api.asService(wrong, act('print'))).status, 403, 'a wrong signature');
  assert.equal((await api.asPerson(access, act('print'))).status, 403, 'a person among services');
  const proof = { path: '/service/v1/audit/proof', body: { eventId: both.eventId } };
  expectProblem(
    await api.asService(known, proof),
    403,
    'service-not-permitted',
    'what config does not name',
  );
  expectProblem(
    await api.asService(known, act('print'), 'not.a.token'),
    401,
    'token-invalid',
    'a service for nobody',
  );
  report.fact(
    'a service writes with its role, and for a nurse with her token beside; another role, a wrong signature, a bad token and what config does not name are refused',
  );
  return known;
}

/** Credentials of a role that may call the API, which is made unless it is there. */
export async function roleCredentials(
  { iam, sts }: Pick<Aws, 'iam' | 'sts'>,
  Path: string,
  RoleName: string,
): Promise<SigningCredentials> {
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'sts:AssumeRole',
  };
  const call = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
  const role = { Path, RoleName, AssumeRolePolicyDocument: policy(trust) };
  await iam.send(new CreateRoleCommand(role)).catch((error: unknown) => {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  });
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: 'call', PolicyDocument: policy(call) }),
  );
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role${Path}${RoleName}`,
      RoleSessionName: 'end-to-end',
    }),
  );
  assert.ok(Credentials?.AccessKeyId);
  assert.ok(Credentials.SecretAccessKey);
  assert.ok(Credentials.SessionToken);
  return {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
