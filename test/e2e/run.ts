import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerOrigin } from '../../lib/names';
import { ROOT } from '../support/root';
import type { Emulator } from './machine/emulator';
import { startEmulator } from './machine/emulator';
import { CommandError, createProcesses } from './machine/processes';
import { LackError, pythonWithEmulator } from './machine/python';
import { DeadlineError } from './machine/until';
import type { Report } from './report';
import { createReport } from './report';
import { play } from './scenarios/play';
import type { ZoneUnderTest } from './scenarios/scene';
import type { Aws } from './zone/aws';
import { ACCOUNT, awsAt, environmentFor, REGION } from './zone/aws';
import type { Workshop } from './zone/cdk';
import { bootstrap, deploy, writeConfig } from './zone/cdk';
import { setWhatIsDropped } from './zone/dropped';
import { explain } from './zone/explain';
import {
  allowWithoutCondition,
  allowWithoutResource,
  NOT_JUDGED,
  withoutStatements,
} from './zone/not-judged';
import { peopleIn } from './zone/people';
import { tellWhereKeysAre } from './zone/public-keys';
import { deployedIn, exportsOf, STACKS, the } from './zone/resources';

/**
 * `npm run e2e`: deploys the zone to an emulator on this machine, lets events through it, and has the
 * ledger checked. Exits with 0 when all held, 1 when something did not, 2 when this machine lacks
 * Python 3.10 or PyPI.
 */

/** Kept between runs, and not part of the source. */
const CACHE = join(ROOT, 'build', 'e2e');
/** As a shell says it of a command that Ctrl-C has ended. */
const INTERRUPTED = 130;

async function main(): Promise<number> {
  const report = createReport((line) => process.stderr.write(`${line}\n`));
  const processes = createProcesses();
  const name = `e2e-${randomBytes(4).toString('hex')}`;
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });

  let emulator: Emulator | undefined;
  let interrupted = false;
  const stop = async (): Promise<void> => {
    await processes.stopAll();
    await emulator?.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupted = true;
      void stop().finally(() => {
        rmSync(folder, { recursive: true, force: true });
        console.error(`Ended by ${signal}; nothing is left running.`);
        process.exit(INTERRUPTED);
      });
    });
  }
  try {
    const python = await report.step('a private Python with the pinned emulator', () =>
      pythonWithEmulator(processes, CACHE),
    );
    const running = await report.step('the emulator', () =>
      startEmulator({ processes, python, folder }),
    );
    emulator = running;
    const endpoint = running.wire.url;
    const shop = { processes, folder, env: environmentFor(endpoint, folder) };
    const aws = awsAt(endpoint);
    report.fact(`behind ${endpoint}, zone ${name}`);
    try {
      const zone = await deployZone({ shop, aws, report, name, emulator: running });
      await play({ shop, report, emulator: running, aws, zone });
    } catch (error) {
      const why = interrupted ? [] : await explain(aws, { name }, running.log);
      for (const line of why) console.error(line);
      throw error;
    }
    await stop();
    rmSync(folder, { recursive: true });
    console.error('Passed. What this does not prove: docs/what-e2e-does-not-prove.md');
    return 0;
  } catch (error) {
    await stop();
    // What a command says that was killed is of no use.
    if (interrupted) return INTERRUPTED;
    if (error instanceof LackError) {
      rmSync(folder, { recursive: true, force: true });
      console.error(`npm run e2e did not run: ${error.message}`);
      return 2;
    }
    console.error(
      error instanceof CommandError || error instanceof DeadlineError ? error.message : error,
    );
    console.error(`Failed. Everything of this run: ${folder}`);
    return 1;
  }
}

interface Site {
  readonly shop: Workshop;
  readonly aws: Aws;
  readonly report: Report;
  readonly name: string;
  readonly emulator: Emulator;
}

async function deployZone({ shop, aws, report, name, emulator }: Site): Promise<ZoneUnderTest> {
  await report.step('cdk bootstrap, as in the README', () => bootstrap(shop, aws));
  const config = writeConfig(shop, name);
  const assembly = await report.step(`cdk deploy: all checks, then ${STACKS.join(', ')}`, () =>
    deploy(shop, config),
  );
  const stack = { name, assembly };
  const keys = await deployedIn(aws, stack, 'Keys');
  const archive = await deployedIn(aws, stack, 'Archive');
  const ledger = await deployedIn(aws, stack, 'Ledger');
  const others = await Promise.all(
    (['Identity', 'Access', 'Phi', 'Breach', 'Api'] as const).map((id) =>
      deployedIn(aws, stack, id),
    ),
  );
  await report.step('what the emulator has dropped: Object Lock, encryption', async () =>
    setWhatIsDropped(aws, archive, await exportsOf(aws)),
  );
  await report.step('what the emulator cannot judge: five denials, six permissions', async () => {
    await withoutStatements(aws, [...keys, ...archive, ...others.flat()], NOT_JUDGED);
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

void main().then((code) => {
  process.exitCode = code;
});
