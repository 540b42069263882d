import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nagTypesSource } from '../../lib/compliance/generate-nag-types';
import { NAG_TYPES } from '../../lib/compliance/nag-types';
import { ROOT } from '../support/root';

it('lists the types of the pinned cdk-nag: else run `npm run generate`', () => {
  const file = join(ROOT, 'lib', 'compliance', 'nag-types.ts');
  expect(readFileSync(file, 'utf8')).toBe(nagTypesSource());
});

it.each(['AWS::S3::Bucket', 'AWS::Timestream::Database', 'AWS::Lambda::EventSourceMapping'])(
  'knows that cdk-nag looks at %s',
  (type) => {
    expect(NAG_TYPES).toContain(type);
  },
);

it.each([
  ['no pack has a rule for it', 'AWS::DynamoDB::GlobalTable'],
  ['the rule for it is in no pack', 'AWS::MWAA::Environment'],
  ['it is read to judge others only', 'AWS::Backup::BackupSelection'],
])('does not take a type for looked at when %s', (_, type) => {
  expect(NAG_TYPES).not.toContain(type);
});
