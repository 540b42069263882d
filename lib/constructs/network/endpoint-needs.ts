import type { FunctionName, InterfaceEndpointService, ZoneConfig } from '../../config/schema';

/**
 * Which AWS services each function calls from inside the VPC, beside S3 and DynamoDB, which have
 * gateway endpoints. The endpoints of the VPC are made from this table and nothing else, so a
 * function without its row cannot reach its service.
 */
export const ENDPOINT_NEEDS: Readonly<Record<FunctionName, readonly InterfaceEndpointService[]>> = {
  // Stands outside the VPC.
  baseline: [],
  // Signs with the checkpoint key.
  'ledger-checkpointer': ['kms'],
  'ledger-sealer': [],
};

/** Interface endpoints of a zone: what its functions need, and what config asks for workloads. */
export function interfaceEndpoints(
  { network }: Pick<ZoneConfig, 'network'>,
  needs: Readonly<Record<string, readonly InterfaceEndpointService[]>> = ENDPOINT_NEEDS,
): readonly InterfaceEndpointService[] {
  return [...new Set([...Object.values(needs).flat(), ...network.interfaceEndpoints])].toSorted();
}
