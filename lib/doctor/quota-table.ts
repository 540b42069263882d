/**
 * Quotas of AWS that a zone can meet, by their codes in Service Quotas.
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const QUOTAS = {
  vpcs: { service: 'vpc', code: 'L-F678F1CE', name: 'VPCs per Region' },
  interfaceEndpoints: { service: 'vpc', code: 'L-29B6F2EB', name: 'Interface endpoints per VPC' },
  gatewayEndpoints: { service: 'vpc', code: 'L-1B52E74A', name: 'Gateway endpoints per Region' },
  elasticIps: { service: 'ec2', code: 'L-0263D0A3', name: 'Elastic IP addresses per Region' },
  stacks: { service: 'cloudformation', code: 'L-0485CB21', name: 'Stacks per Region' },
} as const;

export type QuotaId = keyof typeof QUOTAS;
