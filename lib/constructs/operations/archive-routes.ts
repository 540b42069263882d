import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { replicationRuleId } from '../archive/archive-replication';
import { LEDGER_BUCKET_FOLDERS } from '../archive/ledger-bucket';
import { deliveryFolders } from '../base/log-delivery';
import type { ReplicationRoute } from './replication-alarms';

export interface ArchiveRoutesProps {
  readonly archive: IBucket;
  readonly accessLogs: IBucket;
  readonly landing: IBucket;
  readonly ledger: IBucket;
}

/** Everything that is replicated into the archive, by folder. */
export function archiveRoutes(
  props: ArchiveRoutesProps,
): Readonly<Record<string, ReplicationRoute>> {
  const sources: readonly (readonly [IBucket, readonly string[]])[] = [
    [props.accessLogs, deliveryFolders('access-logs')],
    [props.landing, deliveryFolders('landing')],
    [props.ledger, LEDGER_BUCKET_FOLDERS],
  ];
  return Object.fromEntries(
    sources.flatMap(([source, folders]) =>
      folders.map((folder): [string, ReplicationRoute] => [
        folder,
        {
          source,
          destination: props.archive.bucketName,
          ruleId: replicationRuleId(folder),
          sameRegion: true,
        },
      ]),
    ),
  );
}
