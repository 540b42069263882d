import type { ControlType, DoneBy } from './control';

/** How a page calls the types of rows. */
export const TYPE_WORDS: Readonly<Record<ControlType, string>> = {
  standard: 'standard',
  required: 'required',
  addressable: 'addressable',
  definition: 'definition',
  'breach-standard': 'standard (breach rule)',
  'breach-specification': 'specification (breach rule)',
};

/** How a page calls who does it. */
export const DONE_BY_WORDS: Readonly<Record<DoneBy, string>> = {
  code: 'this zone',
  shared: 'this zone and you',
  customer: 'you',
  aws: 'AWS',
};
