import type { Check, Finding } from './check';
import { check, repeated } from './check';
import { COMPREHEND_MEDICAL_REGIONS } from './region-gaps';
import type { ZoneConfig } from './schema';

/**
 * Bytes of patterns as JSON: functions have them in their environment, which takes 4 KB with all else.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const PATTERNS_LIMIT = 640;

type Phi = ZoneConfig['phi'];

/** What finds identifiers in a text. */
export const PHI_CHECKS: readonly Check[] = [
  check(['profile', 'region', 'phi.detector'], ({ profile, region, phi }) => [
    ...elsewhere(region, phi.detector),
    ...notEmulated(profile, phi.detector),
  ]),
  check(['phi.patterns'], ({ phi: { patterns } }) => [
    ...tooLong(patterns),
    ...repeated(
      patterns.map(({ form }) => form),
      'phi.patterns',
    ).map((finding) => ({ ...finding, path: `${finding.path}.form` })),
  ]),
];

function elsewhere(region: string, detector: Phi['detector']): readonly Finding[] {
  if (detector === 'local' || COMPREHEND_MEDICAL_REGIONS.includes(region)) return [];
  return [
    {
      path: 'phi.detector',
      message: `found comprehend-medical, which ${region} does not have: texts of patients would have to leave it.`,
      mend: `Write \`detector: local\` under phi, or take one of ${COMPREHEND_MEDICAL_REGIONS.join(', ')}.`,
    },
  ];
}

function notEmulated(
  profile: ZoneConfig['profile'],
  detector: Phi['detector'],
): readonly Finding[] {
  if (profile !== 'emulator' || detector === 'local') return [];
  const message = 'found comprehend-medical, which the emulator does not have.';
  return [{ path: 'phi.detector', message, mend: 'Correct it, or leave it out.' }];
}

function tooLong(patterns: Phi['patterns']): readonly Finding[] {
  const length = Buffer.byteLength(JSON.stringify(patterns));
  if (length <= PATTERNS_LIMIT) return [];
  return [
    {
      path: 'phi.patterns',
      message: `found ${length} bytes as JSON, functions take ${PATTERNS_LIMIT}.`,
      mend: 'Keep those that no recognizer knows by itself.',
    },
  ];
}
