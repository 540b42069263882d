import { clusterOf, DATABASE_TYPES } from '../reading/database';
import type { Rule } from '../rule';

export const databaseIamAuthentication: Rule = {
  name: 'DatabaseIamAuthentication',
  asks: 'Whoever signs in to a database does so as an IAM identity, and nobody writes down its master password.',
  citations: ['164.312(d)', '164.312(a)(2)(i)'],
  types: DATABASE_TYPES,
  find: (database, zone) => {
    if (clusterOf(zone, database) !== undefined) return undefined;
    const {
      EnableIAMDatabaseAuthentication: iam,
      ManageMasterUserPassword: managed,
      MasterUserPassword: password,
      SourceDBInstanceIdentifier: source,
    } = database.properties;
    return [
      ...(iam === true ? [] : ['EnableIAMDatabaseAuthentication is not true. Set it.']),
      // A read replica has the accounts of its source.
      ...(managed === true || source !== undefined
        ? []
        : [
            'ManageMasterUserPassword is not true. Set it: RDS then keeps the password in Secrets Manager and rotates it.',
          ]),
      ...(password === undefined
        ? []
        : ['MasterUserPassword is set. Remove it, and let RDS manage the password.']),
    ];
  },
};
