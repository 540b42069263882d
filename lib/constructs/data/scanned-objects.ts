import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** Tag that GuardDuty gives a scanned object, and its value for a clean one. */
const STATUS_TAG = 'GuardDutyMalwareScanStatus';
const CLEAN = 'NO_THREATS_FOUND';

/**
 * Nobody reads an object before GuardDuty has found it clean: without the tag the condition holds,
 * and the denial with it.
 * https://docs.aws.amazon.com/guardduty/latest/ug/tag-based-access-s3-malware-protection.html
 *
 * @param except roles of AWS services that read what nobody has found clean
 */
export function denyUncleanRead(
  bucket: IBucket,
  except: readonly iam.IRole[] = [],
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyReadUnlessClean',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: [bucket.arnForObjects('*')],
    conditions: {
      StringNotEquals: { [`s3:ExistingObjectTag/${STATUS_TAG}`]: CLEAN },
      ...excepting(except),
    },
  });
}

/**
 * Nobody else says that an object is clean. Tags of an object are written all at once: whoever
 * writes others takes this one away, and nobody reads the object until GuardDuty has been asked to
 * scan it again (SendObjectMalwareScan).
 *
 * @param except roles of AWS services that write what a scan has found
 */
export function denyStatusTag(bucket: IBucket, except: readonly iam.IRole[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyScanStatusByOthers',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    resources: [bucket.arnForObjects('*')],
    conditions: {
      // Whatever its case: AWS compares the keys of tags without it, this condition with it.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-resources
      'ForAnyValue:StringEqualsIgnoreCase': { 's3:RequestObjectTagKeys': STATUS_TAG },
      ...excepting(except),
    },
  });
}

function excepting(roles: readonly iam.IRole[]): iam.Conditions {
  return roles.length === 0
    ? {}
    : { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } };
}
