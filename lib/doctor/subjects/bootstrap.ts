import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Role } from '@aws-sdk/client-iam';
import type { ZoneConfig } from '../../config/schema';
import { executionRoleArn } from '../../names';
import type { Answers } from '../answers';
import type { Finding, Teller } from '../finding';
import { ifSeen, some, teller } from '../finding';

/** Name of the stack that `docs/bootstrap.md` makes. */
export const TOOLKIT_STACK = 'CDKToolkit-hlz';
/** Oldest bootstrap that a template of the zone takes: its rule CheckBootstrapVersion. */
export const LEAST_BOOTSTRAP = 6;
/** Path of the policies of `docs/bootstrap.md`. */
export const BOOTSTRAP_PATH = '/hlz-bootstrap/';
const BOUNDARY = 'permissions-boundary';

/** Policies with which CloudFormation acts, by their names. */
export function executionPolicies({ network }: Pick<ZoneConfig, 'network'>): readonly string[] {
  const parts = ['identity', 'stores', 'services', 'people', 'api', 'guard-rails'];
  return [...parts, ...(network.egress === 'nat' ? ['egress'] : [])].map(
    (part) => `execution-policy-${part}`,
  );
}

/**
 * What `cdk deploy` works with.
 *
 * @param files documents of `bootstrap/` as JSON, by the names of their policies
 */
export function bootstrap(
  zone: ZoneConfig,
  answers: Answers,
  files: Readonly<Record<string, string>>,
): readonly Finding[] {
  const { secondRegion } = zone.disasterRecovery;
  const tell = teller('bootstrap', TOOLKIT_STACK);
  const stack = ifSeen(answers.stacks, tell.unknown, (all) => toolkit(tell, zone.region, all));
  const second =
    secondRegion === 'none'
      ? []
      : ifSeen(
          answers.secondStacks,
          teller('bootstrap', `${TOOLKIT_STACK} in ${secondRegion}`).unknown,
          (all) =>
            toolkit(teller('bootstrap', `${TOOLKIT_STACK} in ${secondRegion}`), secondRegion, all),
        );
  const isThere =
    answers.stacks.seen &&
    answers.stacks.value.some(({ StackName }) => StackName === TOOLKIT_STACK);
  return [
    ...stack,
    ...second,
    ...(isThere ? [...executionRole(zone, answers), ...policies(zone, answers, files)] : []),
  ];
}

const MAKE_IT = 'Bootstrap as docs/bootstrap.md says, steps 1 and 2';

function toolkit(tell: Teller, region: string, all: readonly Stack[]): readonly Finding[] {
  const stack = all.find(({ StackName }) => StackName === TOOLKIT_STACK);
  if (stack === undefined) {
    const other = all.find(({ StackName }) => StackName === 'CDKToolkit');
    const beside =
      other === undefined
        ? ''
        : ' The stack CDKToolkit is another bootstrap, which the zone does not use.';
    return [tell.breaks(`Not there in ${region}.${beside}`, `${MAKE_IT}, for ${region}.`)];
  }
  const { StackStatus: status = '?' } = stack;
  if (!/^(?:CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status)) {
    return [tell.breaks(`It is ${status}.`, `Wait for it or delete it, then: ${MAKE_IT}.`)];
  }
  const output = (stack.Outputs ?? []).find(({ OutputKey }) => OutputKey === 'BootstrapVersion');
  const version = Number(output?.OutputValue ?? 'NaN');
  if (Number.isNaN(version) || version < LEAST_BOOTSTRAP) {
    return [
      tell.breaks(
        `Its version is ${output?.OutputValue ?? 'not told'}, and the zone needs ${LEAST_BOOTSTRAP}.`,
        'Bootstrap again with all options (docs/bootstrap.md, step 2).',
      ),
    ];
  }
  return [
    tell.fine(`Version ${version}.`),
    ...(stack.EnableTerminationProtection === true
      ? []
      : [
          tell.look(
            'It has no termination protection.',
            `\`aws cloudformation update-termination-protection --region ${region} --stack-name ${TOOLKIT_STACK} --enable-termination-protection\``,
          ),
        ]),
  ];
}

/** The role with which CloudFormation acts: its boundary, its tag. */
function executionRole(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const name = executionRoleArn(zone).split('/').at(-1) ?? '';
  const tell = teller('bootstrap', 'Execution role');
  return ifSeen(answers.executionRole, tell.unknown, (role) => {
    if (role === undefined) {
      return tell.breaks(`The role ${name} is gone.`, `${MAKE_IT}, again.`);
    }
    return [...boundary(tell, role), ...profileTag(tell, zone, role)];
  });
}

function boundary(tell: Teller, { PermissionsBoundary }: Role): readonly Finding[] {
  const arn = PermissionsBoundary?.PermissionsBoundaryArn ?? '';
  if (arn.endsWith(`:policy${BOOTSTRAP_PATH}${BOUNDARY}`))
    return [tell.fine('It has the boundary.')];
  return [
    tell.look(
      arn === '' ? 'It has no permissions boundary.' : `Its boundary is ${arn}.`,
      'Bootstrap again with --custom-permissions-boundary hlz-bootstrap/permissions-boundary: without it a template can do all that its policies let.',
    ),
  ];
}

function profileTag(tell: Teller, { profile }: ZoneConfig, role: Role): readonly Finding[] {
  const tag = (role.Tags ?? []).find(({ Key }) => Key === 'hlz-profile')?.Value;
  if (profile === 'production' && tag === 'sandbox') {
    return [
      tell.look(
        'It carries the tag hlz-profile=sandbox, with which it may delete what watches the account.',
        'Bootstrap again without --tags hlz-profile=sandbox before anything of a patient is stored.',
      ),
    ];
  }
  if (profile === 'sandbox' && tag !== 'sandbox') {
    return [
      tell.look(
        'It has no tag hlz-profile=sandbox: `hlz teardown` cannot delete trail, recorder and detector later.',
        'Bootstrap again with --tags hlz-profile=sandbox.',
      ),
    ];
  }
  return [];
}

/** The policies of that role: all parts, none more, and as they stand in `bootstrap/`. */
function policies(
  zone: ZoneConfig,
  answers: Answers,
  files: Readonly<Record<string, string>>,
): readonly Finding[] {
  const tell = teller('bootstrap', 'Execution policies');
  return ifSeen(answers.executionPolicies, tell.unknown, (attached) => {
    const names = new Set(attached.map(({ PolicyName }) => PolicyName));
    const isAdministrator = names.has('AdministratorAccess');
    const missing = isAdministrator
      ? []
      : executionPolicies(zone).filter((name) => !names.has(name));
    const found: Finding[] = [];
    if (isAdministrator) {
      found.push(
        tell.look(
          'CloudFormation acts with AdministratorAccess: whoever may deploy is an administrator.',
          'Bootstrap again with the policies of docs/bootstrap.md.',
        ),
      );
    }
    if (missing.length > 0) {
      found.push(
        tell.breaks(
          `Not attached: ${missing.join(', ')}.`,
          'Make them and bootstrap again with all options (docs/bootstrap.md, Changing a policy).',
        ),
      );
    }
    return found.length === 0
      ? [tell.fine('All parts are attached.'), ...stale(answers, files)]
      : [...found, ...stale(answers, files)];
  });
}

/** Policies that are not what this version needs: an upgrade forgets them easily. */
function stale(answers: Answers, files: Readonly<Record<string, string>>): readonly Finding[] {
  const tell = teller('bootstrap', 'Their text');
  return ifSeen(answers.bootstrapPolicies, tell.unknown, (there) => {
    const other = Object.keys(files)
      .filter((name) => there[name] !== undefined && !isSame(there[name], files[name]))
      .toSorted();
    if (other.length === 0) return tell.fine('As in bootstrap/.');
    return tell.look(
      `Not as in bootstrap/ of this version: ${some(other)}. The deploy may lack a right.`,
      'Read the difference, and make a new version of each (docs/bootstrap.md, Changing a policy).',
    );
  });
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return canonical(a) === canonical(b);
}

/** JSON without its white space; what is no JSON as it is. */
function canonical(text = ''): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
