import * as z from 'zod/mini';
import { code, eventId, ref, sourceIp, tenant, time, userAgent } from './fields';
import { READABLE_VERSIONS } from './vocabulary';

/** Fields that events of many types have. */

export const always = {
  schemaVersion: z.literal(READABLE_VERSIONS, `expected ${READABLE_VERSIONS.join(' or ')}`),
  eventId,
  time,
  tenant,
  action: code('What was done, such as `decrypt`.'),
  requestId: z.optional(ref('Request in which it was done.')),
  idempotencyKey: z.optional(ref("The caller's own key for the request.")),
  sourceIp: z.optional(sourceIp),
  userAgent: z.optional(userAgent),
};

export const outcomeExpected = 'expected success, denied or error';
export const success = { outcome: z.literal('success', outcomeExpected) };
export const denied = {
  outcome: z.literal('denied', outcomeExpected),
  reason: code('Why it was denied, such as `not-on-care-team`.'),
};
export const failed = {
  outcome: z.literal('error', outcomeExpected),
  reason: code('What failed, such as `key-unavailable`.'),
};

export const phiAccessed = z
  .boolean('expected true or false')
  .check(z.describe('Whether PHI was shown, or changed.'));
export const no = z.literal(false, 'expected false');
export const withoutPhi = { phiAccessed: no, breakGlass: no };

export const resource = z
  .strictObject(
    {
      type: code('Kind of resource, such as `user`.'),
      ref: ref('The resource, by an opaque id.'),
    },
    'expected { type, ref }',
  )
  .check(z.describe('What was acted on.'));
