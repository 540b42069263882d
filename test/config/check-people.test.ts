import fc from 'fast-check';
import { readServices } from '../../lambda/identity/services';
import { resolveZoneConfig } from '../../lib/config/load';
import { access } from '../../lib/config/schema-people';
import { SANDBOX, problemLines } from './zone-texts';

const OIDC =
  '{ name: hospital, kind: oidc, issuer: "https://login.hospital.example", clientId: hlz, clientSecretName: hlz/login }';
const SAML =
  '{ name: hospital, kind: saml, metadataUrl: "https://login.hospital.example/metadata" }';
const PAGES =
  'domainPrefix: mercy, callbackUrls: { workstation: ["https://app.hospital.example/in"] }';
const identity = (fields: string): string => `${SANDBOX}identity: { ${fields} }\n`;
const services = (...entries: readonly string[]): string =>
  `${SANDBOX}access: { services: [${entries.join(', ')}] }\n`;
const service = (name: string, role: string, may = 'phi', account = '444455556666'): string =>
  `{ name: ${name}, roleArn: "arn:aws:iam::${account}:role/${role}", tenant: mercy, may: [${may === 'phi' ? 'encrypt, decrypt' : may}] }`;

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'idle limits that are tighter: good',
    identity('idleSeconds: { public-terminal: 60, workstation: 900 }, absoluteSessionHours: 8'),
    [],
  ],
  [
    'idle limits that are looser',
    identity('idleSeconds: { public-terminal: 121, mobile: 301, console: 301, workstation: 901 }'),
    [
      'line 10  identity.idleSeconds.public-terminal: found 121, expected at most 120. Correct it, or leave it out for the sandbox default 120.',
      'line 10  identity.idleSeconds.mobile: found 301, expected at most 300. Correct it, or leave it out for the sandbox default 300.',
      'line 10  identity.idleSeconds.console: found 301, expected at most 300. Correct it, or leave it out for the sandbox default 300.',
      'line 10  identity.idleSeconds.workstation: found 901, expected at most 900. Correct it, or leave it out for the sandbox default 600.',
    ],
  ],
  [
    'sessions and tokens without end',
    identity('absoluteSessionHours: 13, accessTokenMinutes: 61'),
    [
      'line 10  identity.absoluteSessionHours: found 13, expected at most 12. Correct it, or leave it out for the sandbox default 12.',
      'line 10  identity.accessTokenMinutes: found 61, expected at most 60. Correct it, or leave it out for the sandbox default 15.',
    ],
  ],
  [
    'limits that are looser',
    `${SANDBOX}access: { callsPerMinute: 61, bulkExportsPerHour: 3 }\n`,
    [
      'line 10  access.callsPerMinute: found 61, expected at most 60. Correct it, or leave it out for the sandbox default 60.',
      'line 10  access.bulkExportsPerHour: found 3, expected at most 2. Correct it, or leave it out for the sandbox default 2.',
    ],
  ],
  ['an OIDC provider: good', identity(`${PAGES}, federation: [${OIDC}]`), []],
  ['a SAML provider: good', identity(`${PAGES}, federation: [${SAML}]`), []],
  [
    'a provider from which nobody comes back',
    identity(`federation: [${SAML}]`),
    [
      'line 10  identity.callbackUrls: found none, an identity provider sends people back to an application. Name its address: `callbackUrls: { workstation: [https://app.hospital.example/signed-in] }`.',
      'line 10  identity.domainPrefix: missing, needed by identity.federation. Write it like `domainPrefix: mercy-sign-in`.',
    ],
  ],
  [
    'sign-in pages without a domain, and without a way back',
    identity(
      'callbackUrls: { mobile: ["mercy://in"] }, logoutUrls: { console: ["https://app.hospital.example/out"] }',
    ),
    [
      'line 10  identity.domainPrefix: missing, needed by identity.callbackUrls. Write it like `domainPrefix: mercy-sign-in`.',
      'line 10  identity.logoutUrls.console: found addresses, and none in identity.callbackUrls.console. Name where people are sent back too, or remove them.',
    ],
  ],
  [
    'a way back that anybody can read',
    identity('domainPrefix: mercy, callbackUrls: { workstation: ["http://app.hospital.example"] }'),
    [
      'line 10  identity.callbackUrls.workstation.0: found "http://app.hospital.example", expected an address such as https://app.hospital.example/signed-in. Correct it, or remove it from the list.',
    ],
  ],
  [
    'providers with fields of the other kind, under one name',
    identity(
      `${PAGES}, federation: [{ name: hospital, kind: saml, issuer: "https://a.example" }, { name: Hospital, kind: oidc, issuer: "https://a.example", clientId: hlz, metadataUrl: "https://a.example/m" }]`,
    ),
    [
      'line 10  identity.federation.1.name: "Hospital" is in the list twice, expected once. Remove one of them.',
      'line 10  identity.federation.0.metadataUrl: missing, a provider of kind saml needs it. Write metadataUrl.',
      'line 10  identity.federation.0.issuer: found with kind saml, it is for oidc. Remove it, or set kind to oidc.',
      'line 10  identity.federation.1.clientSecretName: missing, a provider of kind oidc needs it. Write issuer, clientId, clientSecretName.',
      'line 10  identity.federation.1.metadataUrl: found with kind oidc, it is for saml. Remove it, or set kind to saml.',
    ],
  ],
  [
    'a domain that is not free: told once',
    identity(`${PAGES.replace('mercy', 'mercy-aws')}, federation: [${SAML}]`),
    [
      'line 10  identity.domainPrefix: found "mercy-aws", expected 1 to 63 small letters, digits and hyphens, without aws, amazon and cognito. Write it like `domainPrefix: mercy-sign-in`.',
    ],
  ],
  [
    'attributes of the user pool: good',
    identity(
      `${PAGES}, federation: [${SAML.replace(' }', ', attributes: { email: "urn:mail", given_name: first } }')}]`,
    ),
    [],
  ],
  [
    'an attribute that no user has, which would fail the deploy',
    identity(
      `${PAGES}, federation: [${SAML.replace(' }', ', attributes: { "custom:role": role } }')}]`,
    ),
    [
      'line 10  identity.federation.0.attributes."custom:role": unknown key, expected standard attributes of Cognito, such as email; roles and departments are in the directory. Rename it, or remove it.',
    ],
  ],
  [
    'a secret itself in place of its name',
    identity(`${PAGES}, federation: [${OIDC.replace('hlz/login', 'Sup3rSecret')}]`),
    [
      'line 10  identity.federation.0.clientSecretName: found "Sup3rSecret", expected the name of a secret that begins with hlz/. Write it like `clientSecretName: hlz/mercy/hospital-login`.',
    ],
  ],
  ['services: good', services(service('one', 'a'), service('two', 'path/b')), []],
  [
    'services under one name, with one role, of another account',
    services(
      service('one', 'a'),
      service('one', 'b'),
      service('two', 'a', 'rotate, rotate'),
      service('other', 'c', 'phi', '111122223333'),
    ),
    [
      'line 10  access.services.3.roleArn: found a role of account 111122223333, expected one of 444455556666. Name a role of the account of this zone.',
      'line 10  access.services.1.name: "one" is in the list twice, expected once. Remove one of them.',
      'line 10  access.services.2.roleArn: "arn:aws:iam::444455556666:role/a" is in the list twice, expected once. Remove one of them.',
      'line 10  access.services.2.may.1: "rotate" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'services with which no function starts',
    services(
      service('plan-219-09-9999', 'a'),
      service('two', 'b').replace('tenant: mercy', 'tenant: born-1960-01-31'),
      service('three', 'path/'),
    ),
    [
      'line 10  access.services.0.name: found "plan-219-09-9999", expected a name that looks like no identifier of a person. Write it like `name: scheduling`.',
      'line 10  access.services.1.tenant: found "born-1960-01-31", expected a name that looks like no identifier of a person. Write it like `tenant: mercy`.',
      'line 10  access.services.2.roleArn: found "arn:aws:iam::444455556666:role/path/", expected the ARN of an IAM role. Write it like `roleArn: arn:aws:iam::111122223333:role/scheduling`.',
    ],
  ],
  [
    'services whose roles differ by their path alone',
    services(service('one', 'a'), service('two', 'path/A')),
    [
      'line 10  access.services.1.roleArn: "arn:aws:iam::444455556666:role/path/A" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'more services than the environment of a function takes',
    services(
      ...Array.from({ length: 20 }, (_, index) => service(`service-${index}`, `role-${index}`)),
    ),
    [
      'line 10  access.services: found 2341 bytes as JSON, functions take 1536. Shorten names, or let services that may do the same share a role.',
    ],
  ],
];

it.each(rows)('checks people and services: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});

function isReadByFunctions(service: object): boolean {
  try {
    readServices(JSON.stringify([service]));
    return true;
  } catch {
    return false;
  }
}

it('takes no service with which functions would not start', () => {
  const text = (pattern: RegExp) => fc.stringMatching(pattern);
  fc.assert(
    fc.property(
      fc.record({
        name: text(/^[a-z]{1,4}-?[0-9]{3}-[0-9]{2}-[0-9]{4}$|^[a-z][a-z0-9-]{1,30}[a-z0-9]$/),
        roleArn: text(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,80}$/),
        tenant: text(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
        may: fc.constant(['decrypt']),
      }),
      (entry) => {
        const { success } = access.shape.services.element.safeParse(entry);
        const isRead = isReadByFunctions(entry);
        expect({ entry, isTakenInVain: success && !isRead }).toEqual({
          entry,
          isTakenInVain: false,
        });
      },
    ),
    { numRuns: 500 },
  );
});

it('lets no service delete', () => {
  const [problem = '', ...others] = problemLines(services(service('one', 'a', 'delete')));
  expect(others).toEqual([]);
  expect(problem).toMatch(
    /^line 10 {2}access\.services\.0\.may\.0: found "delete", expected read, /,
  );
});

it('knows sessions of every kind', () => {
  const { config } = resolveZoneConfig(identity('idleSeconds: { mobile: 30 }'), 'zone.yaml');
  expect(config.identity.idleSeconds).toEqual({
    'public-terminal': 120,
    mobile: 30,
    console: 300,
    workstation: 600,
  });
});
