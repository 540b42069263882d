import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND } from '../recognizer';

/** Finger and voice prints (45 CFR 164.514(b)(2)(i)(P)) are no text; what refers to one is. */
export const BIOMETRIC: readonly Recognizer[] = [
  labelled({
    identifier: 'biometric',
    label: 'labelled',
    words: `
    face facial fingerprint fingerprints thumbprint voiceprint biometric retina retinal iris palm
  `,
    name: '(?:fac(?:e|ial)[ _-]?(?:template|id|print|scan|encoding)|fingerprints?|thumbprint|voiceprint|biometric|retinal?[ _-]?scan|iris[ _-]?(?:scan|template)|palm[ _-]?print)(?:[ _-](?:template|hash|scan|record|reference|ref)){0,2}',
    value: `(?=[A-Z_./+=-]{0,12}\\d)[A-Z0-9](?:[-_./+=]?[A-Z0-9]){3,120}${BEHIND}`,
    confidence: 0.96,
  }),
];
