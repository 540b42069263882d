import { clusterOf, DATABASE_TYPES, sourceOf } from '../reading/database';
import type { Rule } from '../rule';
import type { ResourceView, ZoneView } from '../reading/zone-view';

export const databaseRetention: Rule = {
  name: 'DatabaseRetention',
  asks: 'A database keeps backups, with its tags, for as long as backups are kept, is not deleted by mistake, and has no address on the internet.',
  citations: ['164.308(a)(7)(ii)(A)', '164.312(c)(1)', '164.312(e)(1)'],
  types: DATABASE_TYPES,
  find: (database, zone) => [
    // Backups of a member are its cluster's.
    ...(clusterOf(zone, database) === undefined ? findInBackups(database, zone) : []),
    ...(isPrivate(database)
      ? []
      : ['PubliclyAccessible is not false. Set it: what RDS does without it depends on the VPC.']),
  ],
};

function findInBackups(database: ResourceView, zone: ZoneView): readonly string[] {
  const { backupDays, permanent } = zone.expectations;
  const {
    BackupRetentionPeriod: days,
    CopyTagsToSnapshot: copyTags,
    DeletionProtection: protection,
  } = database.properties;
  const atLeast = permanent ? backupDays : 1;
  return [
    // What a read replica holds is its source's, which has the backups.
    ...(sourceOf(zone, database) !== undefined || (typeof days === 'number' && days >= atLeast)
      ? []
      : [`BackupRetentionPeriod is not at least ${atLeast}. Set it.`]),
    ...(copyTags === true ? [] : ['CopyTagsToSnapshot is not true. Set it.']),
    ...(!permanent || protection === true ? [] : ['DeletionProtection is not true. Set it.']),
  ];
}

/** The instances of an Aurora cluster have the property, not the cluster. */
function isPrivate({ type, properties }: ResourceView): boolean {
  const { PubliclyAccessible: isPublic, Engine: engine } = properties;
  const isAurora =
    type === 'AWS::RDS::DBCluster' && typeof engine === 'string' && engine.startsWith('aurora');
  return isPublic === false || (isAurora && isPublic === undefined);
}
