import { isCustomerKey, keyOf } from '../reading/customer-key';
import { ENCRYPTIONS } from '../reading/encryption';
import { holdsPhi } from '../reading/phi-store';
import { typesOf } from '../reading/types-of';
import type { Rule } from '../rule';

export const customerManagedKey: Rule = {
  name: 'CustomerManagedKey',
  asks: "What is kept is encrypted with a customer managed key of this account, and patients' data with one of the zone, so that its policy and its end are ours to decide.",
  citations: ['164.312(a)(2)(iv)'],
  types: typesOf(ENCRYPTIONS),
  find: (resource, zone) =>
    ENCRYPTIONS[resource.type]?.(resource, zone)?.flatMap(({ property, key, on = true }) => {
      if (!on || !isCustomerKey(zone, resource, key)) {
        return [
          `${property} does not encrypt with a customer managed key of this account. Name a key of the zone.`,
        ];
      }
      return holdsPhi(resource) && keyOf(zone, resource, key) === undefined
        ? [
            `${property} names a key that is not of the zone: no rule sees who may use it. Refer to the phi key of the zone.`,
          ]
        : [];
    }),
};
