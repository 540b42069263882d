import { storesUnder } from '../../../compliance/reading/stores-under';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { counted, idOf, listed } from '../facts/labels';
import type { Places } from '../facts/places';
import { keyName } from '../facts/stores';
import type { Row } from '../layout/diagram';
import type { StoreCard } from './stores';

/** What is encrypted with keys, as one says it; other types are counted as they are called. */
const KINDS: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'vault',
  'AWS::CloudTrail::Trail': 'trail',
  'AWS::DynamoDB::Table': 'table',
  'AWS::Kinesis::Stream': 'stream',
  'AWS::Lambda::Function': 'environment of a function',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::RDS::DBInstance': 'database',
  'AWS::S3::Bucket': 'bucket',
  'AWS::SNS::Topic': 'topic',
  'AWS::SQS::Queue': 'queue',
};
const MANY: Readonly<Record<string, string>> = {
  'environment of a function': 'environments of functions',
};

/** A key, and what services encrypt with it. */
export function keyCard(places: Places, key: ResourceView): StoreCard {
  const id = idOf(key);
  return {
    stack: places.stackOf(id),
    holds: [id],
    card: { id, shape: 'key', title: `Key ${keyName(key)}`, rows: encrypts(places, key) },
  };
}

function encrypts({ zone }: Places, key: ResourceView): readonly Row[] {
  const kinds = storesUnder(zone, key).map(({ type }) => KINDS[type] ?? type);
  const words = [...new Set(kinds)].toSorted().map((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return counted(count, kind, MANY[kind]);
  });
  return words.length === 0 ? [] : [{ text: `encrypts ${listed(words)}`, quiet: true }];
}
