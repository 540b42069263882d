import assert from 'node:assert/strict';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ledgerOrigin } from '../../../lib/names';
import { ACCOUNT, REGION } from '../zone/aws';
import { bootstrap, deploy, TRAIL_LOGS, writeConfig } from '../zone/cdk';
import { setWhatIsDropped } from '../zone/dropped';
import {
  allowWithoutCondition,
  allowWithoutResource,
  NOT_JUDGED,
  withoutStatements,
} from '../zone/not-judged';
import { setGatewayAnswers } from '../zone/gateway-answers';
import { peopleIn } from '../zone/people';
import { tellWhereKeysAre } from '../zone/public-keys';
import type { ZoneUnderTest } from '../zone/zone';
import { deployedIn, exportsOf, STACKS, the } from '../zone/resources';
import type { Site } from './site';

/** Bootstraps the account as the README says, deploys a zone, and sets what the emulator has dropped. */
export async function deployZone(site: Site): Promise<ZoneUnderTest> {
  const { shop, aws, report, name } = site;
  await report.step('cdk bootstrap, as in the README', () => bootstrap(shop, aws));
  await aws.logs.send(new CreateLogGroupCommand({ logGroupName: TRAIL_LOGS }));
  const config = writeConfig(shop, name);
  const assembly = await report.step(`cdk deploy: all checks, then ${STACKS.join(', ')}`, () =>
    deploy(shop, config),
  );
  return afterDeploy(site, assembly, 'first');
}

/**
 * What follows on each deploy: sets what the emulator has dropped, takes out what it cannot judge, and looks
 * what stands there.
 *
 * @param assembly what was deployed
 * @param which `again`: CloudFormation leaves alone what has not changed, and with it what was set here
 */
export async function afterDeploy(
  site: Site,
  assembly: string,
  which: 'first' | 'again',
): Promise<ZoneUnderTest> {
  const { aws, report, name, emulator } = site;
  const stack = { name, assembly };
  const keys = await deployedIn(aws, stack, 'Keys');
  const archive = await deployedIn(aws, stack, 'Archive');
  const ledger = await deployedIn(aws, stack, 'Ledger');
  const others = await Promise.all(
    (['Identity', 'Access', 'Phi', 'Breach', 'Api'] as const).map((id) =>
      deployedIn(aws, stack, id),
    ),
  );
  const dropped = 'what the emulator has dropped: Object Lock, encryption, answers of the gateway';
  await report.step(dropped, async () => {
    await setWhatIsDropped(aws, archive, await exportsOf(aws));
    await setGatewayAnswers(aws, others.flat());
  });
  await report.step('what the emulator cannot judge: five denials, six permissions', async () => {
    const policies = [...keys, ...archive, ...others.flat()];
    const gone = await withoutStatements(aws, policies, NOT_JUDGED);
    if (which === 'first') assert.deepEqual(gone, NOT_JUDGED.toSorted());
    await allowWithoutCondition(aws, [...ledger, ...others.flat()]);
    await allowWithoutResource(aws, the(keys, 'AWS::IAM::Role', 'Teardown').physicalId);
  });
  const people = await peopleIn(aws, [ledger, ...others]);
  await tellWhereKeysAre(aws, people, emulator.functionWire.url);
  const inputOf = (schedule: string): string => {
    const { Properties = {} } = the(ledger, 'AWS::Scheduler::Schedule', `Schedules${schedule}`);
    return (Properties['Target'] as { readonly Input: string }).Input;
  };
  return {
    ...stack,
    origin: ledgerOrigin({ name, account: ACCOUNT, region: REGION }),
    streamName: the(archive, 'AWS::Kinesis::Stream', 'AuditStream').physicalId,
    ledgerBucket: the(archive, 'AWS::S3::Bucket', 'Ledger').physicalId,
    sealer: the(ledger, 'AWS::Lambda::Function', 'Sealer').physicalId,
    checkpointer: the(ledger, 'AWS::Lambda::Function', 'Checkpointer').physicalId,
    checkpointKey: the(keys, 'AWS::KMS::Key', 'Checkpoint').physicalId,
    sealerRights: {
      role: the(ledger, 'AWS::IAM::Role', 'SealerRole').physicalId,
      policy: the(ledger, 'AWS::IAM::ManagedPolicy', 'SealerRolePolicy').physicalId,
    },
    people,
    scheduledInputs: { spool: inputOf('Spool'), checkpoint: inputOf('Checkpoint') },
  };
}
