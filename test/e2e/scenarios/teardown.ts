import assert from 'node:assert/strict';
import { DeleteStackCommand, paginateListStacks } from '@aws-sdk/client-cloudformation';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { stackName } from '../../../lib/names';
import { NOT_JUDGED_AT_THE_END, withoutStatements } from '../zone/not-judged';
import { deployedIn } from '../zone/resources';
import { hlz } from './hlz';
import type { Scene } from './scene';

/** What holds data goes with `hlz teardown` and with nothing else. */
export async function tearDown({ shop, aws, zone, report }: Scene): Promise<void> {
  for (const stack of ['Keys', 'Archive']) {
    await assert.rejects(
      aws.cloudFormation.send(new DeleteStackCommand({ StackName: stackName(zone, stack) })),
      /TerminationProtection/i,
    );
  }
  const archive = await deployedIn(aws, zone, 'Archive');
  assert.deepEqual(await withoutStatements(aws, archive, NOT_JUDGED_AT_THE_END), [
    ...NOT_JUDGED_AT_THE_END,
  ]);
  await hlz(shop, ['teardown', 'zone.yaml', '--confirm', zone.name]);

  const left: string[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks(
    { client: aws.cloudFormation },
    {},
  )) {
    left.push(
      ...StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(
        ({ StackName = '' }) => StackName,
      ),
    );
  }
  const { Buckets = [] } = await aws.s3.send(new ListBucketsCommand({}));
  left.push(...Buckets.map(({ Name = '' }) => Name));
  assert.deepEqual(
    left.filter((name) => name.includes(zone.name)),
    [],
  );
  report.fact(
    'protected stacks refuse to be deleted; after hlz teardown no stack and no bucket is left',
  );
}
