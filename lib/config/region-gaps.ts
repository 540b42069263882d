/**
 * What a Region lacks of what a zone is made of, as CloudFormation Validate 1.14.0 of the pinned
 * aws-cdk-lib knows it: read on 2026-11-22, and held to it by a test. A Region may have more by now;
 * this is what the gate would refuse.
 */

/** Regions without `AWS::Macie::Session`. */
const WITHOUT_MACIE = [
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'me-central-1',
  'mx-central-1',
  'us-gov-east-1',
  'us-gov-west-1',
] as const;

/** Regions without `AWS::Backup::RestoreTestingPlan`. */
const WITHOUT_RESTORE_TESTING = [
  'ap-southeast-5',
  'ap-southeast-7',
  'us-gov-east-1',
  'us-gov-west-1',
] as const;

/**
 * Regions with Amazon Comprehend Medical, read on 2026-11-26. CloudFormation has no type of it.
 * https://docs.aws.amazon.com/general/latest/gr/comprehend-med_region.html
 */
export const COMPREHEND_MEDICAL_REGIONS: readonly string[] = [
  'ap-southeast-2',
  'ca-central-1',
  'eu-west-1',
  'eu-west-2',
  'us-east-1',
  'us-east-2',
  'us-gov-west-1',
  'us-west-2',
];

interface MissingFamily {
  readonly regions: readonly string[];
  /** Family of the same sizes that these Regions have. */
  readonly instead: string;
}

/** Families of database instance classes of the defaults, and the Regions without them. */
const WITHOUT_FAMILY: Readonly<Record<string, MissingFamily>> = {
  m7g: {
    regions: ['af-south-1', 'ap-east-1', 'ca-west-1', 'eu-south-1', 'us-gov-west-1'],
    instead: 'm6g',
  },
  t4g: { regions: ['ca-west-1'], instead: 't3' },
};

/** Whether a Region has Macie. */
export function hasMacie(region: string): boolean {
  return !WITHOUT_MACIE.some((name) => name === region);
}

/** Whether AWS Backup has restore testing in a Region. */
export function hasRestoreTesting(region: string): boolean {
  return !WITHOUT_RESTORE_TESTING.some((name) => name === region);
}

/** The instance class to take for one that a Region is known to lack; nothing for any other. */
export function insteadOfClass(region: string, instanceClass: string): string | undefined {
  const [family = '', size] = instanceClass.split('.');
  const missing = Object.hasOwn(WITHOUT_FAMILY, family) ? WITHOUT_FAMILY[family] : undefined;
  return missing?.regions.includes(region) === true ? `${missing.instead}.${size}` : undefined;
}
