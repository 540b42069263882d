import { says } from '../../lambda/breach/notices/missing';
import type { Check, Finding } from './check';
import { check, repeated } from './check';
import type { ZoneConfig } from './schema';

/**
 * Bytes as JSON that functions have room for in their environment, which takes 4 KB with all else.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const EXCEPTIONS_LIMIT = 2048;
export const CONTACTS_LIMIT = 512;

type Breach = ZoneConfig['breach'];

/** What the breach desk looks for, whom it names, and what it mails. */
export const BREACH_CHECKS: readonly Check[] = [
  check(['breach.tenants', 'breach.onCall'], ({ breach }) => exceptions(breach)),
  check(['breach.tenants'], ({ breach: { tenants } }) => [
    ...repeatedIn(
      'breach.tenants',
      'tenant',
      tenants.map(({ tenant }) => tenant),
    ),
    ...tenants.flatMap(({ thresholds }, index) => [
      ...nothingElse(thresholds, `breach.tenants.${index}.thresholds`),
      ...shiftRoles(thresholds.afterHours, `breach.tenants.${index}.thresholds`),
    ]),
  ]),
  check(['breach.thresholds'], ({ breach: { thresholds } }) =>
    shiftRoles(thresholds.afterHours, 'breach.thresholds'),
  ),
  check(['breach.onCall'], ({ breach: { onCall } }) =>
    repeatedIn(
      'breach.onCall',
      'user',
      onCall.map(({ user }) => user),
    ),
  ),
  check(['profile', 'breach.mail'], ({ profile, breach: { mail } }) =>
    profile === 'emulator' && mail !== 'off'
      ? [
          {
            path: 'breach.mail',
            message: 'found an address, an emulator zone mails nothing.',
            mend: 'Correct it, or leave it out.',
          },
        ]
      : [],
  ),
  { run: ({ organization = {} }) => contacts(organization) },
  {
    run: ({ profile, organization }) =>
      profile === 'production' && organization !== undefined ? reachable(organization) : [],
  },
];

function repeatedIn(path: string, field: string, values: readonly string[]): readonly Finding[] {
  return repeated(values, path).map((finding) => ({
    ...finding,
    path: `${finding.path}.${field}`,
  }));
}

function shiftRoles(
  afterHours: Breach['thresholds']['afterHours'] | undefined,
  path: string,
): readonly Finding[] {
  return repeated(afterHours?.shiftRoles ?? [], `${path}.afterHours.shiftRoles`);
}

function nothingElse(
  thresholds: Breach['tenants'][number]['thresholds'],
  path: string,
): readonly Finding[] {
  if (Object.keys(thresholds).length > 0) return [];
  const message = 'found none, expected what holds for this tenant and not for the others.';
  return [{ path, message, mend: 'Write it, or remove the tenant from the list.' }];
}

function exceptions({ tenants, onCall }: Pick<Breach, 'tenants' | 'onCall'>): readonly Finding[] {
  const length = bytes(tenants) + bytes(onCall);
  if (length <= EXCEPTIONS_LIMIT) return [];
  const longer = bytes(tenants) > bytes(onCall) ? 'tenants' : 'onCall';
  return [
    {
      path: `breach.${longer}`,
      message: `found ${length} bytes as JSON in breach.tenants and breach.onCall, the detector takes ${EXCEPTIONS_LIMIT}.`,
      mend:
        longer === 'tenants'
          ? 'Name those tenants alone that need it, or take what most of them need for all.'
          : 'Remove who is no longer on call, or give who always works by night a shift in the directory.',
    },
  ];
}

function contacts(organization: Partial<ZoneConfig['organization']>): readonly Finding[] {
  const length = bytes(organization);
  if (length <= CONTACTS_LIMIT) return [];
  return [
    {
      path: 'organization',
      message: `found ${length} bytes as JSON, functions take ${CONTACTS_LIMIT}.`,
      mend: 'Shorten names and addresses.',
    },
  ];
}

/** A zone that may hold PHI may have to tell people of its breach, and then there is no time to look for a number. */
function reachable({ contact }: Partial<ZoneConfig['organization']>): readonly Finding[] {
  const { tollFree, email, website, postalAddress } = contact ?? {};
  if ([tollFree, email, website, postalAddress].some(says)) return [];
  return [
    {
      path: 'organization.contact',
      message:
        'found no way to reach the organization, a letter about a breach has to name one (45 CFR 164.404(c)(1)(E)).',
      mend: 'Write tollFree, email, website or postalAddress, as in config/production.yaml.',
    },
  ];
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
