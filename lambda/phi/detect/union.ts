import type { PhiDetector } from './finding';
import { resolve } from './resolve';

/** What any of the detectors finds. When one cannot answer, nothing is answered. */
export function unionDetector(...detectors: readonly PhiDetector[]): PhiDetector {
  return {
    async detect(text) {
      const found = await Promise.all(detectors.map((detector) => detector.detect(text)));
      return resolve(text, found.flat());
    },
  };
}
