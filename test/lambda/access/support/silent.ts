import type { Logger } from '../../../../lambda/shared/log';

/** A log that nobody reads. */
export const silent: Logger = { info() {}, warn() {}, error() {} };
