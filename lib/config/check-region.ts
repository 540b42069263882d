import type { Check, Finding } from './check';
import { check } from './check';
import { hasMacie, hasRestoreTesting, insteadOfClass } from './region-gaps';
import type { Profile, ZoneConfig } from './schema';

/** What the Region of a zone does not have. The gate would find it too, a synth later. */
export const REGION_CHECKS: readonly Check[] = [
  check(['profile', 'region', 'singletons.macie'], ({ profile, region, singletons }) =>
    macie(profile, region, singletons.macie),
  ),
  check(['region', 'database.enabled', 'backup.restoreTesting'], ({ region, database, backup }) =>
    database.enabled ? restoreTesting(region, backup.restoreTesting) : [],
  ),
  check(['region', 'database.enabled', 'database.instanceClass'], ({ region, database }) =>
    database.enabled ? instanceClass(region, database.instanceClass) : [],
  ),
];

function macie(
  profile: Profile,
  region: string,
  mode: ZoneConfig['singletons']['macie'],
): readonly Finding[] {
  if (mode !== 'create' || hasMacie(region)) return [];
  const reason = profile === 'production' ? ' with a reason (`reasons: { macie: ... }`)' : '';
  return [
    {
      path: 'singletons.macie',
      message: `found create, but CloudFormation cannot make Macie in ${region}.`,
      mend: `Write \`macie: off\` under singletons${reason}, or \`macie: existing\` once somebody has enabled it there.`,
    },
  ];
}

function restoreTesting(region: string, wanted: boolean): readonly Finding[] {
  if (!wanted || hasRestoreTesting(region)) return [];
  return [
    {
      path: 'backup.restoreTesting',
      message: `found true, but CloudFormation cannot make restore tests in ${region}.`,
      mend: 'Write `restoreTesting: false` under backup, and practise restores by hand (docs/runbooks/backup.md).',
    },
  ];
}

function instanceClass(region: string, found: string): readonly Finding[] {
  const instead = insteadOfClass(region, found);
  if (instead === undefined) return [];
  return [
    {
      path: 'database.instanceClass',
      message: `found ${found}, which ${region} does not have.`,
      mend: `Write \`instanceClass: ${instead}\` under database, or bring your own database with \`enabled: false\`.`,
    },
  ];
}
