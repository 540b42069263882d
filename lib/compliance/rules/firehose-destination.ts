import { isObject } from '../reading/json';
import type { Rule } from '../rule';
import type { ResourceView, ZoneView } from '../reading/zone-view';

/** Destinations that are a bucket; others are a service, an endpoint or a warehouse that no rule knows. */
const BUCKETS = ['ExtendedS3DestinationConfiguration', 'S3DestinationConfiguration'];
const DESTINATION = /DestinationConfiguration$/;

export const firehoseDestination: Rule = {
  name: 'FirehoseDestination',
  asks: 'A delivery stream delivers into buckets of the zone, and neither to the internet nor to another account.',
  citations: ['164.312(a)(1)', '164.312(e)(1)'],
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  find: (stream, zone) => {
    const destinations = Object.keys(stream.properties).filter((name) => DESTINATION.test(name));
    return [
      ...(destinations.length > 0
        ? []
        : [`It has no destination. Add ${String(BUCKETS[0])}, or remove the stream.`]),
      ...destinations.flatMap((name) =>
        BUCKETS.includes(name)
          ? foreignBuckets(stream, zone, name)
          : [
              `${name} sends data to where no rule sees who reads it. Deliver into a bucket of the zone with ${String(BUCKETS[0])}.`,
            ],
      ),
    ];
  },
};

/** The bucket itself, and the one for a backup of what is transformed. */
function foreignBuckets(stream: ResourceView, zone: ZoneView, name: string): readonly string[] {
  const destination = stream.properties[name];
  const { BucketARN: bucket, S3BackupConfiguration: backup } = isObject(destination)
    ? destination
    : {};
  return [
    { path: `${name}.BucketARN`, value: bucket },
    ...(backup === undefined
      ? []
      : [
          {
            path: `${name}.S3BackupConfiguration.BucketARN`,
            value: isObject(backup) ? backup['BucketARN'] : undefined,
          },
        ]),
  ]
    .filter(({ value }) => zone.follow(stream, value)?.type !== 'AWS::S3::Bucket')
    .map(({ path }) => `${path} leads to no bucket of this zone. Refer to one.`);
}
