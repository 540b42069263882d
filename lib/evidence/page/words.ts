import type { ControlType, DoneBy } from '../../controls/control';
import type { ControlStatus, TestOutcome } from '../../controls/judged';
import type { TestsInput } from '../model';

/** States of a control as the page says them, what needs somebody first. */
export const STATUS_WORDS: Readonly<Record<ControlStatus, string>> = {
  failing: 'Failing',
  'not-shown': 'Not shown',
  'partly-shown': 'Partly shown',
  'shown-with-exceptions': 'Shown, with exceptions',
  shown: 'Shown',
  customer: 'For the customer',
  aws: 'For AWS',
};

/** What each state means, for who reads it the first time. */
export const STATUS_MEANINGS: Readonly<Record<ControlStatus, string>> = {
  failing:
    'There are fewer resources than it names, one of them was judged by none of its rules, a finding is open, or a test failed.',
  'not-shown': 'Claimed, but its tests were not all run, or config leaves it to somebody else.',
  'partly-shown': 'Some of its mechanisms are shown, others are not.',
  'shown-with-exceptions':
    'Shown, but for findings that are acknowledged with a reason; or its profile holds the zone to less than production.',
  shown:
    'Each resource that it names is there, in the number that it names; each was judged by at least one of its rules, or each of its tests passed.',
  customer: 'The customer alone can do it; nothing of it is in a template.',
  aws: 'AWS does it for its data centres alone, and reports on it in AWS Artifact. Rooms and devices of the customer are his.',
};

export const DONE_BY_WORDS: Readonly<Record<DoneBy, string>> = {
  code: 'Zone',
  shared: 'Zone and customer',
  customer: 'Customer',
  aws: 'AWS',
};

export const TYPE_WORDS: Readonly<Record<ControlType, string>> = {
  standard: 'Standard',
  required: 'Required',
  addressable: 'Addressable',
  definition: 'Definition',
  'breach-standard': 'Standard (breach)',
  'breach-specification': 'Specification (breach)',
};

export const OUTCOME_WORDS: Readonly<Record<TestOutcome, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  'not-run': 'Not run',
};

/** Headings of the sections of 45 CFR part 164, as the eCFR names them, in short. */
const SECTIONS: Readonly<Record<string, string>> = {
  '164.308': 'Administrative safeguards',
  '164.310': 'Physical safeguards',
  '164.312': 'Technical safeguards',
  '164.314': 'Organizational requirements',
  '164.316': 'Policies, procedures and documentation',
  '164.402': 'Definitions',
  '164.404': 'Notification to individuals',
  '164.406': 'Notification to the media',
  '164.408': 'Notification to the Secretary',
  '164.410': 'Notification by a business associate',
  '164.412': 'Law enforcement delay',
  '164.414': 'Administrative requirements and burden of proof',
};

/** Section that a citation is of: `164.312`. */
export function sectionOf(citation: string): string {
  return /^\d+\.\d+/.exec(citation)?.[0] ?? citation;
}

/** Heading of a section; empty for one that is not known here. */
export function sectionTitle(section: string): string {
  return SECTIONS[section] ?? '';
}

/** `12 passed, 0 failed, 1 skipped`. */
export function testCounts({ passed, failed, skipped }: TestsInput): string {
  return [[passed, 'passed'] as const, [failed, 'failed'] as const, [skipped, 'skipped'] as const]
    .map(([count, word]) => `${count.toLocaleString('en-US')} ${word}`)
    .join(', ');
}

/** `1 rule`, `2 rules`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
