import { z } from 'zod';
import { IDENTIFIERS } from '../../lambda/phi/detect/finding';
import { DETECTORS } from '../../lambda/phi/settings';

/** Schema of what encrypts fields and finds identifiers. Limits that need more than one field are in `check-phi.ts`. */

const FORM_EXPECTED =
  'expected 4 to 32 printable ASCII characters, at least 4 of them 9 (a digit) or A (a capital letter), such as MH-999999';

const pattern = z.strictObject({
  identifier: z
    .enum(IDENTIFIERS)
    .meta({ description: 'What it identifies.', examples: ['medical-record-number'] }),
  form: z
    .string(FORM_EXPECTED)
    .regex(/^(?=(?:[^9A]*[9A]){4})[!-~](?:[ -~]{2,30})[!-~]$/, FORM_EXPECTED)
    .meta({
      description: '9 stands for a digit, A for a capital letter, everything else for itself.',
      examples: ['MH-999999'],
    }),
});

export const phi = z
  .strictObject({
    epochDays: z
      .int('expected a whole number of days')
      .min(1, 'expected at least 1')
      .max(90, 'expected at most 90')
      .describe(
        'Days after which a tenant gets a new data key. Keys before it decrypt for as long as they are kept.',
      ),
    keyCacheMinutes: z
      .int('expected a whole number of minutes')
      .min(5, 'expected at least 5')
      .max(60, 'expected at most 60')
      .describe('Minutes that a function keeps an unwrapped data key before it asks KMS again.'),
    detector: z
      .enum(DETECTORS)
      .describe(
        'What finds identifiers in free text: recognizers of our own, or these and Amazon Comprehend Medical, to which each text is then sent.',
      ),
    patterns: z
      .array(pattern)
      .describe('Forms of numbers of your own, such as record numbers. Never a number itself.'),
  })
  .describe('Encryption of fields, and what finds identifiers in them.');
