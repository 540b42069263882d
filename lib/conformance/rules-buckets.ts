import type { ConfigRule } from './config-rule';
import {
  AT_REST,
  BACKED_UP,
  GROUP_HEALTH_PLAN,
  IN_TRANSIT,
  NOT_PUBLIC,
  RECORDED,
  RETRIEVABLE,
} from './citations';

/** What every bucket of the account must be like. */
export const BUCKET_RULES: readonly ConfigRule[] = [
  {
    name: 's3-bucket-acl-prohibited',
    identifier: 'S3_BUCKET_ACL_PROHIBITED',
    scope: ['AWS::S3::Bucket'],
    citations: {},
  },
  {
    name: 's3-bucket-logging-enabled',
    identifier: 'S3_BUCKET_LOGGING_ENABLED',
    scope: ['AWS::S3::Bucket'],
    citations: {
      aws: RECORDED,
      steampipe: ['164.308(a)(1)(ii)(D)', '164.308(a)(6)(ii)', '164.312(e)(2)(i)'],
    },
  },
  {
    name: 's3-bucket-public-read-prohibited',
    identifier: 'S3_BUCKET_PUBLIC_READ_PROHIBITED',
    scope: ['AWS::S3::Bucket'],
    citations: {
      aws: NOT_PUBLIC,
      steampipe: [...GROUP_HEALTH_PLAN, '164.308(a)(1)(ii)(B)', '164.312(a)(2)(i)'],
    },
  },
  {
    name: 's3-bucket-public-write-prohibited',
    identifier: 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED',
    scope: ['AWS::S3::Bucket'],
    citations: { aws: NOT_PUBLIC, steampipe: [...GROUP_HEALTH_PLAN, '164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 's3-bucket-ssl-requests-only',
    identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY',
    scope: ['AWS::S3::Bucket'],
    citations: {
      aws: [...IN_TRANSIT, '164.312(c)(2)'],
      steampipe: [...GROUP_HEALTH_PLAN, '164.308(a)(1)(ii)(B)', '164.312(c)(1)'],
    },
  },
  {
    name: 's3-bucket-versioning-enabled',
    identifier: 'S3_BUCKET_VERSIONING_ENABLED',
    scope: ['AWS::S3::Bucket'],
    citations: {
      aws: [...BACKED_UP, '164.312(c)(1)', '164.312(c)(2)'],
      steampipe: [...RETRIEVABLE, '164.308(a)(1)(ii)(B)'],
    },
  },
  {
    name: 's3-default-encryption-kms',
    identifier: 'S3_DEFAULT_ENCRYPTION_KMS',
    scope: ['AWS::S3::Bucket'],
    citations: {
      aws: AT_REST,
      steampipe: [...GROUP_HEALTH_PLAN, '164.308(a)(4)(ii)(A)', '164.312(c)(1)'],
    },
  },
];
