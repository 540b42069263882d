import { z } from 'zod';
import { INTERFACE_ENDPOINT_SERVICES, KNOWN_REGIONS, LOG_RETENTION_DAYS } from './aws-values';
import { api } from './schema-api';
import { breach, organizationContact } from './schema-breach';
import { like } from './schema-example';
import { functions } from './schema-functions';
import { access, identity } from './schema-people';
import { phi } from './schema-phi';
import { accountSettings, singletons } from './schema-settings';

/**
 * What a zone is. One strict zod schema: a key that is not here is an error.
 *
 * Every field is required in a *resolved* config; what a person may leave out is what
 * `profiles.ts` has a default for. Limits that need more than one field are in `checks.ts`.
 */

/** Six years in days, leap days included: how long HIPAA documentation is kept (45 CFR 164.316(b)(2)(i)). */
export const SIX_YEARS_IN_DAYS = 2192;

const email = z
  .email('expected an e-mail address such as security@hospital.example')
  .max(254, 'expected at most 254 characters');
/** Object Lock, life cycles and backups all end at a hundred years. */
const LONGEST_DAYS = 36_500;
const days = (minimum: number, why = '') =>
  z
    .int('expected a whole number of days')
    .min(minimum, `expected at least ${minimum}${why}`)
    .max(LONGEST_DAYS, `expected at most ${LONGEST_DAYS} (100 years)`);
const text = (what: string) => z.string(`expected ${what}`).min(1, `expected ${what}`);
const cidr = z.cidrv4('expected an IPv4 CIDR block such as 10.40.0.0/16');

const name = text('a name').max(128, 'expected at most 128 characters');

const contact = z.strictObject({
  name: name.meta(like('Name of the person.', 'Sam Example')),
  email: email.meta(like('Where the person is reached.', 'sam@hospital.example')),
});

const organization = z
  .strictObject({
    name: name.meta(like('The covered entity or business associate.', 'Mercy Example Hospital')),
    securityOfficial: contact.describe('Security official, 45 CFR 164.308(a)(2).'),
    privacyOfficial: contact.describe('Privacy official, 45 CFR 164.530(a)(1)(i).'),
    contact: organizationContact,
  })
  .describe('Who is responsible. Letters, alerts and evidence name them.');

const alerts = z
  .strictObject({
    security: z.array(email).describe('E-mail addresses subscribed to the security topic.'),
    operations: z.array(email).describe('E-mail addresses subscribed to the operations topic.'),
    privacy: z
      .array(email)
      .describe(
        'E-mail addresses subscribed to the topics of incidents. None: that of the privacy official.',
      ),
  })
  .describe('Who is told. No message ever holds PHI.');

const retention = z
  .strictObject({
    auditDays: days(1).describe(
      'Object Lock default retention of the write-once buckets, in days. Production: at least 2192 (45 CFR 164.316(b)(2)(i)).',
    ),
    operationalLogDays: z
      .literal(LOG_RETENTION_DAYS, `expected one of ${LOG_RETENTION_DAYS.join(', ')}`)
      .describe('CloudWatch Logs retention of function logs, in days.'),
    landingDays: days(7).describe(
      'Days that AWS deliveries stay in the landing and access-log buckets; the replica in the archive stays auditDays.',
    ),
  })
  .describe('How long records are kept, by class.');

const archive = z
  .strictObject({
    lockMode: z.enum(['COMPLIANCE', 'GOVERNANCE']).describe('S3 Object Lock mode.'),
    acceptIrreversibleLock: z
      .boolean()
      .describe(
        'Production refuses to synthesize until this is true: nobody, not even AWS, can delete a COMPLIANCE-locked object before its time, nor a recovery point from a vault whose lockGraceDays are over.',
      ),
    streamShards: z
      .int()
      .min(1, 'expected at least 1 shard')
      .max(200, 'expected at most 200 shards')
      .describe('Provisioned shards of the audit stream (1 MiB/s or 1,000 records/s each).'),
  })
  .describe('The stores that outlive everything.');

const backup = z
  .strictObject({
    lockMode: z
      .enum(['compliance', 'governance'])
      .describe(
        'AWS Backup Vault Lock. A compliance lock can never be removed once its grace days are over.',
      ),
    lockGraceDays: days(3, ' (AWS Backup minimum)').describe(
      'Days in which a compliance lock can still be changed. Ignored by a governance lock.',
    ),
    dailyRetentionDays: days(1).describe('Days that a daily recovery point is kept.'),
    monthlyRetentionDays: days(1).describe('Days that a monthly recovery point is kept.'),
    restoreTesting: z
      .boolean()
      .describe(
        'Restore the database every month for a test, 45 CFR 164.308(a)(7)(ii)(D). false where the Region has no restore testing: practise it by hand (docs/runbooks/backup.md).',
      ),
  })
  .describe('Backup vault and plan.');

const keys = z
  .strictObject({
    multiRegion: z
      .boolean()
      .describe(
        'Make the phi, pseudonym and checkpoint keys multi-Region primaries. Cannot be changed after the first deploy.',
      ),
  })
  .describe('KMS keys.');

const ZONES_EXPECTED =
  'expected 2 or 3, or a list of 2 or 3 zone names such as [us-east-1a, us-east-1b]; one zone has no failover';

const network = z
  .strictObject({
    cidr: cidr.describe('Address range of the VPC, /16 to /24.'),
    availabilityZones: z
      .union(
        [
          z.int().min(2, ZONES_EXPECTED).max(3, ZONES_EXPECTED),
          z
            .array(
              z
                .string()
                .regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'expected a zone name such as us-east-1a'),
            )
            .min(2, ZONES_EXPECTED)
            .max(3, ZONES_EXPECTED),
        ],
        ZONES_EXPECTED,
      )
      .describe(
        'How many Availability Zones, or which. A number takes the first ones of the account.',
      ),
    subnetPrefix: z
      .int()
      .min(18, 'expected a prefix length from 18 to 27')
      .max(27, 'expected a prefix length from 18 to 27')
      .describe('Prefix length of each subnet, such as 24.'),
    connectedCidrs: z
      .array(cidr)
      .describe(
        'Networks that will be connected (VPN, Direct Connect, peering); the VPC must not overlap them.',
      ),
    egress: z
      .enum(['none', 'nat'])
      .describe(
        'none: no internet gateway at all. nat: one NAT gateway an AZ for the workload subnets.',
      ),
    interfaceEndpoints: z
      .array(z.enum(INTERFACE_ENDPOINT_SERVICES))
      .describe(
        'Interface endpoints for workloads, beside those that the functions of the zone need.',
      ),
    flowLogIntervalSeconds: z
      .literal([60, 600], 'expected 60 or 600')
      .describe('Longest time over which a flow is aggregated into one record, in seconds.'),
  })
  .describe('The VPC.');

const INSTANCE_CLASS_EXPECTED = 'expected an instance class without "db.", such as m7g.large';
/** Storage of gp3 for PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const gibibytes = z
  .int('expected a whole number of GiB')
  .min(20, 'expected at least 20')
  .max(65_536, 'expected at most 65536');

const governance = z
  .strictObject({
    conformancePack: z
      .boolean()
      .describe('Deploy the HIPAA conformance pack of AWS Config (docs/config-rules.md).'),
    unusedAccessDays: z
      .int()
      .min(1, 'expected at least 1')
      .max(365, 'expected at most 365')
      .describe('Days after which access that nobody used is a finding.'),
  })
  .describe('What watches the account.');

const database = z
  .strictObject({
    enabled: z.boolean().describe('Make the PostgreSQL database. false: bring your own.'),
    instanceClass: z
      .string(INSTANCE_CLASS_EXPECTED)
      .regex(/^[a-z][a-z0-9]*\.[a-z0-9]+$/, INSTANCE_CLASS_EXPECTED)
      .describe('Instance class without "db.", such as m7g.large.'),
    storageGiB: gibibytes.describe('Storage at the start, in GiB (gp3).'),
    maxStorageGiB: gibibytes.describe('Storage up to which it grows by itself, in GiB.'),
    multiAz: z.boolean().describe('Keep a standby in a second Availability Zone.'),
  })
  .describe('The PostgreSQL database for PHI.');

const phiBucket = z
  .strictObject({
    malwareProtection: z
      .boolean()
      .describe('Scan every new object with GuardDuty; nobody reads one before it is clean.'),
    infrequentAccessDays: days(30, ' (S3 minimum)').describe(
      'Days after which an object moves to S3 Standard-IA.',
    ),
    noncurrentDays: days(1).describe('Days that an overwritten or deleted version is kept.'),
  })
  .describe('The bucket for PHI.');

const disasterRecovery = z
  .strictObject({
    secondRegion: z
      .enum(
        ['none', ...KNOWN_REGIONS] as readonly [string, ...string[]],
        'expected an AWS Region, or none',
      )
      .describe(
        'Region that gets copies of recovery points and a replica of the PHI bucket, in a stack of its own. 45 CFR 164.308(a)(7)(ii)(B).',
      ),
  })
  .describe('What survives the loss of a Region.');

const NAME_EXPECTED =
  'expected 3 to 16 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen';

export const zoneConfigSchema = z.strictObject({
  profile: z
    // Nobody but the end-to-end test has use for the third.
    .enum(['production', 'sandbox', 'emulator'], 'expected production or sandbox')
    .meta(
      like(
        'production may hold PHI. sandbox is the cheapest lawful shape and must never hold PHI. emulator is for `npm run e2e` alone.',
        'sandbox',
      ),
    ),
  name: z
    .string(NAME_EXPECTED)
    .regex(/^[a-z][a-z0-9-]{1,14}[a-z0-9]$/, NAME_EXPECTED)
    .meta(
      like(
        'Name of the zone, a prefix of stack and alias names. Never a name of a patient.',
        'mercy',
      ),
    ),
  account: z
    .string('expected 12 digits in quotes')
    .regex(/^\d{12}$/, 'expected 12 digits in quotes')
    .meta(like('AWS account id, quoted so that leading zeros survive.', '111122223333')),
  region: z
    .enum(KNOWN_REGIONS as readonly [string, ...string[]], 'expected an AWS Region')
    .meta(like('AWS Region.', 'us-east-1')),
  owner: text('a team or person, at most 256 characters')
    .max(256, 'expected a team or person, at most 256 characters')
    // What AWS takes as the value of a tag.
    .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, 'expected letters, digits, spaces and _.:/=+-@ only')
    .meta(like('Value of the Owner tag.', 'platform-engineering')),
  organization,
  alerts,
  retention,
  archive,
  backup,
  keys,
  network,
  functions,
  accountSettings,
  singletons,
  governance,
  database,
  phiBucket,
  api,
  disasterRecovery,
  identity,
  access,
  phi,
  breach,
});

/** A resolved config: every field has a value. */
export type ZoneConfig = DeepReadonly<z.infer<typeof zoneConfigSchema>>;
export type Profile = ZoneConfig['profile'];
export type { SettingMode } from './schema-settings';
export type { FunctionName } from './schema-functions';
export { FUNCTION_NAMES } from './schema-functions';
export type NetworkConfig = ZoneConfig['network'];
export type InterfaceEndpointService = (typeof INTERFACE_ENDPOINT_SERVICES)[number];

export type DeepReadonly<T> = T extends (infer U)[]
  ? readonly DeepReadonly<U>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
