import { logInto } from '../../support/memory-log';

/** A log that nobody reads. */
export const silent = logInto(() => {});
