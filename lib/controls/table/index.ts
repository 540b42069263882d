import type { Control } from '../control';

/** Every citation of the Security Rule and the Breach Notification Rule, in their order. */
export const CONTROLS: readonly Control[] = [];
