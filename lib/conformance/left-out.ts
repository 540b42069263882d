/** Kinds of reason for which a rule of AWS's HIPAA pack is not in ours. */
export const LEFT_OUT_KINDS = {
  service: 'A service that a zone has not and will not have; the rule would stay empty.',
  operations:
    'How machines are run, or how much they take: no safeguard that a zone could promise.',
  housekeeping: 'Tidiness or cost, without a paragraph of HIPAA behind it.',
  covered: 'A rule of the pack asks the same, or more.',
  cannotFail: 'AWS has made it impossible to fail, so that green shows nothing.',
  byDesign:
    'A zone is bound to fail it, for a reason. A rule that is always red hides real findings.',
} as const;

export type LeftOutKind = keyof typeof LEFT_OUT_KINDS;

/** A rule of AWS's HIPAA pack that ours does not hold. */
export interface LeftOutRule {
  readonly name: string;
  /** Identifier of the managed rule. */
  readonly identifier: string;
  readonly kind: LeftOutKind;
  readonly reason: string;
}

type Named = readonly [name: string, identifier: string];

function leftOut(
  kind: LeftOutKind,
  reason: string,
  rules: readonly Named[],
): readonly LeftOutRule[] {
  return rules.map(([name, identifier]) => ({ name, identifier, kind, reason }));
}

/** Every rule of AWS's HIPAA pack that `rules.ts` does not have. Whoever brings the service brings its rules. */
export const LEFT_OUT_RULES: readonly LeftOutRule[] = [
  ...leftOut('service', 'CodeBuild: a zone is built outside its account.', [
    ['codebuild-project-envvar-awscred-check', 'CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK'],
    ['codebuild-project-source-repo-url-check', 'CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK'],
  ]),
  ...leftOut('service', 'Database Migration Service: a tool of one migration, gone after it.', [
    ['dms-replication-not-public', 'DMS_REPLICATION_NOT_PUBLIC'],
  ]),
  ...leftOut('service', 'Elastic Beanstalk: no workload should be built on it any more.', [
    ['elastic-beanstalk-managed-updates-enabled', 'ELASTIC_BEANSTALK_MANAGED_UPDATES_ENABLED'],
  ]),
  ...leftOut(
    'service',
    'ElastiCache: a cache is no record to back up, and what matters of one (encryption, authentication) no rule of the pack asks.',
    [
      [
        'elasticache-redis-cluster-automatic-backup-check',
        'ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK',
      ],
    ],
  ),
  ...leftOut('service', 'Elasticsearch domains: OpenSearch took their place.', [
    ['elasticsearch-encrypted-at-rest', 'ELASTICSEARCH_ENCRYPTED_AT_REST'],
    ['elasticsearch-in-vpc-only', 'ELASTICSEARCH_IN_VPC_ONLY'],
    ['elasticsearch-logs-to-cloudwatch', 'ELASTICSEARCH_LOGS_TO_CLOUDWATCH'],
    ['elasticsearch-node-to-node-encryption-check', 'ELASTICSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK'],
  ]),
  ...leftOut('service', 'OpenSearch: a zone keeps PHI in PostgreSQL, S3 and DynamoDB only.', [
    ['opensearch-encrypted-at-rest', 'OPENSEARCH_ENCRYPTED_AT_REST'],
    ['opensearch-https-required', 'OPENSEARCH_HTTPS_REQUIRED'],
    ['opensearch-in-vpc-only', 'OPENSEARCH_IN_VPC_ONLY'],
    ['opensearch-logs-to-cloudwatch', 'OPENSEARCH_LOGS_TO_CLOUDWATCH'],
    ['opensearch-node-to-node-encryption-check', 'OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK'],
  ]),
  ...leftOut('service', 'Classic Load Balancers: the generation before Application and Network.', [
    ['elb-acm-certificate-required', 'ELB_ACM_CERTIFICATE_REQUIRED'],
    ['elb-cross-zone-load-balancing-enabled', 'ELB_CROSS_ZONE_LOAD_BALANCING_ENABLED'],
    ['elb-predefined-security-policy-ssl-check', 'ELB_PREDEFINED_SECURITY_POLICY_SSL_CHECK'],
    ['elb-tls-https-listeners-only', 'ELB_TLS_HTTPS_LISTENERS_ONLY'],
  ]),
  ...leftOut(
    'service',
    'EMR: big-data clusters are no part of a zone, and would want an account of their own.',
    [
      ['emr-kerberos-enabled', 'EMR_KERBEROS_ENABLED'],
      ['emr-master-no-public-ip', 'EMR_MASTER_NO_PUBLIC_IP'],
    ],
  ),
  ...leftOut(
    'service',
    'Redshift: a data warehouse is no part of a zone, and would want an account of its own.',
    [
      ['redshift-backup-enabled', 'REDSHIFT_BACKUP_ENABLED'],
      ['redshift-cluster-configuration-check', 'REDSHIFT_CLUSTER_CONFIGURATION_CHECK'],
      ['redshift-cluster-maintenancesettings-check', 'REDSHIFT_CLUSTER_MAINTENANCESETTINGS_CHECK'],
      ['redshift-cluster-public-access-check', 'REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK'],
      ['redshift-require-tls-ssl', 'REDSHIFT_REQUIRE_TLS_SSL'],
    ],
  ),
  ...leftOut(
    'service',
    'SageMaker: machine learning is no part of a zone, and would want an account of its own.',
    [
      [
        'sagemaker-endpoint-configuration-kms-key-configured',
        'SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED',
      ],
      [
        'sagemaker-notebook-instance-kms-key-configured',
        'SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED',
      ],
      [
        'sagemaker-notebook-no-direct-internet-access',
        'SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS',
      ],
    ],
  ),
  ...leftOut('service', 'Site-to-Site VPN: a zone does not connect to the hospital by itself.', [
    ['vpc-vpn-2-tunnels-up', 'VPC_VPN_2_TUNNELS_UP'],
  ]),
  ...leftOut(
    'operations',
    'Instances that Systems Manager manages and patches: who brings instances decides by what they are patched. Without Systems Manager the status rules are empty, not red.',
    [
      ['ec2-instance-managed-by-systems-manager', 'EC2_INSTANCE_MANAGED_BY_SSM'],
      [
        'ec2-managedinstance-association-compliance-status-check',
        'EC2_MANAGEDINSTANCE_ASSOCIATION_COMPLIANCE_STATUS_CHECK',
      ],
      [
        'ec2-managedinstance-patch-compliance-status-check',
        'EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK',
      ],
    ],
  ),
  ...leftOut(
    'operations',
    'An instance that calls no AWS service needs no role, and is safer so.',
    [['ec2-instance-profile-attached', 'EC2_INSTANCE_PROFILE_ATTACHED']],
  ),
  ...leftOut('operations', 'A stopped instance costs storage; it endangers nothing by itself.', [
    ['ec2-stopped-instance', 'EC2_STOPPED_INSTANCE'],
  ]),
  ...leftOut('operations', 'Health checks of a group of instances that a zone does not have.', [
    ['autoscaling-group-elb-healthcheck-required', 'AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED'],
  ]),
  ...leftOut('operations', 'A load balancer holds no data, and can be made again.', [
    ['elb-deletion-protection-enabled', 'ELB_DELETION_PROTECTION_ENABLED'],
  ]),
  ...leftOut(
    'operations',
    'Without an internet gateway a load balancer in a zone is internal, where a WAF is a choice of the workload. The API of the zone must have one: api-gw-associated-with-waf.',
    [['alb-waf-enabled', 'ALB_WAF_ENABLED']],
  ),
  ...leftOut(
    'operations',
    'Hardening that many images do not bear; ecs-task-definition-user-for-host-mode-check asks for what lets a container out.',
    [['ecs-containers-readonly-access', 'ECS_CONTAINERS_READONLY_ACCESS']],
  ),
  ...leftOut(
    'operations',
    'How available an Aurora cluster must be is a choice of its workload. That it has a backup and is not deleted by mistake, two guard rules ask.',
    [['rds-cluster-multi-az-enabled', 'RDS_CLUSTER_MULTI_AZ_ENABLED']],
  ),
  ...leftOut(
    'operations',
    'Compares provisioned throughput with a quota of the account; it says nothing of a table that is billed on demand.',
    [['dynamodb-throughput-limit-check', 'DYNAMODB_THROUGHPUT_LIMIT_CHECK']],
  ),
  ...leftOut(
    'housekeeping',
    'Asks every bucket for event notifications, whether anybody listens or not.',
    [['s3-event-notifications-enabled', 'S3_EVENT_NOTIFICATIONS_ENABLED']],
  ),
  ...leftOut(
    'housekeeping',
    'Any life cycle satisfies it, also one that ends too early; it asks for no retention.',
    [['s3-version-lifecycle-policy-check', 'S3_VERSION_LIFECYCLE_POLICY_CHECK']],
  ),
  ...leftOut(
    'covered',
    'Reads launch configurations, which launch templates have replaced. ec2-instance-no-public-ip looks at each instance, however it was launched.',
    [
      [
        'autoscaling-launch-config-public-ip-disabled',
        'AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED',
      ],
    ],
  ),
  ...leftOut(
    'covered',
    'Asks for each volume by itself, also where its instance is backed up with all of them: ec2-resources-protected-by-backup-plan asks for that.',
    [['ebs-in-backup-plan', 'EBS_IN_BACKUP_PLAN']],
  ),
  ...leftOut('cannotFail', 'Every instance is in a VPC since EC2-Classic ended in 2022.', [
    ['ec2-instances-in-vpc', 'INSTANCES_IN_VPC'],
  ]),
  ...leftOut(
    'cannotFail',
    'S3 encrypts every new object since January 2023, and nobody can switch that off. s3-default-encryption-kms asks for a key.',
    [['s3-bucket-server-side-encryption-enabled', 'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED']],
  ),
  ...leftOut(
    'byDesign',
    'Wants a lock on every bucket. AWS delivers neither access logs nor what lands first into a locked one; the gate asks the stores of records for theirs (ADR 0003).',
    [['s3-bucket-default-lock-enabled', 'S3_BUCKET_DEFAULT_LOCK_ENABLED']],
  ),
  ...leftOut(
    'byDesign',
    'Wants every bucket replicated, also the archive, where replication ends, and PHI in a zone of one Region, which is backed up instead. At every synth the gate asks each bucket of the zone for it, and each exception has its acknowledgement.',
    [['s3-bucket-replication-enabled', 'S3_BUCKET_REPLICATION_ENABLED']],
  ),
];
