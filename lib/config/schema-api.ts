import { z } from 'zod';
import { between } from './schema-number';

/** Schema of the one REST API: from where it is called, and how often. */

const cidr = z.cidrv4('expected an IPv4 CIDR block such as 10.8.0.0/16');

export const api = z
  .strictObject({
    endpoint: z
      .enum(['private', 'regional'])
      .describe(
        'private: called through an endpoint of the VPC only, also from networks that are connected to it. regional: called from the Internet, and not from the VPC (docs/adr/0016-api.md).',
      ),
    allowedCidrs: z
      .array(cidr)
      .describe(
        'Networks that may call it. private: beside the VPC, each within network.connectedCidrs. regional: public addresses; an empty list lets every address try.',
      ),
    // Quotas of an account: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
    requestsPerSecond: between(1, 10_000).describe(
      'Requests a second that all callers together get, on the average. One more is answered 429.',
    ),
    burst: between(1, 5_000).describe('Requests at once that they get beyond that.'),
    // https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
    requestsPerAddress: between(10, 2_000_000_000).describe(
      'Requests in five minutes from one address, behind which a whole hospital may stand. More are blocked for as long as they come.',
    ),
  })
  .describe('The REST API. How often one person may call it is a limit of its own (access).');
