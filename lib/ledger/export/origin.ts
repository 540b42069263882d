import { isLogName, SEGMENTS, ZONE_CHECKPOINTS } from '../../../lambda/ledger/format/layout';
import { LedgerFormatError } from '../../../lambda/ledger/format/errors';
import { readSegment } from '../../../lambda/ledger/format/segment';
import { LedgerCommandError } from '../errors';
import { objectPath } from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';

/**
 * The origin prefix that the objects of an export name: of a zone checkpoint, or of a segment where
 * there is none yet. Believed by nobody: `verify` compares it with the key.
 *
 * @throws LedgerCommandError when no object names one
 */
export function originOf(files: ExportFiles): string {
  for (const name of files.names(objectPath(ZONE_CHECKPOINTS))) {
    const note = files.read(objectPath(`${ZONE_CHECKPOINTS}${name}`))?.toString('utf8') ?? '';
    const [, prefix] = /^(\S+)\/zone\/\d+\/\S+\n/.exec(note) ?? [];
    if (prefix !== undefined) return prefix;
  }
  for (const log of files.folders(objectPath(SEGMENTS))) {
    for (const name of files.names(objectPath(`${SEGMENTS}${log}`))) {
      const prefix = prefixIn(files.read(objectPath(`${SEGMENTS}${log}/${name}`)), log);
      if (prefix !== undefined) return prefix;
    }
  }
  throw new LedgerCommandError(
    'nothing in the bucket says which ledger it is: there is no zone checkpoint and no segment below ledger/.',
  );
}

function prefixIn(bytes: Buffer | undefined, log: string): string | undefined {
  if (bytes === undefined || !isLogName(log)) return undefined;
  try {
    const { origin } = readSegment(bytes).header;
    return origin.endsWith(`/${log}`) ? origin.slice(0, -log.length - 1) : undefined;
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}
