import { PRODUCTION, SANDBOX, problemLines } from './zone-texts';

const inRegion = (text: string, region: string): string => text.replace('us-east-1', region);
const GOV = inRegion(PRODUCTION, 'us-gov-west-1');
const MACIE =
  'Write `macie: off` under singletons with a reason (`reasons: { macie: ... }`), or `macie: existing` once somebody has enabled it there.';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'defaults',
    GOV,
    [
      `singletons.macie: found create, but CloudFormation cannot make Macie in us-gov-west-1. ${MACIE}`,
      'backup.restoreTesting: found true, but CloudFormation cannot make restore tests in us-gov-west-1. Write `restoreTesting: false` under backup, and practise restores by hand (docs/runbooks/backup.md).',
      'database.instanceClass: found m7g.large, which us-gov-west-1 does not have. Write `instanceClass: m6g.large` under database, or bring your own database with `enabled: false`.',
    ],
  ],
  [
    'what is written, with its line',
    `${inRegion(SANDBOX, 'ca-west-1')}database: { instanceClass: t4g.small }\n`,
    [
      'line 10  database.instanceClass: found t4g.small, which ca-west-1 does not have. Write `instanceClass: t3.small` under database, or bring your own database with `enabled: false`.',
      '         singletons.macie: found create, but CloudFormation cannot make Macie in ca-west-1. Write `macie: off` under singletons, or `macie: existing` once somebody has enabled it there.',
    ],
  ],
  [
    'each mended as it is told: good',
    `${GOV}singletons: { macie: off, reasons: { macie: Macie is not in GovCloud. } }\nbackup: { restoreTesting: false }\ndatabase: { instanceClass: m6g.large }\n`,
    [],
  ],
  [
    'without a database, and Macie by somebody else: good',
    `${GOV}singletons: { macie: existing }\ndatabase: { enabled: false }\n`,
    [],
  ],
  ['a Region that has everything: good', inRegion(PRODUCTION, 'eu-central-1'), []],
];

it.each(rows)('checks what the Region lacks: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});
