import type { DenyReason } from '../decision';

/** What a caller is told of a denial. */
export const DENIALS: Readonly<Record<DenyReason, string>> = {
  inactive: 'The account is not active.',
  'other-tenant': 'It belongs to another tenant.',
  restricted: 'A restriction of your account forbids it: ask the privacy officer.',
  'service-not-permitted': 'The service was not given this by the config of the zone.',
  'nobody-deletes': 'Nothing here can be deleted by anybody.',
  'approval-required': 'It needs an approval of yours that holds now: request one.',
  'no-care-relation':
    'The patient is not in your care: ask to be assigned, or in an emergency break the glass.',
  'not-own': 'It is for your own record, or your own requests, alone.',
  'not-permitted': 'Your role does not include it.',
  'unknown-role': 'Your role is not known to the access policies.',
  'unknown-action': 'The action is not known to the access policies.',
  'unknown-data-type': 'The data type is not known to the access policies.',
  'data-type-missing': 'It takes a data type to decide on it.',
  'data-type-unexpected': 'It is not done to a data type.',
  'engine-fault': 'The access policies do not answer.',
};
