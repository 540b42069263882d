import { clusterOf, DATABASE_TYPES, sourceOf } from '../reading/database';
import type { Rule } from '../rule';
import { at } from '../reading/zone-view';

/** Values that a parameter of an engine must have; PostgreSQL names TLS by version, MySQL by switch. */
interface Demand {
  readonly parameter: string;
  readonly oneOf: readonly string[];
  /** Page of AWS that says what it does. */
  readonly page: string;
}

const POSTGRES: readonly Demand[] = [
  {
    parameter: 'rds.force_ssl',
    oneOf: ['1'],
    page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
  },
  {
    parameter: 'ssl_min_protocol_version',
    oneOf: ['TLSv1.2', 'TLSv1.3'],
    page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
  },
];
const MYSQL: readonly Demand[] = [
  {
    parameter: 'require_secure_transport',
    oneOf: ['1', 'ON'],
    page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html',
  },
];

const DEMANDS: ReadonlyMap<unknown, readonly Demand[]> = new Map([
  ['postgres', POSTGRES],
  ['aurora-postgresql', POSTGRES],
  ['mysql', MYSQL],
  ['mariadb', MYSQL],
  ['aurora-mysql', MYSQL],
]);

export const databaseTls: Rule = {
  name: 'DatabaseTls',
  asks: 'A database takes connections over TLS 1.2 and later only.',
  citations: ['164.312(e)(1)', '164.312(e)(2)(ii)'],
  types: DATABASE_TYPES,
  reads: ['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup'],
  find: (database, zone) => {
    // A parameter group of the cluster holds for its instances.
    if (clusterOf(zone, database) !== undefined) return undefined;
    const source = sourceOf(zone, database);
    const { Engine: engine = source?.properties['Engine'], DBParameterGroupName: own } =
      database.properties;
    // So does that of the source for a read replica that names none.
    if (source !== undefined && own === undefined) return undefined;
    const demands = DEMANDS.get(engine);
    if (demands === undefined) {
      return [
        'Engine is none of which this rule knows how TLS is enforced: PostgreSQL, MySQL, MariaDB, Aurora. Use one of these.',
      ];
    }
    const [property, type] =
      database.type === 'AWS::RDS::DBCluster'
        ? ['DBClusterParameterGroupName', 'AWS::RDS::DBClusterParameterGroup']
        : ['DBParameterGroupName', 'AWS::RDS::DBParameterGroup'];
    const group = zone.follow(database, database.properties[property]);
    if (group?.type !== type) {
      return [`${property} leads to no parameter group of this zone. Give the database one.`];
    }
    return demands
      .filter(({ parameter, oneOf }) => {
        const value = at(group.properties, 'Parameters', parameter);
        return (
          !(typeof value === 'string' || typeof value === 'number') ||
          !oneOf.includes(String(value))
        );
      })
      .map(
        ({ parameter, oneOf }) =>
          `${parameter} of the parameter group is not ${oneOf.join(' or ')}. Set it.`,
      );
  },
};
