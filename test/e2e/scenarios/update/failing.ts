import assert from 'node:assert/strict';
import {
  ContinueUpdateRollbackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import { GetAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { awsClientDefaults } from '../../../../lambda/shared/aws-clients';
import { stackName } from '../../../../lib/names';
import { until } from '../../machine/until';
import type { Call } from '../../machine/wire';
import type { Aws } from '../../zone/aws';
import { deployAssembly, deployFails } from '../../zone/cdk';
import { deployedIn, the } from '../../zone/resources';
import type { PeopleScene } from '../people/scene';
import type { Kept } from './kept';
import { meanwhile } from './meanwhile';

/** Of all functions the one of Baseline alone speaks with IAM: it answers for the password policy. */
const ofIam = ({ service }: Call): boolean => service === 'iam';
const ATTEMPTS = awsClientDefaults.maxAttempts;
const CALLS_EACH = 8;

/**
 * A deploy fails in its third stack, since IAM does not answer the function that sets the account. CloudFormation
 * takes back what it has done and says why; nobody who works in the zone notices.
 *
 * @param assembly the version that is deployed
 * @returns ids of events that were accepted meanwhile
 */
export async function deployFailing(
  scene: PeopleScene,
  kept: Kept,
  assembly: string,
): Promise<readonly string[]> {
  const { aws, emulator, report, shop, zone } = scene;
  const StackName = stackName(zone, 'Baseline');
  const baseline = await deployedIn(aws, zone, 'Baseline');
  const { physicalId: fn } = the(baseline, 'AWS::Lambda::Function', 'Baseline');
  const before = await stateOf(aws, StackName, fn);
  const short = emulator.functionWire.lay({
    matches: ofIam,
    effect: 'unavailable',
    times: ATTEMPTS,
  });
  const first = await meanwhile(scene, kept, CALLS_EACH, deployFails(shop, assembly));
  assert.equal(short.happened(), ATTEMPTS);
  short.lift();
  const why = await failuresOf(aws, StackName);
  const isTold = /Custom::IamPasswordPolicy.*iam:GetAccountPasswordPolicy/;
  assert.ok(
    why.some((line) => isTold.test(line)),
    why.join('\n'),
  );
  assert.match(first.result, /iam:GetAccountPasswordPolicy/, 'the CLI says why');
  assert.deepEqual(await stateOf(aws, StackName, fn), {
    ...before,
    status: 'UPDATE_ROLLBACK_COMPLETE',
  });
  report.fact(
    `IAM did not answer: the deploy failed and said why, Baseline was rolled back to the code and the setting that it had; ${String(first.answered.before)} calls of people were answered meanwhile`,
  );

  // IAM stays away while CloudFormation wants to go back, too.
  const long = emulator.functionWire.lay({ matches: ofIam, effect: 'unavailable' });
  const second = await meanwhile(scene, kept, CALLS_EACH, deployFails(shop, assembly));
  assert.equal((await stateOf(aws, StackName, fn)).status, 'UPDATE_ROLLBACK_FAILED');
  assert.match(await deployFails(shop, assembly), /UPDATE_ROLLBACK_FAILED/);
  long.lift();
  await continueRollback(aws, StackName);
  assert.deepEqual(await stateOf(aws, StackName, fn), {
    ...before,
    status: 'UPDATE_ROLLBACK_COMPLETE',
  });
  report.fact(
    `IAM stayed away: the rollback failed too, and nothing could be deployed until it was told to go on and ended; ${String(second.answered.before)} calls of people were answered meanwhile`,
  );
  return [...first.eventIds, ...second.eventIds];
}

/** As `cdk rollback` does, of which the emulator does not understand that it skips no resource. */
async function continueRollback(
  { cloudFormation }: Pick<Aws, 'cloudFormation'>,
  StackName: string,
): Promise<void> {
  await cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName }));
  await until('the end of the rollback', 60, async () => {
    const status = await statusOf({ cloudFormation }, StackName);
    return status.endsWith('_IN_PROGRESS') ? status : true;
  });
}

/**
 * The same at the first deploy, of a zone that stands nowhere yet: what was made in the stack is taken back,
 * that before it stands, and the deploy is repeated as it was.
 *
 * @param first name and cloud assembly of that zone
 */
export async function firstDeployFailing(
  { aws, emulator, report, shop }: PeopleScene,
  first: { readonly name: string; readonly assembly: string },
): Promise<void> {
  const status = async (id: 'Keys' | 'Baseline'): Promise<string> =>
    statusOf(aws, stackName(first, id));
  const short = emulator.functionWire.lay({
    matches: ofIam,
    effect: 'unavailable',
    times: ATTEMPTS,
  });
  assert.match(await deployFails(shop, first.assembly, 'Baseline'), /iam:GetAccountPasswordPolicy/);
  short.lift();
  assert.equal(await status('Baseline'), 'ROLLBACK_COMPLETE');
  assert.deepEqual(await deployedIn(aws, first, 'Baseline'), []);
  await deployAssembly(shop, first.assembly, 'Baseline');
  for (const id of ['Keys', 'Baseline'] as const) {
    assert.equal(await status(id), 'CREATE_COMPLETE');
  }
  report.fact(
    'a first deploy failed: what there was of its stack was taken back, the one before it stood, and repeated it ended well',
  );
}

async function statusOf(
  { cloudFormation }: Pick<Aws, 'cloudFormation'>,
  StackName: string,
): Promise<string> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return String(Stacks[0]?.StackStatus);
}

/** What of Baseline a deploy of the next version changes. */
async function stateOf(
  aws: Aws,
  StackName: string,
  FunctionName: string,
): Promise<{ readonly status: string; readonly code: unknown; readonly passwordLength: unknown }> {
  const { CodeSha256 } = await aws.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  );
  const { PasswordPolicy } = await aws.iam.send(new GetAccountPasswordPolicyCommand({}));
  return {
    status: await statusOf(aws, StackName),
    code: CodeSha256,
    passwordLength: PasswordPolicy?.MinimumPasswordLength,
  };
}

/** What a stack says of resources that failed. */
async function failuresOf(
  { cloudFormation }: Pick<Aws, 'cloudFormation'>,
  StackName: string,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client: cloudFormation },
    { StackName },
  )) {
    for (const {
      ResourceStatus = '',
      ResourceType = '',
      ResourceStatusReason = '',
    } of StackEvents) {
      if (ResourceStatus === 'UPDATE_FAILED') lines.push(`${ResourceType} ${ResourceStatusReason}`);
    }
  }
  return lines;
}
