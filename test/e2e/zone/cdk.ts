import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { stringify } from 'yaml';
import { ROOT } from '../../support/root';
import type { Processes } from '../machine/processes';
import { CommandError } from '../machine/processes';
import type { Aws } from './aws';
import { ACCOUNT, REGION } from './aws';
import { SERVICE } from './service';

/** Folder, environment and children of one run. */
export interface Workshop {
  readonly processes: Processes;
  /** Of this run alone; removed after it when all went well. */
  readonly folder: string;
  /** Environment of commands: their AWS is the emulator. */
  readonly env: NodeJS.ProcessEnv;
}

const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
/** Seconds for a synth with all checks, and a deploy, on a slow machine that does other things too. */
const PATIENCE = 600;

/** Runs the CDK CLI. */
async function cdk(
  { processes, env }: Workshop,
  args: readonly string[],
  cwd: string = ROOT,
): Promise<void> {
  await processes.run(process.execPath, [CDK, ...args], { cwd, env, seconds: PATIENCE });
}

/** Parts of the execution policy that the README attaches; that of a way out is for who asks for one. */
const PARTS = ['identity', 'stores', 'services', 'people', 'api', 'guard-rails'] as const;

/**
 * The bootstrap of the README: policies of our own instead of AdministratorAccess. From an empty
 * folder, since in that of an app the CLI would synthesize it first.
 */
export async function bootstrap(shop: Workshop, { iam }: Pick<Aws, 'iam'>): Promise<void> {
  const from = join(ROOT, 'bootstrap');
  const files = readdirSync(from).filter((name) =>
    /^(?:execution-policy-|permissions-)/.test(name),
  );
  for (const file of files) {
    await iam.send(
      new CreatePolicyCommand({
        Path: '/hlz-bootstrap/',
        PolicyName: basename(file, '.json'),
        PolicyDocument: readFileSync(join(from, file), 'utf8'),
      }),
    );
  }
  const policies = PARTS.map(
    (part) =>
      `--cloudformation-execution-policies=arn:aws:iam::${ACCOUNT}:policy/hlz-bootstrap/execution-policy-${part}`,
  );
  const empty = join(shop.folder, 'empty');
  mkdirSync(empty);
  await cdk(
    shop,
    [
      'bootstrap',
      `aws://${ACCOUNT}/${REGION}`,
      '--qualifier=hlz',
      '--toolkit-stack-name=CDKToolkit-hlz',
      ...policies,
      '--custom-permissions-boundary=hlz-bootstrap/permissions-boundary',
      '--apply-permissions-boundary-to-all-roles',
      '--bootstrap-customer-key',
      '--public-access-block-configuration',
      '--termination-protection',
    ],
    empty,
  );
}

/** Log group of the trail that an organization would have: the emulator has none of its own. */
export const TRAIL_LOGS = 'organization-trail';

/**
 * Config of a zone that no earlier run has seen.
 *
 * @param file its name in the folder of the run
 * @param choices sections of its own, such as `identity`
 */
export function writeConfig(
  { folder }: Workshop,
  name: string,
  file = 'zone.yaml',
  choices: object = {},
): string {
  const person = (who: string) => ({ name: `${who} Example`, email: `${who}@hospital.example` });
  const path = join(folder, file);
  writeFileSync(
    path,
    stringify({
      profile: 'emulator',
      name,
      account: ACCOUNT,
      region: REGION,
      owner: 'end-to-end-test',
      organization: {
        name: 'Mercy Example Hospital',
        securityOfficial: person('Sam'),
        privacyOfficial: person('Pat'),
      },
      access: { services: [SERVICE] },
      singletons: { trail: { mode: 'existing', logGroupName: TRAIL_LOGS } },
      ...choices,
    }),
  );
  return path;
}

const DEPLOY = [
  'deploy',
  '--method=direct',
  '--require-approval=never',
  '--progress=events',
  '--ci',
];

/** Synthesizes the zone with all its checks and deploys every stack. Returns the cloud assembly. */
export async function deploy(shop: Workshop, config: string): Promise<string> {
  const assembly = join(shop.folder, 'cdk.out');
  await cdk(shop, [...DEPLOY, '--all', `--context=config=${config}`, `--output=${assembly}`]);
  return assembly;
}

/**
 * Synthesizes a zone with all its checks, to be looked at before it is deployed.
 *
 * @param app folder of the app
 * @param assembly folder that takes the cloud assembly
 */
export async function synthesize(
  shop: Workshop,
  { app, config, assembly }: { readonly [part in 'app' | 'config' | 'assembly']: string },
): Promise<void> {
  await cdk(shop, ['synth', '--quiet', `--context=config=${config}`, `--output=${assembly}`], app);
}

/** @param stack with those that it stands on. @default - all stacks of the assembly */
export async function deployAssembly(
  shop: Workshop,
  assembly: string,
  stack = '--all',
): Promise<void> {
  await cdk(shop, [...DEPLOY, stack, `--app=${assembly}`]);
}

/**
 * Deploys a cloud assembly, which fails.
 *
 * @param stack likewise
 * @returns what the CLI says
 * @throws CommandError when it does not fail
 */
export async function deployFails(
  { processes, env }: Workshop,
  assembly: string,
  stack = '--all',
): Promise<string> {
  const args = [CDK, ...DEPLOY, stack, `--app=${assembly}`];
  const options = { cwd: ROOT, env, seconds: PATIENCE };
  const ended = await processes.end(process.execPath, args, options);
  if (ended.code !== 1) throw new CommandError('cdk deploy, which has to fail,', ended);
  return `${ended.stdout}\n${ended.stderr}`;
}
