import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ZoneConfig } from '../../config/schema';
import type { TableAccess } from '../base/table-access';
import type { AccessTables } from './access-tables';

/** What the door and the access desk of a function need (`lambda/access`), beside who calls. */

/** Environment of a function that asks the access desk. */
export function deskEnvironment(
  { access }: Pick<ZoneConfig, 'access'>,
  tables: AccessTables,
): Readonly<Record<string, string>> {
  const { callsPerMinute, bulkExportsPerHour: bulkPerHour } = access;
  return {
    CARE_TEAMS_TABLE: tables.careTeams.tableName,
    APPROVALS_TABLE: tables.approvals.tableName,
    RESTRICTIONS_TABLE: tables.restrictions.tableName,
    RATES_TABLE: tables.rates.tableName,
    BROKEN_GLASS_TABLE: tables.brokenGlass.tableName,
    ACCESS_LIMITS: JSON.stringify({ callsPerMinute, bulkPerHour }),
  };
}

/**
 * What it does with their tables: it reads, and counts calls.
 *
 * @param claims whether it also uses approvals up
 */
export function deskAccess(
  tables: AccessTables,
  { claims }: { readonly claims: boolean },
): readonly TableAccess[] {
  return [
    { table: tables.careTeams, uses: ['query'] },
    { table: tables.approvals, uses: claims ? ['get', 'update'] : ['get'] },
    { table: tables.restrictions, uses: ['query'] },
    { table: tables.rates, uses: ['update'] },
    { table: tables.brokenGlass, uses: ['query'] },
  ];
}

/** Pseudonyms of patients (`lambda/shared/pseudonym.ts`): the MAC that makes the key of a tenant. */
export function makePseudonyms(pseudonymKey: IKey): PolicyStatement {
  return new PolicyStatement({
    sid: 'MakePseudonyms',
    actions: ['kms:GenerateMac'],
    resources: [pseudonymKey.keyArn],
    conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
  });
}
