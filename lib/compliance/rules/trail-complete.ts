import { isGiven, objectsIn, unmet } from '../reading/literals';
import type { Rule } from '../rule';
import type { FieldSelector } from '../reading/trail-selectors';
import { AND_MORE, deselects, readSelector, selects } from '../reading/trail-selectors';
import { textOf, wordOf } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';
import { isObject } from '../reading/zone-view';

/** Stores that may hold PHI, and functions that may touch it. */
const DATA_TYPES = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'] as const;
const INSIGHTS = ['ApiCallRateInsight', 'ApiErrorRateInsight'] as const;
const OBJECT_ARN = 'resources.ARN';

export const trailComplete: Rule = {
  name: 'TrailComplete',
  asks: 'A trail records every management event, access to data, and unusual activity, in all Regions, signed and encrypted, and does not record its own deliveries.',
  citations: ['164.312(b)', '164.308(a)(1)(ii)(D)', '164.312(c)(2)'],
  types: ['AWS::CloudTrail::Trail'],
  reads: ['AWS::S3::Bucket'],
  find: (trail, zone) => {
    const { properties } = trail;
    const insights = objectsIn(properties['InsightSelectors']) ?? [];
    return [
      ...unmet(properties, {
        IsLogging: true,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
      }),
      ...['KMSKeyId', 'CloudWatchLogsLogGroupArn']
        .filter((name) => !isGiven(zone, trail, properties[name]))
        .map((name) => `${name} is missing or cannot be read. Refer to one of the zone.`),
      ...INSIGHTS.filter(
        (insight) => !insights.some((selector) => selector['InsightType'] === insight),
      ).map((insight) => `InsightSelectors lacks ${insight}. Add it.`),
      ...selectorProblems(trail, zone),
    ];
  },
};

function selectorProblems(trail: ResourceView, zone: ZoneView): readonly string[] {
  const { AdvancedEventSelectors: value, EventSelectors: basic } = trail.properties;
  if (basic !== undefined || value === undefined) {
    return [
      'The trail has no AdvancedEventSelectors. Write them instead of EventSelectors, which cannot leave out the deliveries of the trail itself.',
    ];
  }
  const selectors = objectsIn(value)?.map((selector) =>
    readSelector(selector, (field, entry) =>
      field === OBJECT_ARN ? arnText(zone, trail, entry) : textOf(zone, trail, entry),
    ),
  );
  if (selectors === undefined || !selectors.every(isReadable)) {
    return [
      'AdvancedEventSelectors has a part that cannot be read. Write literals, and ARNs of buckets as Fn::GetAtt or with arn:...:s3::: before the name.',
    ];
  }
  return [
    ...(selectors.some(takesAllManagement)
      ? []
      : [
          'No selector takes every management event. Add one with eventCategory Management alone: without readOnly or eventSource, and with the events of KMS and the RDS Data API.',
        ]),
    ...DATA_TYPES.filter(
      (type) => !selectors.some((selector) => takesAllData(selector, type, ownBucket(trail, zone))),
    ).map(
      (type) =>
        `No selector takes the data events of ${type}. Add one with eventCategory Data and resources.type, narrowed by nothing but objects of the trail's own bucket that are left out.`,
    ),
    ...(selectors.some((selector) => selects(selector, ownDelivery(trail, zone)) !== 'no')
      ? [
          'A selector may take the deliveries of the trail into its own bucket: each record would make the next. Leave that bucket out by resources.ARN NotStartsWith.',
        ]
      : []),
  ];
}

function isReadable(
  selector: readonly FieldSelector[] | undefined,
): selector is readonly FieldSelector[] {
  return (
    selector !== undefined &&
    selector.every(({ conditions }) =>
      conditions.every(
        ({ values }) => values.length > 0 && values.every((value) => value !== undefined),
      ),
    )
  );
}

function takesAllManagement(selector: readonly FieldSelector[]): boolean {
  return selector.length === 1 && isExactly(selector, 'eventCategory', 'Management');
}

function takesAllData(
  selector: readonly FieldSelector[],
  type: string,
  own: string | undefined,
): boolean {
  return (
    isExactly(selector, 'eventCategory', 'Data') &&
    isExactly(selector, 'resources.type', type) &&
    selector.every(
      ({ field, conditions }) =>
        field === 'eventCategory' ||
        field === 'resources.type' ||
        (field === OBJECT_ARN &&
          own !== undefined &&
          conditions.every(
            ({ operator, values }) =>
              deselects(operator) && values.every((value) => value?.startsWith(own) === true),
          )),
    )
  );
}

function isExactly(selector: readonly FieldSelector[], field: string, value: string): boolean {
  const [own, ...more] = selector.filter((entry) => entry.field === field);
  const [condition, ...others] = own?.conditions ?? [];
  return (
    more.length === 0 &&
    others.length === 0 &&
    condition?.operator === 'Equals' &&
    condition.values.length === 1 &&
    condition.values[0] === value
  );
}

/** How the ARNs of objects in the trail's own bucket begin. */
function ownBucket(trail: ResourceView, zone: ZoneView): string | undefined {
  const name = textOf(zone, trail, trail.properties['S3BucketName']);
  return name === undefined ? undefined : withNames(zone, `arn:aws:s3:::${name}/`);
}

/**
 * The PutObject with which CloudTrail delivers. Fields that it has and a template does not tell are
 * left out, so that a selector on one of them may or may not choose it.
 */
function ownDelivery(trail: ResourceView, zone: ZoneView): Readonly<Record<string, string>> {
  const { S3BucketName: bucket, S3KeyPrefix: prefix } = trail.properties;
  const name = textOf(zone, trail, bucket);
  const folder = prefix === undefined ? '' : textOf(zone, trail, prefix);
  return {
    eventCategory: 'Data',
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    readOnly: 'false',
    'resources.type': 'AWS::S3::Object',
    ...(name === undefined || folder === undefined
      ? {}
      : {
          [OBJECT_ARN]: withNames(
            zone,
            `arn:aws:s3:::${name}/${folder === '' ? '' : `${folder}/`}AWSLogs/${AND_MORE}`,
          ),
        }),
  };
}

/** An ARN of objects in which partition and references are written in one way. */
function arnText(zone: ZoneView, from: ResourceView, value: unknown): string | undefined {
  const text = textOf(zone, from, value);
  if (text === undefined) return undefined;
  if (!text.startsWith('<')) {
    return withNames(zone, text.replace(/^arn:(?:<Partition>|aws[\w-]*)/, 'arn:aws'));
  }
  return isArn(firstOf(value)) ? withNames(zone, `arn:aws:s3:::${text}`) : undefined;
}

/** Of an imported value only the name that CDK gives the export says whether it is an ARN. */
function isArn(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported } = value;
  return (
    (Array.isArray(attribute) && attribute[1] === 'Arn') ||
    (typeof attribute === 'string' && attribute.endsWith('.Arn')) ||
    (typeof imported === 'string' && /ExportsOutputFnGetAtt\w+Arn/.test(imported))
  );
}

function firstOf(value: unknown): unknown {
  const join = isObject(value) ? value['Fn::Join'] : undefined;
  const pieces: unknown = Array.isArray(join) ? join[1] : undefined;
  return Array.isArray(pieces) ? firstOf(pieces[0]) : value;
}

/** Buckets that have a name of their own, under that name. */
function withNames(zone: ZoneView, text: string): string {
  return zone
    .ofType('AWS::S3::Bucket')
    .reduce(
      (named, bucket) =>
        typeof bucket.properties['BucketName'] === 'string'
          ? named.replaceAll(wordOf(bucket), bucket.properties['BucketName'])
          : named,
      text,
    );
}
