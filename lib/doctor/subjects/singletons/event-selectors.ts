import type { AdvancedFieldSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import type { Selectors } from '../../answers';

/** Data events that the trail of a zone records, and the service in their ARNs. */
const DATA = [
  ['AWS::S3::Object', 's3', 'S3'],
  ['AWS::Lambda::Function', 'lambda', 'Lambda'],
  ['AWS::DynamoDB::Table', 'dynamodb', 'DynamoDB'],
] as const;

/** What the trail of a zone records (lib/constructs/governance/zone-trail.ts), and these do not. */
export function unrecorded(selectors: Selectors): readonly string[] {
  const management = [
    ...selectors.basic.map(basicManagement),
    ...selectors.advanced.map(({ FieldSelectors = [] }) =>
      isOf(FieldSelectors, 'eventCategory', 'Management')
        ? advanced(FieldSelectors, ['eventCategory'])
        : NOTHING,
    ),
  ];
  return [
    ...(isAll(management) ? [] : ['not all management events']),
    ...DATA.flatMap(([type, service, name]) => {
      const parts = dataOf(selectors, type, service);
      if (isAll(parts)) return [];
      return [`${parts.length === 0 ? 'no' : 'not all'} data events of ${name}`];
    }),
  ];
}

/** What a selector records of all events of a kind. What leaves out any of them records nothing here. */
type Part = readonly ('read' | 'write')[];

const NOTHING: Part = [];
const EVERYTHING: Part = ['read', 'write'];

function isAll(parts: readonly Part[]): boolean {
  return EVERYTHING.every((access) => parts.some((part) => part.includes(access)));
}

function basicManagement(selector: EventSelector): Part {
  const { IncludeManagementEvents, ExcludeManagementEventSources = [] } = selector;
  const isNarrow = IncludeManagementEvents === false || ExcludeManagementEventSources.length > 0;
  return isNarrow ? NOTHING : basic(selector);
}

function basic({ ReadWriteType = 'All' }: EventSelector): Part {
  if (ReadWriteType === 'ReadOnly') return ['read'];
  if (ReadWriteType === 'WriteOnly') return ['write'];
  return EVERYTHING;
}

/** Each selector that has to do with a type, and what it records of everything of that type. */
function dataOf(selectors: Selectors, type: string, service: string): readonly Part[] {
  // Written with or without the colons that follow: each ARN of the service begins so.
  const every = new RegExp(`^arn:aws[a-z-]*:${service}:{0,3}$`);
  return [
    ...selectors.basic.flatMap((selector) => {
      const values = (selector.DataResources ?? []).filter(({ Type }) => Type === type);
      if (values.length === 0) return [];
      const isEvery = values.some(({ Values = [] }) => Values.some((arn) => every.test(arn)));
      return [isEvery ? basic(selector) : NOTHING];
    }),
    ...selectors.advanced.flatMap(({ FieldSelectors = [] }) =>
      isOf(FieldSelectors, 'eventCategory', 'Data') && isOf(FieldSelectors, 'resources.type', type)
        ? [
            advanced(
              FieldSelectors.filter(
                ({ Field, StartsWith = [] }) =>
                  !(Field === 'resources.ARN' && StartsWith.some((arn) => every.test(arn))),
              ),
              ['eventCategory', 'resources.type'],
            ),
          ]
        : [],
    ),
  ];
}

function isOf(fields: readonly AdvancedFieldSelector[], field: string, value: string): boolean {
  return fields.some(({ Field, Equals = [] }) => Field === field && Equals.includes(value));
}

/** @param kind fields that say which events it is about; every other one leaves some of them out */
function advanced(fields: readonly AdvancedFieldSelector[], kind: readonly string[]): Part {
  const others = fields.filter(({ Field = '' }) => !kind.includes(Field));
  const [only] = others;
  if (only === undefined) return EVERYTHING;
  if (others.length > 1 || only.Field !== 'readOnly') return NOTHING;
  const { Equals = [] } = only;
  return EVERYTHING.filter((access) => Equals.includes(access === 'read' ? 'true' : 'false'));
}
