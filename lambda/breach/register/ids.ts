import type { Random } from '../../access/ids';
import { idOf, newId } from '../../access/ids';
import type { FindingSource, RuleId } from '../vocabulary';

/** Ids of incidents. They say nothing, and one that is made by a machine is the same however often it is made. */

/**
 * Of acts of one person.
 *
 * @param event id of the audit event that opens it
 */
export function ruleIncidentId(tenant: string, rule: RuleId, actor: string, event: string): string {
  return idOf('incident', tenant, rule, actor, event);
}

/** Of a finding of an AWS service. */
export function findingIncidentId(source: FindingSource, finding: string): string {
  return idOf('finding', source, finding);
}

/** Of what somebody told. */
export function newIncidentId(random: Random): string {
  return newId(random);
}
