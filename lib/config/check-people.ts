import type { Check, Finding } from './check';
import { check, repeated } from './check';
import type { ZoneConfig } from './schema';

type Identity = ZoneConfig['identity'];
type Provider = Identity['federation'][number];

/**
 * Bytes of services as JSON: functions have them in their environment, which takes 4 KB with all else.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const SERVICES_LIMIT = 1536;

/** What sign-in pages, identity providers and services have to do with the rest. */
export const PEOPLE_CHECKS: readonly Check[] = [
  check(['identity.federation', 'identity.callbackUrls'], ({ identity }) =>
    somewhereToReturn(identity),
  ),
  {
    run: ({ identity: { domainPrefix, ...identity } = {} }) =>
      domainPrefix === undefined ? signInPages(identity) : [],
  },
  check(['identity.callbackUrls', 'identity.logoutUrls'], ({ identity }) =>
    signOutWithoutIn(identity),
  ),
  check(['identity.federation'], ({ identity: { federation } }) => [
    ...repeatedIn(federation, 'identity.federation', 'name'),
    ...federation.flatMap((provider, index) => fieldsOf(provider, `identity.federation.${index}`)),
  ]),
  check(['account', 'access.services'], ({ account, access: { services } }) =>
    services.flatMap(({ roleArn }, index) => ownRole(account, roleArn, index)),
  ),
  check(['access.services'], ({ access: { services } }) => [
    ...tooLong(services),
    ...repeatedIn(services, 'access.services', 'name'),
    // Callers are known by account and name of their role, whatever its path.
    ...repeatedIn(services, 'access.services', 'roleArn', (arn) => arn.split('/').at(-1) ?? ''),
    ...services.flatMap(({ may }, index) => repeated(may, `access.services.${index}.may`)),
  ]),
];

function repeatedIn<F extends string>(
  list: readonly Readonly<Record<F, string>>[],
  path: string,
  field: F,
  same: (value: string) => string = (value) => value,
): readonly Finding[] {
  return repeated(
    list.map((entry) => entry[field]),
    path,
    (value) => same(value).toLowerCase(),
  ).map((finding) => ({ ...finding, path: `${finding.path}.${field}` }));
}

function urlsOf(urls: Identity['callbackUrls'] | undefined): readonly string[] {
  return Object.values(urls ?? {}).flat();
}

/** Whoever comes back from an identity provider comes through the sign-in pages, to an application. */
function somewhereToReturn({
  federation,
  callbackUrls,
}: Pick<Identity, 'federation' | 'callbackUrls'>): readonly Finding[] {
  if (federation.length === 0 || urlsOf(callbackUrls).length > 0) return [];
  return [
    {
      path: 'identity.callbackUrls',
      message: 'found none, an identity provider sends people back to an application.',
      mend: 'Name its address: `callbackUrls: { workstation: [https://app.hospital.example/signed-in] }`.',
    },
  ];
}

function signInPages({
  federation = [],
  callbackUrls,
}: Partial<Pick<Identity, 'federation' | 'callbackUrls'>>): readonly Finding[] {
  const needs = [
    ...(federation.length > 0 ? ['identity.federation'] : []),
    ...(urlsOf(callbackUrls).length > 0 ? ['identity.callbackUrls'] : []),
  ];
  if (needs.length === 0) return [];
  return [
    {
      path: 'identity.domainPrefix',
      message: `missing, needed by ${needs.join(' and ')}.`,
      mend: 'Write it like `domainPrefix: mercy-sign-in`.',
    },
  ];
}

function signOutWithoutIn({
  callbackUrls,
  logoutUrls,
}: Pick<Identity, 'callbackUrls' | 'logoutUrls'>): readonly Finding[] {
  return Object.entries(logoutUrls)
    .filter(
      ([kind, urls]) =>
        urls.length > 0 && callbackUrls[kind as keyof typeof callbackUrls].length === 0,
    )
    .map(([kind]) => ({
      path: `identity.logoutUrls.${kind}`,
      message: `found addresses, and none in identity.callbackUrls.${kind}.`,
      mend: 'Name where people are sent back too, or remove them.',
    }));
}

/** What each kind of provider is reached with. */
const FIELDS = {
  saml: ['metadataUrl'],
  oidc: ['issuer', 'clientId', 'clientSecretName'],
} as const satisfies Readonly<Record<Provider['kind'], readonly (keyof Provider)[]>>;

function fieldsOf(provider: Provider, path: string): readonly Finding[] {
  const { kind } = provider;
  const other = kind === 'saml' ? 'oidc' : 'saml';
  return [
    ...FIELDS[kind]
      .filter((field) => provider[field] === undefined)
      .map((field) => ({
        path: `${path}.${field}`,
        message: `missing, a provider of kind ${kind} needs it.`,
        mend: `Write ${FIELDS[kind].join(', ')}.`,
      })),
    ...FIELDS[other]
      .filter((field) => provider[field] !== undefined)
      .map((field) => ({
        path: `${path}.${field}`,
        message: `found with kind ${kind}, it is for ${other}.`,
        mend: `Remove it, or set kind to ${other}.`,
      })),
  ];
}

function tooLong(services: ZoneConfig['access']['services']): readonly Finding[] {
  const length = Buffer.byteLength(JSON.stringify(services));
  if (length <= SERVICES_LIMIT) return [];
  return [
    {
      path: 'access.services',
      message: `found ${length} bytes as JSON, functions take ${SERVICES_LIMIT}.`,
      mend: 'Shorten names, or let services that may do the same share a role.',
    },
  ];
}

/** The API answers to roles of its own account only. */
function ownRole(account: string, roleArn: string, index: number): readonly Finding[] {
  const [, , , , owner] = roleArn.split(':');
  if (owner === account) return [];
  return [
    {
      path: `access.services.${index}.roleArn`,
      message: `found a role of account ${owner}, expected one of ${account}.`,
      mend: 'Name a role of the account of this zone.',
    },
  ];
}
