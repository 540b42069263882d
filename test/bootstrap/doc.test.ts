import { context as cdkContext } from '../../cdk.json';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../support/root';

const DOC = readFileSync(join(ROOT, 'docs/bootstrap.md'), 'utf8');
const COMMAND = /npx cdk bootstrap (?:.*\\\n)+.*/.exec(DOC)?.[0] ?? '';
const OPTIONS = [...COMMAND.matchAll(/--([a-z-]+)/g)].map(([, option = '']) => option);

interface Role {
  readonly Properties: { readonly PermissionsBoundary?: unknown; readonly RoleName: unknown };
}

const TEMPLATE = parse(
  readFileSync(
    join(ROOT, 'node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml'),
    'utf8',
  ),
) as { readonly Resources: Readonly<Record<string, Role & { readonly Type: string }>> };
const ROLES = Object.entries(TEMPLATE.Resources).filter(
  ([, { Type }]) => Type === 'AWS::IAM::Role',
);

test('every option of the command is one of the pinned CDK CLI', () => {
  const registry = readFileSync(
    join(ROOT, 'node_modules/aws-cdk/lib/cli/cli-type-registry.json'),
    'utf8',
  );
  const { commands } = JSON.parse(registry) as {
    readonly commands: {
      readonly bootstrap: { readonly options: Readonly<Record<string, unknown>> };
    };
  };
  expect(OPTIONS.length).toBeGreaterThan(8);
  expect(OPTIONS.filter((option) => !(option in commands.bootstrap.options))).toEqual([]);
});

test('every option is explained', () => {
  const explained = [...DOC.matchAll(/^\| `--([a-z-]+)` \|/gm)].map(([, option]) => option);
  expect(explained).toEqual([...new Set(OPTIONS)]);
});

test('every file that the page names is there', () => {
  const files = [...DOC.matchAll(/`([a-z]+-[a-z-]+\.json)`/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !existsSync(join(ROOT, 'bootstrap', file)))).toEqual([]);
});

/** Parts of the execution policy that every zone needs: that of egress is for some. */
const PARTS = readdirSync(join(ROOT, 'bootstrap'))
  .flatMap((file) => /^execution-policy-(.+)\.json$/.exec(file)?.[1] ?? [])
  .filter((part) => part !== 'egress')
  .toSorted();

test.each(['docs/bootstrap.md', 'README.md'])('%s makes and attaches every part', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const made = /execution-policy-\{([a-z,-]+)\}\.json/.exec(text)?.[1]?.split(',');
  const attached = [
    ...text.matchAll(/--cloudformation-execution-policies "\$POLICIES\/execution-policy-(.+)"/g),
  ].map(([, part = '']) => part);
  expect(made?.toSorted()).toEqual(PARTS);
  expect(attached.toSorted()).toEqual(PARTS);
});

test('the page names every file that is there', () => {
  const named = readdirSync(join(ROOT, 'bootstrap')).filter((file) => DOC.includes(`\`${file}\``));
  expect(named).toEqual(readdirSync(join(ROOT, 'bootstrap')));
});

test('the boundary is set on the execution role, and with the second option on every role', () => {
  const conditions = ROLES.map(([id, { Properties }]) => [
    id,
    JSON.stringify(Properties.PermissionsBoundary ?? '').match(/"Fn::If":\["(\w+)"/)?.[1],
  ]);
  expect(Object.fromEntries(conditions)).toEqual({
    CloudFormationExecutionRole: 'PermissionsBoundarySet',
    DeploymentActionRole: 'ShouldApplyPermissionsBoundaryToAllRoles',
    FilePublishingRole: 'ShouldApplyPermissionsBoundaryToAllRoles',
    ImagePublishingRole: 'ShouldApplyPermissionsBoundaryToAllRoles',
    LookupRole: 'ShouldApplyPermissionsBoundaryToAllRoles',
  });
});

test('the roles are called what the policies trust', () => {
  const names = ROLES.map(([, { Properties }]) =>
    JSON.stringify(Properties.RoleName).replace('${Qualifier}', 'hlz'),
  );
  for (const start of ['cdk-hlz-cfn-exec-role-', 'cdk-hlz-deploy-role-']) {
    expect(names.filter((name) => name.includes(start))).toHaveLength(1);
  }
  expect(DOC).toContain('--qualifier hlz');
  expect(cdkContext['@aws-cdk/core:bootstrapQualifier']).toBe('hlz');
});
