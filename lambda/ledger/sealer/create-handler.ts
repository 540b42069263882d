import type { InvocationContext } from '../invocation';
import type { HeadCache, SealerDependencies } from './append';
import { readSealerEvent } from './event';
import { sealBatch } from './seal-batch';
import type { SealedKeys } from './seal-spool';
import { sealSpool } from './seal-spool';

/** Seals what it is given, or throws to be given it again. */
export function createHandler(dependencies: SealerDependencies) {
  const heads: HeadCache = new Map();
  const known: SealedKeys = new Map();
  return async (event: unknown, context: InvocationContext): Promise<void> => {
    const read = readSealerEvent(event);
    if (read.kind === 'spool') await sealSpool(dependencies, heads, known, context);
    else await sealBatch(dependencies, heads, read.log, read.records, context);
  };
}
