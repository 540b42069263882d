import { interfaceEndpoints } from '../constructs/network/endpoint-needs';
import type { ZoneConfig } from '../config/schema';
import { noTrailAlarms } from './left';

/**
 * How many of a type a zone has, where config decides: one function for each. A test holds them to the
 * zones of several configs.
 */
type HowMany = (config: ZoneConfig) => number;

const hasDatabase = ({ database }: ZoneConfig): boolean => database.enabled;
const hasScan = ({ phiBucket }: ZoneConfig): boolean => phiBucket.malwareProtection;
const hasSecondRegion = ({ disasterRecovery }: ZoneConfig): boolean =>
  disasterRecovery.secondRegion !== 'none';
const hasTrail = ({ singletons }: ZoneConfig): boolean => singletons.trail.mode === 'create';
const hasLogRole = ({ singletons }: ZoneConfig): boolean =>
  singletons.apiGatewayLogRole.mode === 'create';
const hasTeardown = ({ profile }: ZoneConfig): boolean => profile !== 'production';

/** So many where something is so, else none. */
const where = (is: boolean, many = 1): number => (is ? many : 0);

/** One of the zone, and one in its second Region. */
export const ONE_A_REGION: HowMany = (config) => 1 + where(hasSecondRegion(config));

/** Buckets: archive, ledger, landing, access logs, PHI; and the replica of the last. Each has a policy. */
export const BUCKETS_OF: HowMany = (config) => 5 + where(hasSecondRegion(config));

/** Functions: of config (`functions`), but for the backfill where there is no database. */
export const FUNCTIONS_OF: HowMany = (config) => 16 + where(hasDatabase(config));

/** The two of the Phi stack, of which one works in the database. */
export const PHI_FUNCTIONS_OF: HowMany = (config) => 1 + where(hasDatabase(config));

/** Rights of somebody to call a function: API and user pool, and each kind of finding. */
export const PERMISSIONS_OF: HowMany = (config) => 7 + FINDING_RULES_OF(config);

/** Rules that bring findings: of each service that is not off. */
export const FINDING_RULES_OF: HowMany = ({ singletons: { guardDuty, macie, securityHub } }) =>
  [guardDuty, macie, securityHub].filter((mode) => mode !== 'off').length;

/** Roles of functions and services. */
export const ROLES_OF: HowMany = (config) =>
  22 +
  where(hasDatabase(config), 2) +
  where(hasScan(config)) +
  where(hasSecondRegion(config)) +
  where(hasTrail(config)) +
  where(hasLogRole(config)) +
  where(hasTeardown(config));

/** Their policies. */
export const POLICIES_OF: HowMany = (config) =>
  35 +
  where(hasDatabase(config), 2) +
  where(hasScan(config)) +
  where(hasSecondRegion(config), 2) +
  where(hasTrail(config)) +
  where(hasLogRole(config)) +
  where(hasTeardown(config));

/** Log groups: of each function, of the API, of what is made beside. */
export const LOG_GROUPS_OF: HowMany = (config) =>
  20 +
  where(hasDatabase(config), 4) +
  where(hasDatabase(config) && config.singletons.databaseMetricsLogGroup === 'create') +
  where(hasTrail(config));

/** Alarms on the trail; each has a metric filter. The use of the tear-down role is one. */
export const TRAIL_ALARMS_OF: HowMany = (config) =>
  noTrailAlarms(config) === undefined ? 34 + where(hasTeardown(config)) : 0;

/** Metric filters: of trail alarms, and of what functions and the API log. */
export const METRIC_FILTERS_OF: HowMany = (config) => 20 + TRAIL_ALARMS_OF(config);

/** Alarms of everything. */
export const ALARMS_OF: HowMany = (config) =>
  56 +
  TRAIL_ALARMS_OF(config) +
  // That the trail is silent.
  where(noTrailAlarms(config) === undefined) +
  where(hasDatabase(config), 3) +
  where(hasScan(config), 3) +
  where(config.singletons.configRecorder === 'create', 2) +
  where(hasSecondRegion(config));

/** Two tiers of subnets in each zone, and public ones where a NAT gateway stands. */
export const SUBNETS_OF: HowMany = ({ network: { availabilityZones, egress } }) =>
  (typeof availabilityZones === 'number' ? availabilityZones : availabilityZones.length) *
  (egress === 'nat' ? 3 : 2);

/** Those of workloads, database and endpoints, and that of a private API. */
export const SECURITY_GROUPS_OF: HowMany = ({ api }) => 3 + where(api.endpoint === 'private');

/** Those of S3 and DynamoDB are gateways. */
export const ENDPOINTS_OF: HowMany = (config) => 2 + interfaceEndpoints(config).length;
