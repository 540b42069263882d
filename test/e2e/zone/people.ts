import assert from 'node:assert/strict';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import type { Severity } from '../../../lambda/breach/vocabulary';
import type { SessionKind } from '../../../lambda/identity/principal';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { PHI_TABLES } from '../../../lambda/phi/tables';
import { dynamoTable } from '../../../lambda/shared/stores/dynamo-table';
import type { Table, TableShape } from '../../../lambda/shared/table';
import { WORKLOAD_TAG } from '../../../lib/names';
import type { Aws } from './aws';
import type { Deployed } from './resources';
import { the } from './resources';

/** What people and services meet of a deployed zone. */
export interface PeopleUnderTest {
  readonly userPool: string;
  /** App clients by where people sit. */
  readonly clients: Readonly<Record<SessionKind, string>>;
  readonly api: string;
  readonly stage: string;
  /** ARN of the topic that alerts go to. */
  readonly securityTopic: string;
  /** ARNs of the topics of incidents, by severity. */
  readonly incidentTopics: Readonly<Record<Severity, string>>;
  /** Tables as functions see them. */
  readonly tables: Readonly<Record<TableName, Table>>;
  /** Name of the table of data keys. */
  readonly dataKeysTable: string;
  /** Physical names of functions by their names in config. */
  readonly functions: Readonly<Record<PeopleFunction, string>>;
}

const TABLES = { ...IDENTITY_TABLES, ...ACCESS_TABLES };
type TableName = keyof typeof TABLES | keyof typeof PHI_TABLES;

const PEOPLE_FUNCTIONS = [
  'identity-sign-in',
  'identity-events',
  'identity-keys',
  'access-api',
  'access-alert',
  'ledger-api',
  'ledger-indexer',
  'phi-api',
  'breach-api',
  'breach-detector',
  'breach-clock',
  'breach-alert',
] as const;
type PeopleFunction = (typeof PEOPLE_FUNCTIONS)[number];

/** @param stacks resources of Identity, Access, Ledger, Phi, Breach and Api */
export async function peopleIn(
  aws: Pick<Aws, 'lambda' | 'dynamo'>,
  stacks: readonly (readonly Deployed[])[],
): Promise<PeopleUnderTest> {
  const resources = stacks.flat();
  const functions = Object.fromEntries(
    PEOPLE_FUNCTIONS.map((name) => [name, functionOf(stacks, name)]),
  ) as Record<PeopleFunction, string>;
  // What a function was told is what the zone is.
  const told = async (name: PeopleFunction) => {
    const { Environment } = await aws.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: functions[name] }),
    );
    return (variable: string): string => {
      const value = Environment?.Variables?.[variable];
      assert.ok(value, `${name} has no ${variable}`);
      return value;
    };
  };
  const setting = await told('access-api');
  const ofAlerts = await told('access-alert');
  const ofFields = await told('phi-api');
  const ofIncidents = await told('breach-alert');
  const kinds = JSON.parse(setting('APP_CLIENTS')) as Readonly<Record<string, SessionKind>>;
  return {
    userPool: the(resources, 'AWS::Cognito::UserPool', '').physicalId,
    clients: Object.fromEntries(
      Object.entries(kinds).map(([client, kind]) => [kind, client]),
    ) as Record<SessionKind, string>,
    api: the(resources, 'AWS::ApiGateway::RestApi', '').physicalId,
    stage: the(resources, 'AWS::ApiGateway::Stage', '').physicalId,
    securityTopic: ofAlerts('SECURITY_TOPIC'),
    incidentTopics: {
      low: ofIncidents('LOW_TOPIC'),
      medium: ofIncidents('MEDIUM_TOPIC'),
      high: ofIncidents('HIGH_TOPIC'),
    },
    tables: {
      ...tablesOf(aws, setting, TABLES),
      ...tablesOf(aws, ofFields, PHI_TABLES),
    },
    dataKeysTable: ofFields('DATA_KEYS_TABLE'),
    functions,
  };
}

/** Tables by their names, as a function that uses them was told. */
function tablesOf<Name extends string>(
  { dynamo }: Pick<Aws, 'dynamo'>,
  setting: (variable: string) => string,
  shapes: Readonly<Record<Name, TableShape>>,
): Readonly<Record<Name, Table>> {
  return Object.fromEntries(
    Object.entries<TableShape>(shapes).map(([name, shape]) => [
      name,
      dynamoTable(dynamo, setting(variableOf(name)), shape),
    ]),
  ) as Record<Name, Table>;
}

/** `CARE_TEAMS_TABLE` of `careTeams`. */
function variableOf(table: string): string {
  return `${table.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_TABLE`;
}

/** The function whose role is tagged with its name in config. Logical ids are of one stack each. */
function functionOf(stacks: readonly (readonly Deployed[])[], name: string): string {
  const found = stacks.flatMap((resources) => functionIn(resources, name) ?? []);
  assert.equal(found.length, 1, `functions of which the role is tagged ${WORKLOAD_TAG}=${name}`);
  return String(found[0]?.physicalId);
}

function functionIn(resources: readonly Deployed[], name: string): Deployed | undefined {
  const role = resources.find(({ Type, Properties = {} }) => {
    const tags = (Properties['Tags'] ?? []) as readonly Tag[];
    return (
      Type === 'AWS::IAM::Role' &&
      tags.some(({ Key, Value }) => Key === WORKLOAD_TAG && Value === name)
    );
  });
  return resources.find(({ Type, Properties = {} }) => {
    const arn = Properties['Role'] as { readonly 'Fn::GetAtt'?: readonly string[] } | undefined;
    return (
      Type === 'AWS::Lambda::Function' &&
      role !== undefined &&
      arn?.['Fn::GetAtt']?.[0] === role.logicalId
    );
  });
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}
