import { resource } from '../../support/statements';
import { firstTemplate, shippedConfig } from '../../support/templates';

/** What CloudTrail knows of an event when it looks at the selectors of a trail. */
interface Event {
  readonly eventCategory: 'Management' | 'Data';
  readonly eventName: string;
  readonly 'resources.type'?: string;
  readonly 'resources.ARN'?: string;
}

interface FieldSelector {
  readonly Field: string;
  readonly Equals?: readonly unknown[];
  readonly NotEquals?: readonly unknown[];
  readonly StartsWith?: readonly unknown[];
  readonly NotStartsWith?: readonly unknown[];
}

const ARCHIVE = 'arn:aws:s3:::hlz-mercy-archive-archive';

const { AdvancedEventSelectors: SELECTORS } = JSON.parse(
  JSON.stringify(
    resource(firstTemplate(shippedConfig('production'), 'Governance'), 'AWS::CloudTrail::Trail'),
    (_, value: unknown) => withArchive(value),
  ),
) as {
  readonly AdvancedEventSelectors: readonly { readonly FieldSelectors: readonly FieldSelector[] }[];
};

/** The archive's ARN in the place of the reference to it. */
function withArchive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('Fn::Join' in value)) return value;
  const [separator, parts] = value['Fn::Join'] as [string, readonly unknown[]];
  return parts
    .map((part) => (JSON.stringify(part).includes('GetAttArchive') ? ARCHIVE : part))
    .join(separator);
}

/** Every field has to hold, of one selector; a field with several values holds with one, a negated one with all. */
function isRecorded(event: Event): boolean {
  return SELECTORS.some(({ FieldSelectors: fields }) =>
    fields.every((selector) => {
      const value = event[selector.Field as keyof Event] ?? '';
      const is = (wanted: unknown): boolean => wanted === value;
      const begins = (wanted: unknown): boolean => value.startsWith(String(wanted));
      return (
        (selector.Equals?.some(is) ?? true) &&
        !(selector.NotEquals?.some(is) ?? false) &&
        (selector.StartsWith?.some(begins) ?? true) &&
        !(selector.NotStartsWith?.some(begins) ?? false)
      );
    }),
  );
}

function object(eventName: string, arn: string): Event {
  return {
    eventCategory: 'Data',
    eventName,
    'resources.type': 'AWS::S3::Object',
    'resources.ARN': arn,
  };
}

describe('the trail', () => {
  it.each(['RunInstances', 'GetBucketPolicy', 'Decrypt', 'ConsoleLogin'])(
    'records management event %s',
    (eventName) => {
      expect(isRecorded({ eventCategory: 'Management', eventName })).toBe(true);
    },
  );

  it.each(['cloudtrail/AWSLogs/1/CloudTrail/x.json.gz', 'flow-logs/x', 'x'])(
    'does not record what is written into the archive, or it would record its own deliveries (%s)',
    (key) => {
      expect(isRecorded(object('PutObject', `${ARCHIVE}/${key}`))).toBe(false);
    },
  );

  it.each([
    'GetObject',
    'HeadObject',
    'ListObjects',
    'DeleteObject',
    'DeleteObjects',
    'PutObjectRetention',
    'PutObjectLegalHold',
    'CopyObject',
    'CreateMultipartUpload',
  ])('records %s in the archive', (eventName) => {
    expect(isRecorded(object(eventName, `${ARCHIVE}/cloudtrail/x.json.gz`))).toBe(true);
  });

  it.each([
    ['GetObject', 'arn:aws:s3:::phi/x'],
    ['PutObject', 'arn:aws:s3:::phi/x'],
    ['DeleteObject', 'arn:aws:s3:::phi/x'],
    ['PutObject', 'arn:aws:s3:::hlz-mercy-archive-ledger/x'],
    // Its name begins as that of the archive does.
    ['PutObject', `${ARCHIVE}-of-somebody-else/x`],
  ])('records %s of %s', (eventName, arn) => {
    expect(isRecorded(object(eventName, arn))).toBe(true);
  });

  it.each([
    ['Invoke', 'AWS::Lambda::Function', 'arn:aws:lambda:us-east-1:111122223333:function:f'],
    ['GetItem', 'AWS::DynamoDB::Table', 'arn:aws:dynamodb:us-east-1:111122223333:table/t'],
  ])('records %s of an %s', (eventName, type, arn) => {
    expect(
      isRecorded({
        eventCategory: 'Data',
        eventName,
        'resources.type': type,
        'resources.ARN': arn,
      }),
    ).toBe(true);
  });
});
