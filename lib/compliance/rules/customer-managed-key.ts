import { isCustomerKey } from '../reading/customer-key';
import { ENCRYPTIONS } from '../reading/encryption';
import type { Rule } from '../rule';
import { typesOf } from '../reading/types-of';

export const customerManagedKey: Rule = {
  name: 'CustomerManagedKey',
  asks: 'What is kept is encrypted with a customer managed key, so that its policy and its end are ours to decide.',
  citations: ['164.312(a)(2)(iv)'],
  types: typesOf(ENCRYPTIONS),
  find: (resource, zone) =>
    ENCRYPTIONS[resource.type]?.(resource, zone)
      ?.filter(({ key, on = true }) => !on || !isCustomerKey(zone, resource, key))
      .map(
        (encryption) =>
          `${encryption.property} does not encrypt with a customer managed key. Name a key of the zone.`,
      ),
};
