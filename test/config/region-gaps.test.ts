import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../lib/app';
import { KNOWN_REGIONS } from '../../lib/config/aws-values';
import { profileDefaults } from '../../lib/config/profiles';
import { hasMacie, hasRestoreTesting, insteadOfClass } from '../../lib/config/region-gaps';
import { shippedConfig, templatesFor } from '../support/templates';

const SIZES = {
  m7g: ['large', 'xlarge', '16xlarge'],
  t4g: ['micro', 'medium', '2xlarge'],
} as const;
const CLASSES = Object.entries(SIZES).flatMap(([family, sizes]) =>
  sizes.flatMap((size) => [`${family}.${size}`]),
);
const INSTEAD = ['m6g.large', 'm6g.16xlarge', 't3.micro', 't3.2xlarge'];

/** Every type that a zone can have, and a database of each class: what each lacks beside says nothing here. */
const TYPES = [
  ...new Set(
    [
      ...templatesFor({
        ...shippedConfig('production'),
        disasterRecovery: { secondRegion: 'us-west-2' },
      }).values(),
    ].flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)),
  ),
].filter((type) => type.startsWith('AWS::'));
const TEMPLATE = {
  Resources: Object.fromEntries([
    ...TYPES.map((type, index) => [`Type${index}`, { Type: type }]),
    ...[...CLASSES, ...INSTEAD].map((name, index) => [
      `Class${index}`,
      {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBInstanceClass: `db.${name}`, Engine: 'postgres' },
      },
    ]),
  ]),
};

const folder = mkdtempSync(join(tmpdir(), 'hlz-regions-'));
const templatePath = join(folder, 'Types.template.json');
writeFileSync(templatePath, JSON.stringify(TEMPLATE));
afterAll(() => rmSync(folder, { recursive: true }));

const plugin = new CloudFormationValidatePlugin();
const appConstruct = createApp({ outdir: folder });

/** What CloudFormation Validate refuses in a Region, of types and of classes. */
function refusedIn(region: string): { types: readonly string[]; classes: readonly string[] } {
  const { violations } = plugin.validate({
    templatePaths: [templatePath],
    stackTemplates: [
      { stackConstructPath: 'Types', templatePath, accountId: '111122223333', region },
    ],
    appConstruct,
  });
  const found = (rule: string, text: RegExp): readonly string[] =>
    violations
      .filter(({ ruleName }) => ruleName === rule)
      .map(({ description }) => text.exec(description)?.[1] ?? description)
      .toSorted();
  return {
    types: found('F3006', /'(AWS::\S+)' does not/),
    classes: found('E3025', /'db\.(\S+)' is not/),
  };
}

it.each(KNOWN_REGIONS)('%s lacks what the table says, and nothing else of a zone', (region) => {
  const types = [
    ...(hasRestoreTesting(region)
      ? []
      : ['AWS::Backup::RestoreTestingPlan', 'AWS::Backup::RestoreTestingSelection']),
    ...(hasMacie(region) ? [] : ['AWS::Macie::Session']),
  ];
  const classes = CLASSES.filter((name) => insteadOfClass(region, name) !== undefined);
  expect(refusedIn(region)).toEqual({ types, classes: classes.toSorted() });
});

it('knows the classes of the defaults, and names one of the same size that a Region has', () => {
  const defaults = (['production', 'sandbox'] as const).map(
    (profile) => profileDefaults(profile).database.instanceClass,
  );
  expect(CLASSES).toEqual(expect.arrayContaining(defaults));
  expect(insteadOfClass('us-gov-west-1', 'm7g.16xlarge')).toBe('m6g.16xlarge');
  expect(insteadOfClass('ca-west-1', 't4g.micro')).toBe('t3.micro');
  expect(insteadOfClass('ca-west-1', 'constructor.micro')).toBeUndefined();
});
