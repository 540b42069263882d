import type { FunctionName, InterfaceEndpointService, ZoneConfig } from '../../config/schema';

/**
 * Which AWS services each function calls from inside the VPC, beside S3 and DynamoDB, which have
 * gateway endpoints. The endpoints of the VPC are made from this table and nothing else, so a
 * function without its row cannot reach its service.
 */
export const ENDPOINT_NEEDS: Readonly<Record<FunctionName, readonly InterfaceEndpointService[]>> = {
  // Publishes to the security topic.
  'access-alert': ['sns'],
  // Writes audit events, encrypts justifications, makes pseudonyms.
  'access-api': ['kinesis-streams', 'kms'],
  // Stands outside the VPC.
  baseline: [],
  // Publishes to the topics of incidents.
  'breach-alert': ['sns'],
  // Write audit events.
  'breach-api': ['kinesis-streams'],
  'breach-clock': ['kinesis-streams'],
  'breach-detector': ['kinesis-streams'],
  'breach-findings': ['kinesis-streams'],
  // Writes audit events.
  'identity-events': ['kinesis-streams'],
  // Stands outside the VPC.
  'identity-keys': [],
  // Writes audit events.
  'identity-sign-in': ['kinesis-streams'],
  // Writes audit events, makes pseudonyms, reads the public half of the checkpoint key.
  'ledger-api': ['kinesis-streams', 'kms'],
  // Signs with the checkpoint key.
  'ledger-checkpointer': ['kms'],
  'ledger-indexer': [],
  'ledger-sealer': [],
  // Writes audit events, makes data keys and pseudonyms.
  'phi-api': ['kinesis-streams', 'kms'],
  // Likewise. Its database stands in the VPC.
  'phi-backfill': ['kinesis-streams', 'kms'],
};

/** An interface endpoint of the zone. That of its API nobody asks for by name: `api.endpoint` does. */
export type ZoneEndpoint = InterfaceEndpointService | 'execute-api';

/** Interface endpoints of a zone: what its functions need, what config asks for workloads, and the way to a private API. */
export function interfaceEndpoints(
  { network, api, phi, breach }: Pick<ZoneConfig, 'network' | 'api' | 'phi' | 'breach'>,
  needs: Readonly<Record<string, readonly InterfaceEndpointService[]>> = ENDPOINT_NEEDS,
): readonly ZoneEndpoint[] {
  const wanted: readonly ZoneEndpoint[] = [
    ...Object.values(needs).flat(),
    ...network.interfaceEndpoints,
    // Of phi-api and phi-backfill, where config has them ask it.
    ...(phi.detector === 'comprehend-medical' ? (['comprehendmedical'] as const) : []),
    // Of breach-api, where config lets it mail.
    ...(breach.mail === 'off' ? [] : (['email'] as const)),
    ...(api.endpoint === 'private' ? (['execute-api'] as const) : []),
  ];
  return [...new Set(wanted)].toSorted();
}
