import { z } from 'zod';
import { PHI_ACTIONS, ZONE_ACTIONS } from '../../lambda/access/vocabulary';
import { SESSION_KINDS } from '../../lambda/identity/principal';
import { isOpaqueId } from '../../lambda/shared/audit/opaque';
import { like } from './schema-example';

/** Schema of who signs in, and of what services may do. Limits that need more than one field are in `check-people.ts`. */

const seconds = (longest: number) =>
  z
    .int('expected a whole number of seconds')
    .min(10, 'expected at least 10')
    .max(longest, `expected at most ${longest}`);

/** A value for each place where a person can sit. */
const bySessionKind = <T extends z.ZodType>(value: T) =>
  z.strictObject(
    Object.fromEntries(SESSION_KINDS.map((kind) => [kind, value])) as Record<
      (typeof SESSION_KINDS)[number],
      T
    >,
  );

const URL_EXPECTED = 'expected an address such as https://app.hospital.example/signed-in';
/** An app may have a scheme of its own. What is sent to `http:` anybody on the way can read. */
const url = z
  .string(URL_EXPECTED)
  .regex(/^(?!http:)[a-z][a-z0-9+.-]*:\/\/[^\s#*]+$/, URL_EXPECTED)
  .max(1024, 'expected at most 1024 characters');
const HTTPS_EXPECTED = 'expected an address that begins with https://';
const https = z
  .string(HTTPS_EXPECTED)
  .regex(/^https:\/\/[^\s#*]+$/, HTTPS_EXPECTED)
  .max(1024, 'expected at most 1024 characters');

const PROVIDER_EXPECTED = 'expected 3 to 32 letters, digits and hyphens';
const SECRET_EXPECTED = 'expected the name of a secret that begins with hlz/';
const DOMAIN_EXPECTED = 'expected a domain name such as hospital.example';
const PREFIX_EXPECTED =
  'expected 1 to 63 small letters, digits and hyphens, without aws, amazon and cognito';

/**
 * What a user of the pool has, but for its passwords and factors: it has no attributes of its own.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
const ATTRIBUTES =
  /^(?:address|birthdate|email|email_verified|family_name|gender|given_name|locale|middle_name|name|nickname|phone_number|phone_number_verified|picture|preferred_username|profile|updated_at|username|website|zoneinfo)$/;
const ATTRIBUTES_EXPECTED =
  'expected standard attributes of Cognito, such as email; roles and departments are in the directory';

const provider = z.strictObject({
  name: z
    .string(PROVIDER_EXPECTED)
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{1,30}[A-Za-z0-9]$/, PROVIDER_EXPECTED)
    .meta(like('Name by which an application asks for it.', 'hospital')),
  kind: z
    .enum(['oidc', 'saml'])
    .meta(like('How it is spoken to. It must ask for a second factor itself.', 'saml')),
  metadataUrl: https
    .meta(like('saml: its metadata document.', 'https://login.hospital.example/metadata'))
    .optional(),
  issuer: https.meta(like('oidc: its issuer.', 'https://login.hospital.example')).optional(),
  clientId: z
    .string()
    .min(1)
    .max(256)
    .meta(like('oidc: the client that it knows the user pool by.', 'hlz-mercy'))
    .optional(),
  clientSecretName: z
    .string(SECRET_EXPECTED)
    .regex(/^hlz\/[\w/+=.@-]{1,128}$/, SECRET_EXPECTED)
    .meta(
      like(
        'oidc: name of the secret in Secrets Manager that holds {"clientSecret": "..."}. Never the secret itself.',
        'hlz/mercy/hospital-login',
      ),
    )
    .optional(),
  attributes: z
    .record(z.string().regex(ATTRIBUTES, ATTRIBUTES_EXPECTED), z.string().min(1).max(256))
    .meta({
      description:
        'Standard attributes of the user pool, and what the provider calls them. None is needed.',
      examples: [{ email: 'email' }],
    })
    .optional(),
});

export const identity = z
  .strictObject({
    idleSeconds: z
      .strictObject({
        'public-terminal': seconds(120),
        mobile: seconds(300),
        console: seconds(300),
        workstation: seconds(900),
      })
      .describe(
        'Seconds without a call after which a session is over, by where the person sits. 45 CFR 164.312(a)(2)(iii).',
      ),
    absoluteSessionHours: z
      .int('expected a whole number of hours')
      .min(1, 'expected at least 1')
      .max(12, 'expected at most 12')
      .describe(
        'Hours after which everybody signs in again, however busy. Also the life of a refresh token.',
      ),
    accessTokenMinutes: z
      .int('expected a whole number of minutes')
      .min(5, 'expected at least 5 (Cognito minimum)')
      .max(60, 'expected at most 60')
      .describe('Life of access and id tokens, in minutes.'),
    passkeyDomain: z
      .string(DOMAIN_EXPECTED)
      .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, DOMAIN_EXPECTED)
      .meta(
        like(
          'Domain of the applications to which passkeys are bound (WebAuthn relying party). Without it people sign in with password and authenticator app. Passkeys are lost when it changes.',
          'hospital.example',
        ),
      )
      .optional(),
    domainPrefix: z
      .string(PREFIX_EXPECTED)
      .regex(/^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, PREFIX_EXPECTED)
      .meta(
        like(
          'Prefix of the domain of the sign-in pages, unique in the Region. Needed by federation.',
          'mercy-sign-in',
        ),
      )
      .optional(),
    callbackUrls: bySessionKind(z.array(url)).describe(
      'Where the sign-in pages send a person back, by where he sits. None: that app client has no sign-in pages.',
    ),
    logoutUrls: bySessionKind(z.array(url)).describe(
      'Where they send him after he has signed out.',
    ),
    federation: z
      .array(provider)
      .max(20, 'expected at most 20 entries')
      .describe('Sign-in by the identity provider of the organization, SAML or OIDC.'),
  })
  .describe(
    'Who signs in, and for how long. Requirements that no config changes: docs/identity.md.',
  );

const SERVICE_EXPECTED = 'expected 3 to 32 small letters, digits and hyphens';
const ROLE_EXPECTED = 'expected the ARN of an IAM role';
const OPAQUE_EXPECTED = 'expected a name that looks like no identifier of a person';
/** It stands in audit events, which take no other: a function would not start with it. */
const opaque = (name: z.ZodString) => name.refine(isOpaqueId, OPAQUE_EXPECTED);
const TENANT_EXPECTED = 'expected 1 to 63 small letters, digits and hyphens';
/** Id of a tenant. */
export const tenantId = opaque(
  z.string(TENANT_EXPECTED).regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, TENANT_EXPECTED),
);

const service = z.strictObject({
  name: opaque(
    z.string(SERVICE_EXPECTED).regex(/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/, SERVICE_EXPECTED),
  ).meta(like('Its name in audit events.', 'scheduling')),
  roleArn: z
    .string(ROLE_EXPECTED)
    .regex(/^arn:[a-z-]+:iam::\d{12}:role\/(?:[\w+=,.@/-]+\/)?[\w+=,.@-]{1,64}$/, ROLE_EXPECTED)
    .meta(
      like(
        'Role with which it signs its calls, of this account.',
        'arn:aws:iam::111122223333:role/scheduling',
      ),
    ),
  tenant: tenantId.meta(like('Tenant for which it acts.', 'mercy')),
  may: z
    .array(
      // Nobody deletes: the API keeps no PHI.
      z.enum([...PHI_ACTIONS, ...ZONE_ACTIONS]).exclude(['delete']),
    )
    .min(1, 'expected at least one action')
    .describe('Actions that it may take. Acting for a person, it may no more than that person.'),
});

export const access = z
  .strictObject({
    services: z.array(service).describe('Services that call the API with an IAM role.'),
    callsPerMinute: z
      .int('expected a whole number')
      .min(1, 'expected at least 1')
      .max(60, 'expected at most 60')
      .describe('Calls that a person may make in a minute.'),
    bulkExportsPerHour: z
      .int('expected a whole number')
      .min(1, 'expected at least 1')
      .max(2, 'expected at most 2')
      .describe('Exports of more than one patient that a person may make in an hour.'),
    indexDays: z
      .int('expected a whole number of days')
      .min(1, 'expected at least 1')
      .max(2192, 'expected at most 2192')
      .describe(
        'Days that accesses stay in the index of the ledger; disclosures stay six years (45 CFR 164.528). Reports say that they do not have older accesses; an export of the ledger has them.',
      ),
  })
  .describe('What services may do, and how much anybody may.');
