import assert from 'node:assert/strict';
import { AttachRolePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Receipt } from '../../../lambda/shared/audit/audit-trail';
import { produce } from './produce';
import type { Scene } from './scene';
import { allSealed, sealerThrows } from './seal';

/**
 * Roles are judged here: without its policy the sealer cannot read or write anything. What it could
 * not seal waits in the stream, and is sealed when it may again.
 *
 * @returns receipts of what was written meanwhile
 */
export async function permissions(scene: Scene): Promise<readonly Receipt[]> {
  const { aws, functions, zone, report } = scene;
  const { role: RoleName, policy: PolicyArn } = zone.sealerRights;
  await aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await assert.rejects(
    functions.invoke(zone.sealer, zone.scheduledInputs.spool),
    /s3:ListBucket of .* was denied/,
  );
  const before = await functions.linesWith(zone.sealer, 'NotSealedError: ');
  const { receipts } = await produce(scene, {
    name: 'admission',
    events: 20,
    batch: 5,
    width: 1,
    kind: 'acts',
  });
  await sealerThrows(scene, before);
  await aws.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await allSealed(scene);
  report.fact(
    `without its policy the sealer was denied everything; ${String(receipts.length)} events waited and were sealed after`,
  );
  return receipts;
}
