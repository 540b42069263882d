import type { ConfigRule } from './config-rule';
import {
  AT_REST,
  AVAILABLE,
  BACKED_UP,
  GROUP_HEALTH_PLAN,
  IN_TRANSIT,
  NOT_PUBLIC,
  RETRIEVABLE,
} from './citations';

/**
 * For what a workload beside the zone may make one day: red as soon as it is public, in plain text, not
 * recorded, or without a backup. How machines are run and patched is for the workload's own rules.
 */
export const GUARD_RULES: readonly ConfigRule[] = [
  {
    name: 'alb-http-to-https-redirection-check',
    identifier: 'ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK',
    citations: { aws: IN_TRANSIT },
  },
  {
    name: 'aurora-resources-protected-by-backup-plan',
    identifier: 'AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN',
    scope: ['AWS::RDS::DBCluster'],
    citations: { steampipe: [...BACKED_UP, ...RETRIEVABLE] },
  },
  {
    name: 'ebs-snapshot-public-restorable-check',
    identifier: 'EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK',
    citations: { aws: NOT_PUBLIC, steampipe: ['164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'ec2-imdsv2-check',
    identifier: 'EC2_IMDSV2_CHECK',
    scope: ['AWS::EC2::Instance'],
    citations: {
      aws: ['164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)'],
    },
  },
  {
    name: 'ec2-instance-no-public-ip',
    identifier: 'EC2_INSTANCE_NO_PUBLIC_IP',
    scope: ['AWS::EC2::Instance'],
    citations: { aws: NOT_PUBLIC },
  },
  {
    name: 'ec2-resources-protected-by-backup-plan',
    identifier: 'EC2_RESOURCES_PROTECTED_BY_BACKUP_PLAN',
    scope: ['AWS::EC2::Instance'],
    citations: { steampipe: [...BACKED_UP, ...RETRIEVABLE] },
  },
  {
    name: 'ecs-task-definition-user-for-host-mode-check',
    identifier: 'ECS_TASK_DEFINITION_USER_FOR_HOST_MODE_CHECK',
    scope: ['AWS::ECS::TaskDefinition'],
    citations: {
      aws: [
        '164.308(a)(3)(i)',
        '164.308(a)(3)(ii)(A)',
        '164.308(a)(4)(ii)(A)',
        '164.308(a)(4)(ii)(C)',
        '164.312(a)(1)',
      ],
    },
  },
  {
    name: 'efs-encrypted-check',
    identifier: 'EFS_ENCRYPTED_CHECK',
    citations: { aws: AT_REST, steampipe: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)'] },
  },
  {
    name: 'efs-in-backup-plan',
    identifier: 'EFS_IN_BACKUP_PLAN',
    citations: { aws: BACKED_UP, steampipe: RETRIEVABLE },
  },
  {
    name: 'elb-logging-enabled',
    identifier: 'ELB_LOGGING_ENABLED',
    scope: ['AWS::ElasticLoadBalancing::LoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
    citations: {
      aws: ['164.312(b)'],
      steampipe: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)'],
    },
  },
  {
    name: 'elbv2-acm-certificate-required',
    identifier: 'ELBV2_ACM_CERTIFICATE_REQUIRED',
    citations: { aws: AT_REST },
  },
  {
    name: 'encrypted-volumes',
    identifier: 'ENCRYPTED_VOLUMES',
    scope: ['AWS::EC2::Volume'],
    citations: {
      aws: AT_REST,
      steampipe: [
        ...GROUP_HEALTH_PLAN,
        '164.308(a)(1)(ii)(B)',
        '164.308(a)(4)(ii)(A)',
        '164.312(c)(1)',
        '164.312(c)(2)',
      ],
    },
  },
  {
    name: 'rds-cluster-deletion-protection-enabled',
    identifier: 'RDS_CLUSTER_DELETION_PROTECTION_ENABLED',
    scope: ['AWS::RDS::DBCluster'],
    citations: { steampipe: AVAILABLE },
  },
];
