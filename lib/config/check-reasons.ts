import type { Check, Finding } from './check';
import type { ZoneConfig } from './schema';
import { modeOf } from './settings';

/** What a production zone leaves off has a reason, which its ledger shows. */
export const REASON_CHECKS: readonly Check[] = [
  {
    run: ({ profile, accountSettings }) =>
      profile === 'production' ? unreasoned('accountSettings', accountSettings, 'enforce') : [],
  },
  {
    run: ({ profile, singletons }) =>
      profile === 'production' ? unreasoned('singletons', singletons, 'create') : [],
  },
];

function unreasoned(
  section: 'accountSettings' | 'singletons',
  fields: Partial<ZoneConfig['accountSettings'] | ZoneConfig['singletons']> = {},
  on: string,
): readonly Finding[] {
  const { reasons, ...modes } = fields;
  if (reasons === undefined) return [];
  return Object.entries(modes)
    .filter(([setting, value]) => modeOf(value) === 'off' && !(setting in reasons))
    .map(([setting]) => ({
      path: `${section}.${setting}`,
      message: 'found off, a production zone says why.',
      mend: `Write the reason under ${section}: \`reasons: { ${setting}: ... }\`, or set it to ${on} or existing.`,
    }));
}
