import type { Incident } from '../../../../lambda/breach/register/incident';
import { entryIn, incidentIn, tenantStateOf } from '../../../../lambda/breach/register/items';
import { BREACH_TABLES } from '../../../../lambda/breach/tables';
import { dynamoTable } from '../../../../lambda/shared/stores/dynamo-table';
import type { Table } from '../../../../lambda/shared/table';
import { variableOf } from '../../zone/containers';
import type { PeopleScene } from '../people/scene';
import { TENANT } from '../people/scene';

/** The register of incidents, past the API: a person may not ask it as often as a test. */
export async function registerOf({ aws, people }: PeopleScene): Promise<Table> {
  const detector = people.functions['breach-detector'];
  const name = await variableOf(aws, detector, 'REGISTER_TABLE');
  return dynamoTable(aws.dynamo, name, BREACH_TABLES.register);
}

/** Open incidents of bulk exports of a person. */
export async function incidentsOf(register: Table, actor: string): Promise<readonly Incident[]> {
  const partition = tenantStateOf(TENANT, 'open');
  // The newest: those of all other scenarios are there too.
  const newest = { index: 'byTenant', partition, descending: true, limit: 100 };
  const { items } = await register.query(newest);
  return items
    .map(incidentIn)
    .filter(
      ({ origin }) =>
        origin.kind === 'rule' && origin.rule === 'bulk-export' && origin.actor === actor,
    );
}

/** Each entry of an incident, by what it changed. */
export async function entriesOf(register: Table, incident: string): Promise<readonly string[]> {
  const { items } = await register.query({ partition: incident, to: 'entry/~', limit: 100 });
  return items.map((item) => entryIn(item).change.kind);
}
