import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneFunction, ZoneFunctionProps } from './zone-function';

/** For a function that stands outside a network only where the zone has none: on an emulator. */
export function acknowledgeOutside(
  { function: outside, policy }: ZoneFunction,
  network: ZoneFunctionProps['network'],
): void {
  if (network !== 'outside') return;
  acknowledge(outside, {
    rules: ['HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC'],
    kind: 'emulator',
    reason:
      'A local emulator has no network to stand in. Its zone is for a test and holds made-up data.',
    citation: '45 CFR 164.312(e)(1)',
    review: '2027-11-22',
  });
  acknowledge(policy, {
    rules: ['AwsSolutions-IAM5'],
    finding: 'Resource::*',
    kind: 'emulator',
    reason:
      'X-Ray has no resource to name; in a network the policy that all functions share says so.',
    citation:
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html',
    review: '2027-11-22',
  });
}
